import TerminalUI
import Testing

@Suite struct StyledTextTests {
    private let text = StyledText("db1 ", .label) + StyledText("streaming", .good)

    @Test func `plain text and width are those of all runs`() {
        #expect(text.plain == "db1 streaming")
        #expect(text.columns == 13)
        #expect(("库" as StyledText).columns == 2)
        #expect(StyledText("").isEmpty)
    }

    @Test(arguments: 0...15)
    func `clipped text fits and keeps roles`(columns: Int) {
        let clipped = text.clipped(to: columns)
        #expect(clipped.columns <= columns)
        #expect(clipped.plain.hasSuffix("…") == (columns > 0 && columns < 13))
        #expect(Set(clipped.runs.map(\.role)).isSubset(of: [.label, .good]))
    }

    @Test func `the ellipsis has the role of what was cut`() {
        #expect(text.clipped(to: 7).runs.last == StyledText.Run(text: "st…", role: .good))
    }

    @Test func `dimming keeps roles`() {
        #expect(text.dimmed().runs.map(\.role) == [.label, .good])
        #expect(text.dimmed().runs.map(\.isDimmed) == [true, true])
    }

    @Test func `lines break between words and drop the blanks there`() {
        let lines = StyledText("no agent answers  from db2").wrapped(to: 9)
        #expect(lines.map(\.plain) == ["no agent", "answers", "from db2"])
    }

    @Test func `a word of two roles is not broken`() {
        let lines = ("member " + StyledText("db", .leader) + StyledText("1,", .text) + " gone").wrapped(to: 10)
        #expect(lines.map(\.plain) == ["member", "db1, gone"])
        #expect(lines[1].runs.first?.role == .leader)
    }

    @Test func `long words are cut and wide characters part anywhere`() {
        #expect(StyledText("abcdefgh").wrapped(to: 3).map(\.plain) == ["abc", "def", "gh"])
        #expect(StyledText("数据库集群").wrapped(to: 5).map(\.plain) == ["数据", "库集", "群"])
    }

    @Test(arguments: 1...20)
    func `no line is too wide and no word is lost`(columns: Int) {
        let sentence = "above maximum_lag_on_failover 约 3 min: it will not be a candidate"
        let lines = StyledText(sentence).wrapped(to: columns)
        #expect(lines.allSatisfy { $0.columns <= max(columns, 2) })
        #expect(lines.map(\.plain).joined().filter { $0 != " " } == sentence.filter { $0 != " " })
    }

    @Test func `nothing wraps to one empty line`() {
        #expect(StyledText("").wrapped(to: 5).map(\.plain) == [""])
    }
}
