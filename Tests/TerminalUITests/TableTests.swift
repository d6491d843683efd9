import TerminalUI
import Testing

@Suite struct TableTests {
    private struct Row: Sendable {
        let name: String
        let lag: Int
    }

    private let rows = [Row(name: "db1", lag: 0), Row(name: "数据库三", lag: 1200), Row(name: "db3", lag: 7)]
    private let table = Table<Row>(columns: [
        Column(id: "member", title: "MEMBER", help: "", width: .fitting(minimum: 4, maximum: 12)) {
            StyledText($0.name, .leader)
        },
        Column(id: "lag", title: "LAG", help: "", width: .fixed(6), alignment: .trailing, dropPriority: 1) {
            StyledText("\($0.lag)")
        },
        Column(id: "host", title: "HOST", help: "", width: .remaining(minimum: 8), dropPriority: 3) { _ in
            "192.168.0.1"
        },
        Column(id: "node", title: "NODE", help: "", width: .fixed(4), dropPriority: 2) { _ in "n" },
    ])

    @Test(arguments: [
        (60, ["member", "lag", "host", "node"]), (29, ["member", "lag", "host", "node"]),
        (28, ["member", "lag", "node"]), (20, ["member", "lag", "node"]), (19, ["member", "lag"]),
        (15, ["member", "lag"]), (14, ["member"]), (2, ["member"]), (0, []),
    ])
    func `narrow screens drop columns by priority rather than cut them, and keep the first`(columns: Int, ids: [String])
    {
        #expect(table.fit(rows: rows, into: columns).map(\.column.id) == ids)
    }

    @Test(arguments: 0...130)
    func `columns neither overlap nor leave the table`(columns: Int) {
        let fitted = table.fit(rows: rows, into: columns)
        for (left, right) in zip(fitted, fitted.dropFirst()) { #expect(left.offset + left.width < right.offset) }
        #expect((fitted.last.map { $0.offset + $0.width } ?? 0) <= columns)
    }

    @Test func `fitting columns take what they need and the remaining one the rest`() {
        let fitted = table.fit(rows: rows, into: 60)
        #expect(fitted.map(\.width) == [8, 6, 39, 4])
        #expect(fitted.map(\.offset) == [0, 9, 16, 56])
    }

    @Test func `a table of its normal width stands two blanks apart`() {
        #expect(table.fit(rows: rows, into: 120).map(\.offset) == [0, 10, 18, 116])
    }

    @Test func `titles, alignment and the selection are drawn`() {
        var buffer = CellBuffer(size: Size(columns: 20, rows: 4))
        table.draw(rows: rows, selected: 1, firstVisible: 0, in: Rect(buffer.size), on: &buffer)
        #expect(
            buffer.plainRows() == [
                "MEMBER      LAG NODE", "db1           0 n   ", "数据库三   1200 n   ", "db3           7 n   ",
            ]
        )
        #expect(buffer[0, 0].style.role == .heading)
        #expect((0..<20).allSatisfy { buffer[$0, 2].style.surface == .selection })
        #expect((0..<20).allSatisfy { buffer[$0, 1].style.surface == .screen })
        #expect(buffer[0, 2].style.role == .leader)
    }

    @Test func `scrolling starts at the first visible row and stops at the lower edge`() {
        var buffer = CellBuffer(size: Size(columns: 12, rows: 3))
        let rect = Rect(column: 0, row: 0, columns: 12, rows: 2)
        table.draw(rows: rows, selected: nil, firstVisible: 2, in: rect, on: &buffer)
        #expect(buffer.plainRows()[1].hasPrefix("db3"))
        #expect(buffer.plainRows()[2] == "            ")
        table.draw(rows: rows, selected: nil, firstVisible: 99, in: rect, on: &buffer, header: false)
        table.draw(rows: rows, selected: nil, firstVisible: -5, in: rect, on: &buffer, header: false)
        #expect(buffer.plainRows()[0].hasPrefix("db1"))
    }

    @Test func `a table on a panel stays on it`() {
        var buffer = CellBuffer(size: Size(columns: 20, rows: 2), style: Style(role: .text, surface: .panel))
        table.draw(rows: rows, selected: nil, firstVisible: 0, in: Rect(buffer.size), on: &buffer)
        #expect(buffer[0, 1].style == Style(role: .leader, surface: .panel))
    }
}
