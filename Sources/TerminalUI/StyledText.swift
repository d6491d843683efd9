/// Text in which each part says what it means.
package struct StyledText: Hashable, Sendable, ExpressibleByStringLiteral {
    /// A part of one meaning.
    package struct Run: Hashable, Sendable {
        package var text: String
        package var role: StyleRole
        package var isDimmed: Bool

        package init(text: String, role: StyleRole = .text, isDimmed: Bool = false) {
            self.text = text
            self.role = role
            self.isDimmed = isDimmed
        }
    }

    package var runs: [Run]

    package init(runs: [Run]) {
        self.runs = runs
    }

    package init(_ text: String, _ role: StyleRole = .text, isDimmed: Bool = false) {
        runs = text.isEmpty ? [] : [Run(text: text, role: role, isDimmed: isDimmed)]
    }

    package init(stringLiteral value: String) {
        self.init(value)
    }

    package static func + (left: StyledText, right: StyledText) -> StyledText {
        StyledText(runs: left.runs + right.runs)
    }

    package static func += (left: inout StyledText, right: StyledText) {
        left.runs += right.runs
    }

    package mutating func append(_ other: StyledText) {
        runs += other.runs
    }

    package mutating func append(_ text: String, _ role: StyleRole = .text, isDimmed: Bool = false) {
        append(StyledText(text, role, isDimmed: isDimmed))
    }

    /// Whether there is nothing to see.
    package var isEmpty: Bool { runs.allSatisfy(\.text.isEmpty) }

    /// The width on a terminal.
    package var columns: Int { runs.reduce(0) { $0 + $1.text.columns } }

    /// The text without its meanings.
    package var plain: String { runs.map(\.text).joined() }

    /// The same, receding: for values that are stale.
    package func dimmed() -> StyledText {
        StyledText(runs: runs.map { Run(text: $0.text, role: $0.role, isDimmed: true) })
    }

    /// The text made to fit into that many columns, ending in "…" when something had to go.
    package func clipped(to columns: Int) -> StyledText {
        guard columns > 0 else { return StyledText(runs: []) }
        guard self.columns > columns else { return self }
        var kept: [Run] = []
        var room = columns - 1
        for run in runs {
            var piece = run
            piece.text = run.text.firstGlyphs(fitting: room)
            room -= piece.text.columns
            let isCut = piece.text.columns < run.text.columns
            if isCut { piece.text += "…" }
            kept.append(piece)
            if isCut { return StyledText(runs: kept) }
        }
        return StyledText(runs: kept)
    }

    /// The text with the blanks that make it that many columns wide.
    package func padded(to columns: Int, _ alignment: Alignment = .leading) -> StyledText {
        let blanks = StyledText(String(repeating: " ", count: max(0, columns - self.columns)))
        return switch alignment {
        case .leading: self + blanks
        case .trailing: blanks + self
        }
    }
}
