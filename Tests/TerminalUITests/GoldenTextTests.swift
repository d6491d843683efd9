import TerminalUI
import Testing

@Suite struct GoldenTextTests {
    @Test func `a golden shows rows between bars and the runs that are not ordinary text`() {
        var buffer = CellBuffer(size: Size(columns: 12, rows: 3))
        buffer.fill(Rect(column: 0, row: 0, columns: 12, rows: 1), Style(role: .text, surface: .bar))
        buffer.write("nines", column: 1, row: 0, style: Style(role: .title, surface: .bar))
        buffer.write("库 lag", column: 0, row: 1, style: Style())
        buffer.write("9 MB", column: 7, row: 1, style: Style(role: .warning))
        buffer.write("gone", column: 0, row: 2, style: Style(role: .text, isDimmed: true))
        #expect(
            buffer.golden() == """
                | nines      |
                  0..<1 bar.text
                  1..<6 bar.title
                  6..<12 bar.text
                |库 lag 9 MB |
                  7..<11 warning
                |gone        |
                  0..<4 text dim

                """
        )
    }
}
