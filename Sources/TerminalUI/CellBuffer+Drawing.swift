extension CellBuffer {
    /// Writes text and returns the columns used.
    ///
    /// The text is cut at the right edge of the buffer and after `limit` columns; a wide character that does not fit
    /// whole becomes a blank.
    @discardableResult
    package mutating func write(_ text: String, column: Int, row: Int, style: Style, limit: Int? = nil) -> Int {
        let room = min(limit ?? Int.max, max(0, size.columns - column))
        var used = 0
        for glyph in Glyphs(text) {
            guard used < room else { break }
            if used + glyph.columns > room {
                place(Glyphs.Glyph(text: " ", columns: 1), column: column + used, row: row, style: style)
                used += 1
            } else {
                place(glyph, column: column + used, row: row, style: style)
                used += glyph.columns
            }
        }
        return used
    }

    /// Writes text with its roles and returns the columns used, cut as plain text is.
    @discardableResult
    package mutating func write(
        _ text: StyledText,
        column: Int,
        row: Int,
        surface: Surface,
        limit: Int? = nil
    ) -> Int {
        let room = min(limit ?? Int.max, max(0, size.columns - column))
        var used = 0
        for run in text.runs where used < room {
            let style = Style(role: run.role, surface: surface, isDimmed: run.isDimmed)
            used += write(run.text, column: column + used, row: row, style: style, limit: room - used)
        }
        return used
    }

    /// Fills a part with one character in one style.
    package mutating func fill(_ rect: Rect, _ style: Style, with character: Character = " ") {
        let visible = rect.intersection(Rect(size))
        for row in visible.rowRange {
            var column = visible.column
            while column < visible.columnRange.upperBound {
                column += max(1, place(character, column: column, row: row, style: style))
            }
        }
    }

    /// Puts what is there on another surface; text and roles stay.
    package mutating func setSurface(_ rect: Rect, _ surface: Surface) {
        let visible = rect.intersection(Rect(size))
        for row in visible.rowRange {
            for column in visible.columnRange { setSurface(surface, column: column, row: row) }
        }
    }

    /// Draws a rule along the first row of a part, with a title set into its beginning: `── events ────`.
    package mutating func drawHorizontalRule(
        _ rect: Rect,
        style: Style = Style(role: .separator),
        title: StyledText? = nil
    ) {
        guard !rect.isEmpty else { return }
        let line = Rect(column: rect.column, row: rect.row, columns: rect.columns, rows: 1)
        fill(line, style, with: "─")
        setTitle(title, line, style)
    }

    /// Draws a frame along the edge of a part, with a title set into its top; the inside stays.
    package mutating func drawBox(
        _ rect: Rect,
        style: Style = Style(role: .separator, surface: .panel),
        title: StyledText? = nil
    ) {
        guard rect.columns >= 2, rect.rows >= 2 else { return }
        let (left, right) = (rect.column, rect.column + rect.columns - 1)
        let (top, bottom) = (rect.row, rect.row + rect.rows - 1)
        for row in [top, bottom] {
            fill(Rect(column: left, row: row, columns: rect.columns, rows: 1), style, with: "─")
        }
        for column in [left, right] {
            fill(Rect(column: column, row: top, columns: 1, rows: rect.rows), style, with: "│")
        }
        for (column, row, corner) in [(left, top, "╭"), (right, top, "╮"), (left, bottom, "╰"), (right, bottom, "╯")] {
            write(corner, column: column, row: row, style: style)
        }
        setTitle(title, Rect(column: left, row: top, columns: rect.columns, rows: 1), style)
    }

    /// Writes a title between two blanks, two cells in from the left, leaving at least two cells of the rule.
    private mutating func setTitle(_ title: StyledText?, _ line: Rect, _ style: Style) {
        let room = line.columns - 6
        guard let title, room > 0, !title.runs.isEmpty else { return }
        let clipped = title.clipped(to: room)
        write(" ", column: line.column + 2, row: line.row, style: style)
        let used = write(clipped, column: line.column + 3, row: line.row, surface: style.surface)
        write(" ", column: line.column + 3 + used, row: line.row, style: style)
    }
}

extension Rect {
    /// The part that both cover.
    package func intersection(_ other: Rect) -> Rect {
        let left = max(column, other.column)
        let top = max(row, other.row)
        return Rect(
            column: left,
            row: top,
            columns: min(columnRange.upperBound, other.columnRange.upperBound) - left,
            rows: min(rowRange.upperBound, other.rowRange.upperBound) - top
        )
    }
}
