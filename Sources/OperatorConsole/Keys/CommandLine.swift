import TerminalUI

/// The line after a colon, with completion.
struct CommandLine: Hashable, Sendable {
    private(set) var field = TextField()

    /// What a key leads to.
    enum Action: Hashable, Sendable {
        case none
        case close
        case run(String)
    }

    /// Whom a word may be completed with.
    typealias Choices = (CommandWords.Taking) -> [String]

    mutating func press(_ key: Key, choices: Choices) -> Action {
        switch key {
        case .escape, .control("c"): return .close
        case .enter: return .run(field.text)
        case .backspace where field.isEmpty: return .close
        case .tab, .right: complete(choices)
        case .character, .control, .backTab, .backspace, .delete, .up, .down, .left, .home, .end, .pageUp, .pageDown,
            .function, .unknown:
            _ = field.press(key)
        }
        return .none
    }

    /// All that the line could go on to: words first, then the members after a word that takes one.
    func completions(_ choices: Choices) -> [String] {
        guard let space = field.text.firstIndex(of: " ") else {
            return CommandWords.rows.map(\.word).filter { $0.hasPrefix(field.text) }
        }
        let word = String(field.text[..<space])
        guard let row = CommandWords.row(for: word), let takes = row.takes else { return [] }
        let typed = field.text[field.text.index(after: space)...]
        return choices(takes).filter { $0.hasPrefix(typed) }.map { "\(row.word) \($0)" }
    }

    /// Goes as far as all completions agree.
    private mutating func complete(_ choices: Choices) {
        let completions = completions(choices)
        guard let first = completions.first else { return }
        let common = completions.dropFirst().reduce(first) { common, other in
            String(zip(common, other).prefix { $0.0 == $0.1 }.map(\.0))
        }
        let takesMember = completions.count == 1 && CommandWords.row(for: common)?.takes != nil
        field = TextField(takesMember && !common.contains(" ") ? common + " " : common)
    }

    func line(_ choices: Choices, columns: Int) -> StyledText {
        let line = StyledText(" :", .key) + StyledText(field.text, .inputText) + StyledText("▏", .cursor)
        let others = completions(choices).filter { $0 != field.text }
        return (line + StyledText("  \(others.prefix(12).joined(separator: "  "))", .muted)).clipped(to: columns)
    }
}
