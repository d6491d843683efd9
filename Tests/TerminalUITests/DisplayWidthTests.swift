import TerminalUI
import Testing

@Suite struct DisplayWidthTests {
    @Test(arguments: [
        ("", 0), ("db1", 3), ("数据库", 6), ("切换 x", 6), ("é", 1), ("e\u{301}", 1), ("ｗ", 2), ("한글", 4),
        ("\u{1112}\u{1161}\u{11AB}", 2), ("😀", 2), ("✅", 2), ("★●▁─▶", 5), ("⚠\u{FE0F}", 1), ("\u{1B}[2J", 4),
        ("a\u{200B}b", 3), ("\u{301}", 1), ("🇨🇳", 2),
    ])
    func `text is as wide as a terminal draws it`(text: String, columns: Int) {
        #expect(text.columns == columns)
    }

    @Test(arguments: 0...12)
    func `clipped text never exceeds its columns and says that it was cut`(columns: Int) {
        let text = "主机 db1 e\u{301}"
        let clipped = text.clipped(to: columns)
        #expect(clipped.columns <= columns)
        #expect(clipped.hasSuffix("…") == (columns > 0 && columns < text.columns))
    }

    @Test func `padding keeps text at its edge`() {
        #expect("库".padded(to: 5) == "库   ")
        #expect("12".padded(to: 5, .trailing) == "   12")
        #expect("too long".padded(to: 3) == "too long")
    }
}
