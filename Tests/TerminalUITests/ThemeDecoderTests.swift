import Settings
import TerminalUI
import Testing
import Themes

@Suite struct ThemeDecoderTests {
    private func decode(_ text: String, file: String = "mine.yaml") throws(SettingsMistakes) -> Theme {
        try ThemeDecoder().decode(ThemeSource(file: file, text: text))
    }

    @Test func `roles and surfaces take palette names, hexadecimal colours and attributes`() throws {
        let theme = try decode(
            """
            name: mine
            summary: Just a test
            palette:
              gold: "#ffcc00 yellow"
            roles:
              leader: gold bold underlined
              link: "#112233 italic"
            surfaces:
              bar: gold
            """
        )
        let leader = theme.attributes(for: Style(role: .leader, surface: .bar), depth: .direct)
        #expect(
            leader
                == Attributes(
                    foreground: .rgb(0xFF, 0xCC, 0),
                    background: .rgb(0xFF, 0xCC, 0),
                    isBold: true,
                    isUnderlined: true
                )
        )
        #expect(theme.attributes(for: Style(role: .link), depth: .direct).foreground == .rgb(0x11, 0x22, 0x33))
        #expect(theme.attributes(for: Style(role: .leader), depth: .ansi8).foreground == Color.ansi[3])
        #expect(theme.summary == "Just a test")
    }

    @Test func `a role without a line looks like text`() throws {
        let theme = try decode("name: mine\nroles:\n  text: \"#abcdef italic\"\n")
        let style = Style(role: .badge)
        #expect(theme.attributes(for: style, depth: .direct).foreground == .rgb(0xAB, 0xCD, 0xEF))
        #expect(theme.attributes(for: style, depth: .direct).isItalic)
    }

    @Test func `an inherited colour that is redefined changes everything that uses it`() throws {
        let theme = try decode("name: mine\ninherits: dark\npalette:\n  red: \"#123456\"\nroles:\n  key: red\n")
        #expect(theme.attributes(for: Style(role: .critical), depth: .direct).foreground == .rgb(0x12, 0x34, 0x56))
        #expect(theme.attributes(for: Style(role: .key), depth: .direct).foreground == .rgb(0x12, 0x34, 0x56))
        let good = Style(role: .good)
        #expect(
            theme.attributes(for: good, depth: .direct) == BuiltinThemes.standard.attributes(for: good, depth: .direct)
        )
        #expect(theme.name == "mine")
    }

    @Test(arguments: [
        ("name: [", "mine.yaml:2:1:", "not YAML"),
        ("name: a\nname: b\n", "mine.yaml:1:1:", "twice"),
        ("", "mine.yaml:1:1:", "add a line such as 'name: mine'"),
        ("summary: x\n", "mine.yaml:1:1:", "add a line such as 'name: mine'"),
        ("- a\n- b\n", "mine.yaml:1:1:", "should hold lines"),
        ("name: a\nroles: red\n", "mine.yaml:2:8:", "'roles' should hold lines"),
        ("name: a\nroles:\n  text: [a]\n", "mine.yaml:3:9:", "roles.text: should be one line of text"),
        ("name: a\nrolls: {}\n", "mine.yaml:2:1:", "did you mean 'roles'?"),
        ("name: a\nroles:\n  critcal: standard\n", "mine.yaml:3:3:", "did you mean 'critical'?"),
        ("name: a\nroles:\n  xyz: standard\n", "mine.yaml:3:3:", "known here: text, muted"),
        ("name: a\nsurfaces:\n  bars: standard\n", "mine.yaml:3:3:", "did you mean 'bar'?"),
        ("name: a\nsurfaces:\n  bar: standard bold\n", "mine.yaml:3:8:", "a word too many: 'bold'"),
        ("name: a\nroles:\n  text: gren\npalette:\n  green: \"#00ff00\"\n", "mine.yaml:3:9:", "did you mean 'green'?"),
        ("name: a\nroles:\n  text: standard bald\n", "mine.yaml:3:9:", "did you mean 'bold'?"),
        ("name: a\nroles:\n  text:\n", "mine.yaml:3:", "the palette lacks"),
        ("name: a\npalette:\n  red: crimson\n", "mine.yaml:3:8:", "write it as \"#rrggbb\""),
        ("name: a\npalette:\n  red: #ff0000\n", "mine.yaml:3:", "'#' begins a comment"),
        ("name: a\npalette:\n  red: \"#ff0000 redd\"\n", "mine.yaml:3:8:", "did you mean 'red'?"),
        ("name: a\npalette:\n  red: \"#ff0000 red x\"\n", "mine.yaml:3:8:", "a word too many: 'x'"),
        ("name: a\nterminal:\n  text: white\n", "mine.yaml:3:9:", "write it as \"#rrggbb\""),
        ("name: a\nterminal:\n  ink: \"#ffffff\"\n", "mine.yaml:3:3:", "known here: text, background"),
        ("name: a\ninherits: drak\n", "mine.yaml:2:11:", "did you mean 'dark'?"),
        ("name: a\ninherits: mine\n", "mine.yaml:2:11:", "inherits from itself"),
    ])
    func `a broken file is located and told what to try`(text: String, place: String, advice: String) {
        let error = #expect(throws: SettingsMistakes.self) { try decode(text) }
        let sentence = error.map { "\($0)" } ?? ""
        #expect(sentence.hasPrefix(place), "\(sentence)")
        #expect(sentence.contains(advice), "\(sentence)")
    }

    @Test func `all mistakes of a file are told at once`() {
        let text = """
            name: mine
            rolls: {}
            palette:
              gold: yellow
            roles:
              leader: gold bald
              laeder: gold
              text: gren dimm
            surfaces:
              bar: gold bold
            """
        let error = #expect(throws: SettingsMistakes.self) { try decode(text) }
        #expect(
            error?.found.map { [$0.line ?? 0, $0.column ?? 0] } == [
                [2, 1], [4, 9], [6, 11], [7, 3], [8, 9], [8, 9], [10, 8],
            ]
        )
    }

    @Test func `a mistake in the theme that it inherits from is told with that file`() {
        let one = ThemeSource(file: "one.yaml", text: "name: one\ninherits: two\nroles: {text: nonesuch}\n")
        let two = ThemeSource(file: "two.yaml", text: "name: two\nrolls: {}\n")
        let error = #expect(throws: SettingsMistakes.self) { try ThemeDecoder(parents: [two]).decode(one) }
        #expect(error?.found.map(\.file) == ["two.yaml", "one.yaml"])
    }

    @Test func `themes that inherit in a circle are refused`() {
        let one = ThemeSource(file: "one.yaml", text: "name: one\ninherits: two\n")
        let two = ThemeSource(file: "two.yaml", text: "name: two\ninherits: one\n")
        let error = #expect(throws: SettingsMistakes.self) { try ThemeDecoder(parents: [one, two]).decode(one) }
        #expect(error?.found.map(\.file) == ["two.yaml"])
        #expect(error?.found.first?.message == "'one' inherits from itself")
    }

    @Test func `oversized and deeply nested files are refused`() {
        let large = "name: a # " + String(repeating: "x", count: 70_000)
        #expect(throws: SettingsMistakes.self) { try decode(large) }
        #expect(throws: SettingsMistakes.self) { try decode(String(repeating: "[", count: 30_000)) }
    }
}
