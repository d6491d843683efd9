import TerminalUI
import Testing

@Suite struct CellBufferTests {
    private let good = Style(role: .good)

    private func buffer(_ columns: Int, _ rows: Int = 1) -> CellBuffer {
        CellBuffer(size: Size(columns: columns, rows: rows))
    }

    @Test func `writing returns the columns used and clips at the right edge`() {
        var buffer = buffer(6)
        #expect(buffer.write("leader", column: 3, row: 0, style: good) == 3)
        #expect(buffer.plainRows() == ["   lea"])
        #expect(buffer[3, 0] == Cell(text: "l", style: good))
    }

    @Test func `a limit clips before the edge`() {
        var buffer = buffer(9)
        #expect(buffer.write("leader", column: 0, row: 0, style: good, limit: 4) == 4)
        #expect(buffer.plainRows() == ["lead     "])
    }

    @Test func `a wide character that does not fit whole becomes a blank`() {
        var buffer = buffer(5)
        #expect(buffer.write("数据库", column: 0, row: 0, style: good) == 5)
        #expect(buffer.plainRows() == ["数据 "])
        #expect(buffer[4, 0] == .blank(good))
        #expect(buffer[0, 0].width == 2)
        #expect(buffer[1, 0].width == 0)
    }

    @Test func `overwriting half of a wide character blanks the other half`() {
        var first = buffer(4)
        first.write("数据", column: 0, row: 0, style: good)
        first.write("x", column: 1, row: 0, style: Style())
        #expect(first.plainRows() == [" x据"])
        var second = buffer(4)
        second.write("数据", column: 0, row: 0, style: good)
        second.write("x", column: 2, row: 0, style: Style())
        #expect(second.plainRows() == ["数x "])
        var third = buffer(4)
        third.write("数据", column: 0, row: 0, style: good)
        third.write("库", column: 1, row: 0, style: good)
        #expect(third.plainRows() == [" 库 "])
        #expect((0..<4).map { third[$0, 0].width } == [1, 2, 0, 1])
    }

    @Test func `drawing outside is ignored and reading outside gives a blank`() {
        var buffer = buffer(3, 2)
        let before = buffer
        buffer.write("x", column: 0, row: 5, style: good)
        buffer.write("x", column: 7, row: 0, style: good)
        buffer.fill(Rect(column: -9, row: -9, columns: 5, rows: 5), good, with: "#")
        buffer[9, 9] = Cell(text: "x")
        buffer.setSurface(Rect(column: 3, row: 0, columns: 9, rows: 9), .bar)
        #expect(buffer == before)
        #expect(buffer[-1, 0] == .blank())
        #expect(buffer.row(7).isEmpty)
        buffer.write("ab", column: -1, row: 0, style: good)
        #expect(buffer.plainRows()[0] == "b  ")
    }

    @Test func `an empty buffer takes everything and keeps nothing`() {
        var buffer = buffer(0, 0)
        buffer.write("x", column: 0, row: 0, style: good)
        buffer.drawBox(Rect(column: 0, row: 0, columns: 9, rows: 9))
        #expect(buffer.plainRows().isEmpty)
    }

    @Test(arguments: ["\u{1B}", "\u{7F}", "\n", "\u{9B}", "\u{202E}", "\u{200D}", "\u{E000}", "\u{2028}", "\u{0}"])
    func `what could steer the terminal never gets in`(character: String) {
        var buffer = buffer(3)
        buffer.write("a" + character + "b", column: 0, row: 0, style: good)
        #expect(buffer.plainRows() == ["a\u{FFFD}b"])
        buffer[0, 0] = Cell(text: Character(character))
        #expect(buffer.plainRows() == ["\u{FFFD}\u{FFFD}b"])
        buffer.fill(Rect(buffer.size), good, with: Character(character))
        #expect(buffer.plainRows() == ["\u{FFFD}\u{FFFD}\u{FFFD}"])
    }

    @Test func `a cell carries at most three marks`() {
        var buffer = buffer(2)
        let used = buffer.write("e" + String(repeating: "\u{301}", count: 500), column: 0, row: 0, style: good)
        #expect(used == 1)
        #expect(buffer[0, 0].text.unicodeScalars.count == 4)
    }

    @Test func `a carriage return with a line feed is one cluster and still never gets in`() {
        var buffer = buffer(2)
        buffer[0, 0] = Cell(text: "\r\n")
        #expect(buffer.plainRows() == ["\u{FFFD} "])
    }

    @Test func `a surface changes and text and roles stay`() {
        var buffer = buffer(4)
        buffer.write("库x", column: 0, row: 0, style: good)
        buffer.setSurface(Rect(buffer.size), .selection)
        #expect(buffer.plainRows() == ["库x "])
        #expect(buffer[0, 0].style == Style(role: .good, surface: .selection))
        #expect(buffer[1, 0] == Cell(text: " ", width: 0, style: Style(role: .good, surface: .selection)))
    }

    @Test func `styled text keeps its roles, shares the limit and takes the surface`() {
        var buffer = buffer(10)
        let text = StyledText("db1 ", .label) + StyledText("streaming", .good, isDimmed: true)
        #expect(buffer.write(text, column: 1, row: 0, surface: .panel, limit: 6) == 6)
        #expect(buffer.plainRows() == [" db1 st   "])
        #expect(buffer[2, 0].style == Style(role: .label, surface: .panel))
        #expect(buffer[5, 0].style == Style(role: .good, surface: .panel, isDimmed: true))
    }

    @Test func `rules and boxes carry titles that leave their corners alone`() {
        var buffer = buffer(14, 4)
        buffer.drawHorizontalRule(Rect(column: 0, row: 0, columns: 14, rows: 1), title: "events")
        buffer.drawBox(Rect(column: 0, row: 1, columns: 14, rows: 3), title: "a long title")
        #expect(
            buffer.plainRows() == [
                "── events ────",
                "╭─ a long … ─╮",
                "│            │",
                "╰────────────╯",
            ]
        )
    }
}
