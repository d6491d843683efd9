/// A part of a screen in cells, from which layouts cut pieces off its edges; its extents are never negative.
package struct Rect: Hashable, Sendable {
    package var column: Int
    package var row: Int
    package var columns: Int
    package var rows: Int

    package init(column: Int, row: Int, columns: Int, rows: Int) {
        self.column = column
        self.row = row
        self.columns = max(0, columns)
        self.rows = max(0, rows)
    }

    /// The whole of something that begins at column 0, row 0.
    package init(_ size: Size) {
        self.init(column: 0, row: 0, columns: size.columns, rows: size.rows)
    }

    /// Whether there is no cell in it.
    package var isEmpty: Bool { columns <= 0 || rows <= 0 }

    /// The columns it covers.
    package var columnRange: Range<Int> { column..<(column + max(0, columns)) }

    /// The rows it covers.
    package var rowRange: Range<Int> { row..<(row + max(0, rows)) }

    /// Cuts at most that many rows off the top and returns them.
    package mutating func takeTop(_ rows: Int) -> Rect {
        let taken = min(max(0, rows), self.rows)
        let piece = Rect(column: column, row: row, columns: columns, rows: taken)
        row += taken
        self.rows -= taken
        return piece
    }

    /// Cuts at most that many rows off the bottom and returns them.
    package mutating func takeBottom(_ rows: Int) -> Rect {
        let taken = min(max(0, rows), self.rows)
        self.rows -= taken
        return Rect(column: column, row: row + self.rows, columns: columns, rows: taken)
    }

    /// Cuts at most that many columns off the left edge and returns them.
    package mutating func takeLeft(_ columns: Int) -> Rect {
        let taken = min(max(0, columns), self.columns)
        let piece = Rect(column: column, row: row, columns: taken, rows: rows)
        column += taken
        self.columns -= taken
        return piece
    }

    /// What remains when that much is left free along each edge.
    package func inset(columns: Int, rows: Int) -> Rect {
        let sideways = min(max(0, columns), self.columns / 2)
        let upright = min(max(0, rows), self.rows / 2)
        return Rect(
            column: column + sideways,
            row: row + upright,
            columns: self.columns - 2 * sideways,
            rows: self.rows - 2 * upright
        )
    }
}
