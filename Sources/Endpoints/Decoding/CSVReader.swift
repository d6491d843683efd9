/// Splits comma-separated values into rows of cells (RFC 4180): quotes may hold commas, line ends and doubled quotes.
///
/// Total and bounded: an unfinished quote ends with the input, cells beyond `mostColumns` and rows beyond `mostRows` are not kept.
package struct CSVReader {
    private var rows: [[String]] = []
    private var row: [String] = []
    private var cell: [UInt8] = []
    private let mostRows: Int
    private let mostColumns: Int

    /// A cell holds a message at most; the rest of a longer one is dropped.
    private static let longestCell = 1024

    private init(mostRows: Int, mostColumns: Int) {
        self.mostRows = mostRows
        self.mostColumns = mostColumns
    }

    /// The rows of `bytes` that hold anything.
    package static func rows(in bytes: [UInt8], mostRows: Int, mostColumns: Int) -> [[String]] {
        var reader = CSVReader(mostRows: mostRows, mostColumns: mostColumns)
        reader.read(bytes)
        return reader.rows
    }

    private mutating func read(_ bytes: [UInt8]) {
        var isQuoted = false
        var index = bytes.startIndex
        while index < bytes.endIndex, rows.count < mostRows {
            let byte = bytes[index]
            index += 1
            if isQuoted {
                guard byte == UInt8(ascii: "\"") else {
                    append(byte)
                    continue
                }
                if index < bytes.endIndex, bytes[index] == UInt8(ascii: "\"") {
                    append(byte)
                    index += 1
                } else {
                    isQuoted = false
                }
            } else if byte == UInt8(ascii: "\""), cell.isEmpty {
                isQuoted = true
            } else {
                take(byte)
            }
        }
        endRow()
    }

    private mutating func take(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: ","): endCell()
        case UInt8(ascii: "\n"): endRow()
        case UInt8(ascii: "\r"): break
        default: append(byte)
        }
    }

    private mutating func append(_ byte: UInt8) {
        if cell.count < Self.longestCell { cell.append(byte) }
    }

    private mutating func endCell() {
        if row.count < mostColumns { row.append(String(decoding: cell, as: UTF8.self)) }
        cell.removeAll(keepingCapacity: true)
    }

    private mutating func endRow() {
        if !row.isEmpty || !cell.isEmpty {
            endCell()
            if rows.count < mostRows { rows.append(row) }
        }
        row.removeAll(keepingCapacity: true)
    }
}
