extension String {
    /// The width of the text on a terminal: East Asian wide characters and emoji count 2, combining marks 0.
    package var columns: Int {
        if utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return utf8.count }
        return Glyphs(self).reduce(0) { $0 + $1.columns }
    }

    /// The text made to fit into that many columns, ending in "…" when something had to go.
    package func clipped(to columns: Int) -> String {
        guard columns > 0 else { return "" }
        guard self.columns > columns else { return self }
        return firstGlyphs(fitting: columns - 1) + "…"
    }

    /// The text followed, or with trailing alignment preceded, by the blanks that make it that many columns wide.
    ///
    /// Text that is wider already stays as it is.
    package func padded(to columns: Int, _ alignment: Alignment = .leading) -> String {
        let blanks = String(repeating: " ", count: max(0, columns - self.columns))
        return switch alignment {
        case .leading: self + blanks
        case .trailing: blanks + self
        }
    }

    /// As much of the beginning as fits, cut between cells.
    func firstGlyphs(fitting columns: Int) -> String {
        var kept = ""
        var used = 0
        for glyph in Glyphs(self) {
            guard used + glyph.columns <= columns else { break }
            kept.append(glyph.text)
            used += glyph.columns
        }
        return kept
    }
}
