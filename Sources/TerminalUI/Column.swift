/// One column of a table, as data: the table, its help and its setting are all made from this.
package struct Column<Row: Sendable>: Sendable {
    /// The name by which settings choose it.
    package let id: String
    package let title: String
    /// One sentence for the help.
    package let help: String
    package let width: ColumnWidth
    package let alignment: Alignment
    /// Zero stays on every screen; of the others the highest goes first when space is short.
    package let dropPriority: Int
    package let cell: @Sendable (Row) -> StyledText

    package init(
        id: String,
        title: String,
        help: String,
        width: ColumnWidth,
        alignment: Alignment = .leading,
        dropPriority: Int = 0,
        cell: @escaping @Sendable (Row) -> StyledText
    ) {
        self.id = id
        self.title = title
        self.help = help
        self.width = width
        self.alignment = alignment
        self.dropPriority = dropPriority
        self.cell = cell
    }

    /// The width at which nothing of a fitting column is cut, within its bounds; the least width of any other.
    package func wantedWidth(for rows: [Row]) -> Int {
        switch width {
        case .fixed, .remaining: return width.minimum
        case .fitting(let minimum, let maximum):
            let content = rows.reduce(title.columns) { max($0, cell($1).columns) }
            return max(minimum, min(content, maximum))
        }
    }

    /// The same column under another heading.
    package func titled(_ title: String) -> Column {
        Column(
            id: id,
            title: title,
            help: help,
            width: width,
            alignment: alignment,
            dropPriority: dropPriority,
            cell: cell
        )
    }
}

/// How wide a column wants to be, in cells.
package enum ColumnWidth: Hashable, Sendable {
    case fixed(Int)
    /// As wide as its title and widest cell, within bounds.
    case fitting(minimum: Int, maximum: Int)
    /// An equal share of what the other columns leave.
    case remaining(minimum: Int)

    /// The least with which the column is still worth showing.
    var minimum: Int {
        switch self {
        case .fixed(let width): max(0, width)
        case .fitting(let minimum, _): max(0, minimum)
        case .remaining(let minimum): max(0, minimum)
        }
    }
}
