import ClusterModel
import TerminalUI

/// A line that is typed into; whatever is pasted, it holds printable characters only, and not too many.
struct TextField: Hashable, Sendable {
    private(set) var text: String
    private static let limit = 128

    init(_ text: String = "") {
        self.text = String(text.printable(limit: Self.limit))
    }

    var isEmpty: Bool { text.isEmpty }

    /// Takes a key; false when it means nothing to a field.
    mutating func press(_ key: Key) -> Bool {
        switch key {
        case .character(let character):
            guard text.count < Self.limit, character.unicodeScalars.allSatisfy(\.isPrintable) else { return true }
            text.append(character)
        case .backspace, .delete: _ = text.popLast()
        case .control("u"), .control("w"): text = ""
        case .enter, .escape, .tab, .backTab, .up, .down, .left, .right, .home, .end, .pageUp, .pageDown, .function,
            .control, .unknown:
            return false
        }
        return true
    }
}
