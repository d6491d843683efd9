import ClusterModel
import Testing

struct TextTests {
    @Test(arguments: [
        ("db1", "db1"), ("数据库", "数据库"), ("a\u{1B}[31mb", "a\u{FFFD}[31mb"), ("a\nb\tc", "a\u{FFFD}b\u{FFFD}c"),
        ("\u{202E}abc", "\u{FFFD}abc"), ("a\u{200B}b", "a\u{FFFD}b"), ("\u{9B}31m", "\u{FFFD}31m"),
        ("\u{2028}", "\u{FFFD}"),
    ])
    func `text is made safe to show`(_ raw: String, _ shown: String) {
        #expect(raw.printable() == shown)
    }

    @Test func `text is cut at its limit`() {
        #expect(String(repeating: "x", count: 1000).printable(limit: 8) == "xxxxxxxx")
    }
}
