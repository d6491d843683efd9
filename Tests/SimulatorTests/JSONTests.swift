import Simulator
import Testing

struct JSONTests {
    @Test(arguments: [
        #"{"a": [1, -2, 2.5, "x", null, true, false, {}], "b": {"c": []}}"#, #""quote \" slash \\ line \n""#, "[]", "0",
        #""\u00e9\ud83d\ude00""#,
    ])
    func `a text is written as it was read`(_ text: String) throws {
        #expect(try #require(JSON(parsing: Array(text.utf8))).description == text)
    }

    @Test(arguments: [
        "", "{", "[1", "[1,]", "{\"a\"}", "{\"a\": }", "tru", "1 2", "\"\u{1}\"", "\"\\x\"", "\"\\u12\"", "+1", "--1",
        "nan",
        String(repeating: "[", count: 100_000),
    ])
    func `a malformed text is refused`(_ text: String) {
        #expect(JSON(parsing: Array(text.utf8)) == nil)
    }

    @Test func `no bytes crash the parser`() {
        var generator = SystemRandomNumberGenerator()
        let alphabet = Array("{}[]\",:\\u0019eE+-.tfnul \u{7F}é".utf8) + [0xFF, 0xC0, 0x00]
        for _ in 0..<5000 {
            let bytes = (0..<Int.random(in: 0...40)).map { _ in alphabet.randomElement(using: &generator) ?? 0 }
            let value = JSON(parsing: bytes)
            if let value { #expect(JSON(parsing: Array(value.description.utf8)) == value) }
        }
    }

    @Test func `a patch deletes, merges and replaces`() throws {
        let base = try #require(JSON(parsing: Array(#"{"a": 1, "b": {"c": 2, "d": 3}, "e": 4}"#.utf8)))
        let patch = try #require(JSON(parsing: Array(#"{"a": null, "b": {"c": 5}, "f": {"g": 6}, "h": null}"#.utf8)))
        #expect(base.merged(with: patch).description == #"{"b": {"c": 5, "d": 3}, "e": 4, "f": {"g": 6}}"#)
    }
}
