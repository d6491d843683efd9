import TerminalUI

/// The rule with a word in it that separates parts of a screen: `── routing ─────`.
package enum SectionTitle {
    package static func text(_ word: String, columns: Int) -> StyledText {
        let rest = max(0, columns - word.columns - 4)
        return StyledText("── ", .separator) + StyledText(word, .heading)
            + StyledText(" " + String(repeating: "─", count: rest), .separator)
    }
}
