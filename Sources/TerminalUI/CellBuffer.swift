/// A screenful of cells, which screens draw into and terminals, goldens and pictures are made from.
///
/// Drawing outside is ignored, so layouts need no case of their own for screens that are too small. Both halves of a
/// wide character always stay together: overwriting one blanks the other.
package struct CellBuffer: Equatable, Sendable {
    package let size: Size
    private var cells: [Cell]

    /// A buffer of blanks.
    package init(size: Size, style: Style = Style(role: .text)) {
        self.size = size
        cells = Array(repeating: .blank(style), count: size.columns * size.rows)
    }

    /// The cell there; a blank when read outside, nothing when written outside.
    package subscript(column: Int, row: Int) -> Cell {
        get {
            guard contains(column, row) else { return .blank() }
            return cells[row * size.columns + column]
        }
        set {
            place(newValue.text, column: column, row: row, style: newValue.style)
        }
    }

    /// The cells of one row, from left to right; none outside.
    package func row(_ row: Int) -> ArraySlice<Cell> {
        guard row >= 0, row < size.rows else { return [] }
        return cells[(row * size.columns)..<((row + 1) * size.columns)]
    }

    private func contains(_ column: Int, _ row: Int) -> Bool {
        column >= 0 && column < size.columns && row >= 0 && row < size.rows
    }

    /// Puts a character there and returns its width; what does not fit whole becomes a blank.
    @discardableResult
    mutating func place(_ text: Character, column: Int, row: Int, style: Style) -> Int {
        var glyphs = Glyphs(String(text))
        guard let glyph = glyphs.next() else { return 0 }
        place(glyph, column: column, row: row, style: style)
        return glyph.columns
    }

    /// Puts a glyph there, of which the parts outside are left out.
    mutating func place(_ glyph: Glyphs.Glyph, column: Int, row: Int, style: Style) {
        let fits = contains(column, row) && (glyph.columns == 1 || contains(column + 1, row))
        guard fits else {
            for half in column..<(column + glyph.columns) { putSingle(" ", half, row, style) }
            return
        }
        putSingle(glyph.text, column, row, style)
        guard glyph.columns == 2 else { return }
        putSingle(" ", column + 1, row, style)
        let first = row * size.columns + column
        cells[first].width = 2
        cells[first + 1] = .continuation(style)
    }

    private mutating func putSingle(_ text: Character, _ column: Int, _ row: Int, _ style: Style) {
        guard contains(column, row) else { return }
        let index = row * size.columns + column
        // Half of a wide character is nothing: what remains of it becomes a blank in its own style.
        if cells[index].width == 0, column > 0 { cells[index - 1] = .blank(cells[index - 1].style) }
        if cells[index].width == 2, column + 1 < size.columns { cells[index + 1] = .blank(cells[index + 1].style) }
        cells[index] = Cell(text: text, width: 1, style: style)
    }

    /// Changes the surface of a cell and nothing else.
    mutating func setSurface(_ surface: Surface, column: Int, row: Int) {
        guard contains(column, row) else { return }
        cells[row * size.columns + column].style.surface = surface
    }
}
