extension Table {
    /// Draws the titles, if wanted, and as many rows below as there is space for.
    ///
    /// - Parameters:
    ///   - selected: the index in `rows` of the row that gets the selection's surface across the whole width.
    ///   - firstVisible: the index in `rows` of the row shown first.
    package func draw(
        rows: [Row],
        selected: Int?,
        firstVisible: Int,
        in rect: Rect,
        on buffer: inout CellBuffer,
        header: Bool = true
    ) {
        let fitted = fit(rows: rows, into: rect.columns)
        var body = rect
        if header {
            let line = body.takeTop(1)
            for place in fitted where !line.isEmpty {
                draw(StyledText(place.column.title, .heading), place, line, on: &buffer)
            }
        }
        let first = max(0, firstVisible)
        for index in rows.indices.dropFirst(first) {
            let line = body.takeTop(1)
            guard !line.isEmpty else { return }
            for place in fitted { draw(place.column.cell(rows[index]), place, line, on: &buffer) }
            if index == selected { buffer.setSurface(line, .selection) }
        }
    }

    private func draw(_ text: StyledText, _ place: FittedColumn<Row>, _ line: Rect, on buffer: inout CellBuffer) {
        let clipped = text.clipped(to: place.width)
        let indent =
            switch place.column.alignment {
            case .leading: 0
            case .trailing: place.width - clipped.columns
            }
        let surface = buffer[line.column, line.row].style.surface
        buffer.write(clipped, column: line.column + place.offset + indent, row: line.row, surface: surface)
    }
}
