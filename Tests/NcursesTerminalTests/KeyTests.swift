import NcursesTerminal
import TerminalUI
import Testing

extension CursesTests {
    @Suite struct KeyTests {
        @Test(
            arguments: [
                ("qS?库 ", [.character("q"), .character("S"), .character("?"), .character("库"), .character(" ")]),
                ("\r\n", [.enter, .enter]), ("\t\u{7F}\u{08}", [.tab, .backspace, .backspace]),
                ("\u{0C}\u{03}\u{1A}", [.control("l"), .control("c"), .control("z")]),
                ("\u{1B}OA\u{1B}OB\u{1B}OC\u{1B}OD", [.up, .down, .right, .left]),
                ("\u{1B}[A\u{1B}[B\u{1B}[H\u{1B}[F", [.up, .down, .home, .end]),
                ("\u{1B}OH\u{1B}OF\u{1B}[1~\u{1B}[4~", [.home, .end, .home, .end]),
                ("\u{1B}[5~\u{1B}[6~\u{1B}[3~\u{1B}[Z", [.pageUp, .pageDown, .delete, .backTab]),
                ("\u{1B}OP\u{1B}[15~\u{1B}[24~", [.function(1), .function(5), .function(12)]),
                ("\u{1B}", [.escape]), ("\u{1B}\u{1B}", [.escape, .escape]),
                ("\u{0}\u{1C}\u{200B}", [.unknown, .unknown, .unknown]),
            ] as [(String, [Key])]
        )
        func `bytes are the keys that were pressed`(bytes: String, keys: [Key]) throws {
            let stage = try Stage()
            try stage.type(bytes)
            #expect(stage.terminal.keys() == keys)
            #expect(stage.terminal.keys().isEmpty)
        }

        @Test(arguments: [
            "\u{1B}[1;9S", "\u{1B}[?1;2c", "\u{1B}[200~", "\u{1B}[38;5;12R", "\u{1B}x", "\u{1B}[<0;3;4M",
            "\u{1B}]11;rgb:0000/1111/2222\u{07}", "\u{1B}]11;rgb:FFFF/RRRR/SSSS\u{1B}\\", "\u{1B}P>|term 1.0\u{1B}\\",
            "\u{1B}[1;5A", "\u{1B}[99~", "\u{1B}[", "\u{1B}O", "\u{1B}[1;\u{1}",
        ])
        func `a sequence that means no key never becomes a command`(bytes: String) throws {
            let stage = try Stage("vt100")
            try stage.type(bytes)
            let keys = stage.terminal.keys()
            #expect(!keys.isEmpty)
            #expect(keys.allSatisfy { $0 == .unknown }, "\(keys)")
        }

        @Test func `keys after an unknown sequence are read`() throws {
            let stage = try Stage()
            try stage.type("a\u{1B}[38;5;12Rb")
            #expect(stage.terminal.keys() == [.character("a"), .unknown, .character("b")])
        }

        @Test func `without keys nothing is read and nothing painted`() throws {
            let stage = try Stage()
            var keys = [Key.unknown]
            let painted = stage.painted { keys = stage.terminal.keys() }
            #expect(keys.isEmpty)
            #expect(painted.isEmpty)
        }
    }
}
