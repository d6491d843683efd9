/// A column that has its place in a table of a certain width.
package struct FittedColumn<Row: Sendable>: Sendable {
    package let column: Column<Row>
    /// The first cell, counted from the left edge of the table.
    package let offset: Int
    package let width: Int
}

/// Rows under columns, of which a narrow screen shows only the more important ones.
package struct Table<Row: Sendable>: Sendable {
    package let columns: [Column<Row>]
    /// Widths that fitting columns have at least, by id, whatever they hold now.
    package let held: [String: Int]

    /// Below this width columns stand one blank apart instead of two, so that fewer must go.
    private static var narrowBelow: Int { 100 }

    package init(columns: [Column<Row>], held: [String: Int] = [:]) {
        self.columns = columns
        self.held = held
    }

    /// Chooses the columns that fit and gives each its width.
    ///
    /// Columns go by `dropPriority` until the others show their content whole: a cell cut in half says less than none.
    /// Those that never go shrink to their least widths if they must, and the remaining ones share what is left.
    package func fit(rows: [Row], into columns: Int) -> [FittedColumn<Row>] {
        let gap = columns < Self.narrowBelow ? 1 : 2
        let chosen = chosenColumns(rows, into: columns, gap: gap)
        var widths = chosen.map { $0.column.width.minimum }
        var spare = columns - widths.reduce(0, +) - gap * max(0, chosen.count - 1)
        growFitting(chosen, &widths, &spare)
        growRemaining(chosen.map { $0.column }, &widths, &spare)

        var fitted: [FittedColumn<Row>] = []
        var offset = 0
        for (column, width) in zip(chosen.map { $0.column }, widths) {
            let visible = min(width, columns - offset)
            guard visible > 0 else { continue }
            fitted.append(FittedColumn(column: column, offset: offset, width: visible))
            offset += width + gap
        }
        return fitted
    }

    private typealias Wanted = (column: Column<Row>, wanted: Int)

    private func chosenColumns(_ rows: [Row], into columns: Int, gap: Int) -> [Wanted] {
        var chosen = self.columns.map { (column: $0, wanted: wantedWidth(of: $0, rows)) }
        func needed() -> Int { chosen.reduce(0) { $0 + $1.wanted } + gap * max(0, chosen.count - 1) }
        while needed() > columns {
            // Of equals the rightmost goes.
            let victim = chosen.indices.reversed()
                .max { chosen[$0].column.dropPriority < chosen[$1].column.dropPriority }
            guard let victim, chosen[victim].column.dropPriority > 0 else { break }
            chosen.remove(at: victim)
        }
        return chosen
    }

    private func wantedWidth(of column: Column<Row>, _ rows: [Row]) -> Int {
        let wanted = column.wantedWidth(for: rows)
        return if case .fitting = column.width { max(wanted, held[column.id] ?? 0) } else { wanted }
    }

    private func growFitting(_ chosen: [Wanted], _ widths: inout [Int], _ spare: inout Int) {
        // What is dropped last is also widened first.
        let order = chosen.indices.sorted {
            (chosen[$0].column.dropPriority, $0) < (chosen[$1].column.dropPriority, $1)
        }
        for index in order {
            let granted = max(0, min(chosen[index].wanted - widths[index], spare))
            widths[index] += granted
            spare -= granted
        }
    }

    private func growRemaining(_ chosen: [Column<Row>], _ widths: inout [Int], _ spare: inout Int) {
        var open = chosen.indices.filter { index in
            if case .remaining = chosen[index].width { true } else { false }
        }
        while let index = open.first, spare > 0 {
            let share = (spare + open.count - 1) / open.count
            widths[index] += share
            spare -= share
            open.removeFirst()
        }
    }
}
