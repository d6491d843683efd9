import Settings
import Testing

/// Texts that are made to hurt rather than to configure.
@Suite struct HostileSettingsTests {
    private func refusal(_ text: String) -> String? {
        #expect(throws: SettingsMistakes.self) { try SettingsDecoder.decode(text, file: "f") }?.description
    }

    @Test func `more than a mebibyte is refused before it is parsed`() {
        let text = "# " + String(repeating: "x", count: 1 << 20)
        #expect(refusal(text) == "f: larger than 1024 KiB; is this the right file?")
    }

    @Test func `aliases of aliases are refused`() {
        let levels = (1..<40).map { "a\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1)]" }
        let text = (["a0: &a0 [x]"] + levels + ["? *a39", ": x"]).joined(separator: "\n")
        #expect(refusal(text) == "f: more than 24 aliases; write the values out")
    }

    @Test func `as many aliases as are allowed do no harm`() {
        let levels = (1...8).map { "a\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1), *a\($0 - 1)]" }
        let text = (["a0: &a0 [x]"] + levels).joined(separator: "\n")
        #expect(refusal(text)?.contains("unknown key") == true)
    }

    @Test(arguments: ["[", "{a: ", "- ", "? "]) func `deep nesting is refused, not followed`(opening: String) {
        #expect(refusal(String(repeating: opening, count: 50_000)) != nil)
    }

    @Test func `an alias to itself is refused`() {
        #expect(refusal("a: &a [*a]") == "f:1:8: not YAML: found undefined alias")
    }

    @Test func `control characters are refused`() {
        #expect(refusal("theme: a\u{0}b")?.hasPrefix("f") == true)
        #expect(refusal("\u{1B}[2J: x")?.contains("\u{1B}") == false)
    }

    @Test func `no prefix of a valid text crashes`() throws {
        let text = "clusters:\n  - name: 'a'\n    agents: &x [\"http://h:1\"]\n    proxies: *x\ninterval: 1s\n"
        for length in 0...text.count { _ = try? SettingsDecoder.decode(String(text.prefix(length)), file: "f") }
        #expect(try SettingsDecoder.decode(text, file: "f").clusters.first?.proxies == ["http://h:1"])
    }
}
