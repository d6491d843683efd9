extension Table {
    /// The titles and rows as lines of text, for lists that scroll and for output without a screen.
    package func lines(rows: [Row], into columns: Int) -> (header: StyledText, rows: [StyledText]) {
        let fitted = fit(rows: rows, into: columns)
        let header = line(fitted) { StyledText($0.title, .heading) }
        return (header, rows.map { row in line(fitted) { $0.cell(row) } })
    }

    private func line(_ fitted: [FittedColumn<Row>], _ cell: (Column<Row>) -> StyledText) -> StyledText {
        fitted.reduce(into: StyledText(runs: [])) { line, place in
            let gap = place.offset - line.columns
            if gap > 0 { line.append(String(repeating: " ", count: gap)) }
            line += cell(place.column).clipped(to: place.width).padded(to: place.width, place.column.alignment)
        }
    }
}
