extension StyledText {
    /// The text broken into lines of at most that many columns, between words where it can be.
    ///
    /// Blanks at a break are dropped; a word wider than a line is cut; wide characters may be parted anywhere, as is
    /// the custom in Chinese and Japanese. There is always at least one line.
    package func wrapped(to columns: Int) -> [StyledText] {
        guard columns > 0 else { return [self] }
        var lines = LineFiller(columns: columns)
        for word in words { lines.add(word) }
        return lines.finished
    }

    /// The text in unbreakable pieces: runs of letters, single wide characters, and the blanks between.
    private var words: [StyledText] {
        var words: [StyledText] = []
        var isOpen = false
        for run in runs {
            for glyph in Glyphs(run.text) {
                let piece = StyledText(String(glyph.text), run.role, isDimmed: run.isDimmed)
                let breaks = glyph.columns == 2 || glyph.text == " "
                if isOpen, !breaks, let last = words.indices.last {
                    words[last].join(piece)
                } else {
                    words.append(piece)
                }
                isOpen = !breaks
            }
        }
        return words
    }

    /// Appends, making one run of two that mean the same.
    fileprivate mutating func join(_ other: StyledText) {
        for run in other.runs {
            if let last = runs.indices.last, runs[last].role == run.role, runs[last].isDimmed == run.isDimmed {
                runs[last].text += run.text
            } else {
                runs.append(run)
            }
        }
    }
}

/// Collects words into lines.
private struct LineFiller {
    let columns: Int
    private var lines: [StyledText] = []
    private var line = StyledText("")
    private var used = 0
    /// Blanks that are drawn only when a word follows them on the same line.
    private var pending = StyledText("")

    init(columns: Int) {
        self.columns = columns
    }

    mutating func add(_ word: StyledText) {
        if word.plain == " " {
            if used > 0 || lines.isEmpty { pending.join(word) }
            return
        }
        let width = word.columns
        if used > 0, used + pending.columns + width > columns { breakLine() }
        guard used + pending.columns + width > columns else {
            line.join(pending)
            line.join(word)
            used += pending.columns + width
            pending = ""
            return
        }
        pending = ""
        for run in word.runs {
            for glyph in Glyphs(run.text) { addGlyph(glyph, of: run) }
        }
    }

    private mutating func addGlyph(_ glyph: Glyphs.Glyph, of run: StyledText.Run) {
        if used > 0, used + glyph.columns > columns { breakLine() }
        line.join(StyledText(String(glyph.text), run.role, isDimmed: run.isDimmed))
        used += glyph.columns
    }

    private mutating func breakLine() {
        lines.append(line)
        line = ""
        used = 0
        pending = ""
    }

    var finished: [StyledText] {
        used > 0 || lines.isEmpty ? lines + [line] : lines
    }
}
