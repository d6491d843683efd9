import Testing
import Wording

@Suite struct PhraseTests {
    private struct Name: Phrased {
        var description: String { "a name" }
        var phrase: Phrase { "connection refused" }
    }

    @Test func `English is the literal as it stands`() {
        let name = "db1"
        let phrase: Phrase = "agent of \(name): \(Name()) after \(12) s"
        #expect(phrase.english == "agent of db1: connection refused after 12 s")
        #expect("\(phrase)" == phrase.english && phrase.text(in: .english) == phrase.english)
        #expect(phrase.template == "agent of {}: {} after {} s")
    }

    @Test(
        arguments: [
            ("", ""), ("plain", "plain"), ("\("a")", "{}"), ("\("a")\("b")", "{}{}"), ("x\("a")", "x{}"),
            ("\("a")x", "{}x"), ("\("a") and \("b")", "{} and {}"),
        ] as [(Phrase, String)]
    )
    func `a template has a hole for each argument`(phrase: Phrase, template: String) {
        #expect(phrase.template == template)
    }

    @Test func `Chinese may order what fills the holes differently`() {
        let phrase: Phrase = "the clock of \("db1") is \("7 s") ahead of \("db2")'s"
        #expect(phrase.text(in: .chinese) == "db1 的时钟比 db2 快 7 s")
    }

    @Test func `a phrase in a phrase is translated too`() {
        let reason: Phrase = "connection refused"
        #expect(Phrase("no agent answers: \(reason)").text(in: .chinese) == "没有 Patroni 应答：连接被拒绝")
    }

    @Test func `what nobody translated reads English, and what is in it Chinese`() {
        let reason: Phrase = "connection refused"
        #expect(Phrase("zzz \(reason)").text(in: .chinese) == "zzz 连接被拒绝")
    }

    @Test(arguments: ["{0}", "{1} {0}", "{}", "\\(x)", "connection refused", "{99999999999999999999}"])
    func `what fills a hole is not looked at again`(hostile: String) {
        #expect(Phrase("no agent answers: \(hostile)").text(in: .chinese) == "没有 Patroni 应答：\(hostile)")
        #expect(Phrase(verbatim: hostile).text(in: .chinese) == hostile)
        #expect(Phrase("no agent answers: \(hostile)").english == "no agent answers: \(hostile)")
    }

    @Test func `a text that looks like a template fills nothing`() {
        #expect(Phrase("no agent answers: {}").text(in: .chinese) == "没有 Patroni 应答：")
        #expect(Phrase("no agent answers: {}").english == "no agent answers: {}")
    }

    @Test func `a literal that is broken over lines is one sentence`() {
        let (name, reason) = ("db1", "refused")
        let whole: Phrase = "agent of \(name): \(reason)"
        let broken: Phrase = "agent of \(name)" + ": \(reason)"
        #expect(broken == whole)
        #expect(("a" + "b" as Phrase).template == "ab")
    }

    @Test func `phrases are equal by their words and by what fills them`() {
        let name = "db1"
        #expect("agent \(name)" as Phrase == "agent \("db1")")
        #expect("agent \(name)" as Phrase != "agent \("db2")")
        #expect("agent \(name)" as Phrase != "agent db1")
    }

    @Test(
        arguments: [
            ([], "", ""), (["db1"], "db1", "db1"), (["db1", "db2"], "db1 and db2", "db1 和 db2"),
            (["a", "b", "c"], "a, b and c", "a，b 和 c"),
        ] as [([String], String, String)]
    )
    func `names are listed as each language does`(names: [String], english: String, chinese: String) {
        #expect(names.phrase.english == english && names.phrase.text(in: .chinese) == chinese)
    }

    @Test func `joining keeps every part`() {
        let parts: [Phrase] = ["no replica could take over", "\("p1") does not route"]
        #expect(parts.joined(separator: "; ").english == "no replica could take over; p1 does not route")
        #expect(parts.joined(separator: "; ").text(in: .chinese) == "没有备库可以接管；p1 没有写路由")
        #expect([Phrase]().joined(separator: ", ").english.isEmpty)
    }
}
