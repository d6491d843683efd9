/// A key press, as bindings name it and the terminal delivers it.
package enum Key: Hashable, Sendable {
    case character(Character)
    /// Control and a letter, which is kept in lower case.
    case control(Character)
    case enter, escape, tab, backTab, backspace, delete
    case up, down, left, right
    case home, end, pageUp, pageDown
    case function(Int)
    /// Something the terminal sent that stands for no key known here; bound to nothing.
    case unknown

    private static let names: [(key: Key, name: String)] = [
        (.character(" "), "Space"), (.enter, "Enter"), (.escape, "Esc"), (.tab, "Tab"), (.backTab, "Shift-Tab"),
        (.backspace, "Backspace"), (.delete, "Delete"), (.up, "↑"), (.down, "↓"), (.left, "←"), (.right, "→"),
        (.home, "Home"), (.end, "End"), (.pageUp, "PgUp"), (.pageDown, "PgDn"),
    ]
}

extension Key: CustomStringConvertible {
    /// The name that help and hints show: "a", "Ctrl-L", "Enter", "↑", "F1", "Space".
    package var description: String {
        if let known = Self.names.first(where: { $0.key == self }) { return known.name }
        return switch self {
        case .character(let character): String(character)
        case .control(let letter): "Ctrl-\(letter.uppercased())"
        case .function(let number): "F\(number)"
        case .unknown, .enter, .escape, .tab, .backTab, .backspace, .delete, .up, .down, .left, .right, .home, .end,
            .pageUp, .pageDown:
            "unknown"
        }
    }
}
