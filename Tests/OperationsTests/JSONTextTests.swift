import Operations
import Testing

/// JSON as it was written, read from anything.
struct JSONTextTests {
    @Test(arguments: [
        "null", "true", "-0.5e+3", "0", "12", #""a\"b""#, "[]", "{}", #"{"b": 1, "a": [null, {"c": "ü"}]}"#,
    ])
    func `documents come out as they went in`(text: String) {
        #expect(JSONText(text)?.json == text)
    }

    @Test(arguments: [
        "", " ", "tru", "01", "1.", ".5", "+1", "1e", "'a'", "[1,]", "{\"a\"}", "{\"a\":}", "{a: 1}", "[1", "\"a",
        "1 2",
        "\"\\x\"", "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\u{1}\"", "nullx", "--1", "[,]",
    ])
    func `what is no JSON is none`(text: String) {
        #expect(JSONText(text) == nil, "\(text)")
    }

    @Test func `escapes are read and written`() {
        #expect(JSONText(#""\u00fc\ud83d\ude00\n\/""#) == .string("ü😀\n/"))
        #expect(JSONText.string("a\u{7}\n\"\\").json == #""a\u0007\n\"\\""#)
    }

    @Test func `depth and size are bounded`() {
        #expect(JSONText(String(repeating: "[", count: 100_000)) == nil)
        #expect(JSONText("\"" + String(repeating: "a", count: 70_000) + "\"") == nil)
    }
}
