/// Rows under a heading, printed as Markdown with the columns in line.
struct MarkdownTable {
    private var rows: [[String]]

    init(_ heading: [String]) {
        rows = [heading]
    }

    mutating func add(_ row: [String]) { rows.append(row) }

    var text: String {
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        func line(_ cells: [String]) -> String {
            let padded = zip(cells, widths).map { $0 + String(repeating: " ", count: max(0, $1 - $0.count)) }
            return "| " + padded.joined(separator: " | ") + " |\n"
        }
        let rule = widths.map { String(repeating: "-", count: $0) }
        return ([rows[0], rule] + rows.dropFirst()).map(line).joined()
    }
}

/// Whether a budget was kept.
struct Judgement {
    let text: String

    init(_ isKept: Bool) {
        text = isKept ? "pass" : "**fail**"
    }
}
