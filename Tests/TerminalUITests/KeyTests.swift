import TerminalUI
import Testing

@Suite struct KeyTests {
    private static let named: [(Key, String)] = [
        (.character("a"), "a"), (.character("S"), "S"), (.character("库"), "库"), (.character(" "), "Space"),
        (.control("l"), "Ctrl-L"), (.enter, "Enter"), (.escape, "Esc"), (.tab, "Tab"), (.backTab, "Shift-Tab"),
        (.backspace, "Backspace"), (.delete, "Delete"), (.up, "↑"), (.down, "↓"), (.left, "←"), (.right, "→"),
        (.home, "Home"), (.end, "End"), (.pageUp, "PgUp"), (.pageDown, "PgDn"), (.function(1), "F1"),
        (.function(12), "F12"), (.character("F"), "F"),
    ]

    @Test(arguments: named)
    func `the name of a key is what help shows`(key: Key, name: String) {
        #expect(key.description == name)
    }
}
