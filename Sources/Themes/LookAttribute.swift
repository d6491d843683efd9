import TerminalUI

/// The words that may follow a colour in a role's line.
enum LookAttribute: String, CaseIterable {
    case bold
    case dim
    case underlined
    case reversed
    case italic

    func apply(to look: inout Theme.Look) {
        switch self {
        case .bold: look.isBold = true
        case .dim: look.isDim = true
        case .underlined: look.isUnderlined = true
        case .reversed: look.isReversed = true
        case .italic: look.isItalic = true
        }
    }
}
