import TerminalUI
import Testing
import Themes

@Suite struct PictureTests {
    private func picture(_ title: String = "t") -> String {
        var buffer = CellBuffer(size: Size(columns: 20, rows: 2))
        buffer.fill(Rect(column: 0, row: 0, columns: 20, rows: 1), Style(role: .text, surface: .bar))
        buffer.write("a <&> \"b\"", column: 0, row: 0, style: Style(role: .critical, surface: .bar))
        buffer.write("平台 x  y", column: 0, row: 1, style: Style())
        return buffer.svg(theme: BuiltinThemes.standard, title: title)
    }

    @Test func `the same buffer gives the same bytes`() {
        #expect(picture() == picture())
    }

    @Test func `markup in text and title is escaped`() {
        let svg = picture("<script>&\"")
        #expect(svg.contains("<title>&lt;script&gt;&amp;&quot;</title>"))
        #expect(svg.contains(">a &lt;&amp;&gt; &quot;b&quot;</text>"))
        #expect(!svg.contains("<script"))
    }

    @Test func `cells are whole numbers, wide text stands alone and wide blanks part pieces`() {
        let svg = picture()
        #expect(svg.contains("width=\"184\" height=\"56\" viewBox"))
        #expect(svg.contains("<text x=\"12\" y=\"40\" textLength=\"32\" xml:space=\"preserve\">平台</text>"))
        #expect(svg.contains("<text x=\"52\" y=\"40\" textLength=\"8\" xml:space=\"preserve\">x</text>"))
        #expect(svg.contains("<text x=\"76\" y=\"40\" textLength=\"8\" xml:space=\"preserve\">y</text>"))
    }

    @Test func `a surface is drawn behind its text`() throws {
        let svg = picture()
        let background = try #require(svg.firstRange(of: "<rect x=\"12\" y=\"12\" width=\"160\" height=\"16\""))
        let text = try #require(svg.firstRange(of: "<text"))
        #expect(background.lowerBound < text.lowerBound)
    }
}
