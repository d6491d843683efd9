import CNcurses
import TerminalUI

/// Makes keys of what curses reads.
///
/// Curses recognises the sequences of the terminal's database entry. What it does not recognise arrives as single
/// characters after an escape; they are put together here so that none of them is taken for a key of its own.
struct KeyDecoder {
    /// One thing that curses read.
    enum Input: Hashable {
        case character(UInt32)
        case code(Int32)
    }

    /// The keys in the order they were pressed.
    static func keys(_ inputs: [Input]) -> [Key] {
        var keys: [Key] = []
        var rest = inputs[...]
        while let input = rest.popFirst() {
            switch input {
            case .code(KEY_RESIZE), .code(KEY_MOUSE): continue
            case .code(let code): keys.append(key(code: code))
            case .character(0x1B): keys.append(escape(&rest))
            case .character(let value): keys.append(key(character: value))
            }
        }
        return keys
    }

    private static func key(code: Int32) -> Key {
        switch code {
        case KEY_UP: .up
        case KEY_DOWN: .down
        case KEY_LEFT: .left
        case KEY_RIGHT: .right
        case KEY_HOME: .home
        case KEY_END: .end
        case KEY_PPAGE: .pageUp
        case KEY_NPAGE: .pageDown
        case KEY_BACKSPACE: .backspace
        case KEY_DC: .delete
        case KEY_ENTER: .enter
        case KEY_BTAB: .backTab
        case (KEY_F0 + 1)...(KEY_F0 + 12): .function(Int(code - KEY_F0))
        default: .unknown
        }
    }

    private static func key(character value: UInt32) -> Key {
        switch value {
        case 0x09: return .tab
        case 0x0A, 0x0D: return .enter
        case 0x08, 0x7F: return .backspace
        case 0x01...0x1A:
            return Unicode.Scalar(value + 0x60).map { .control(Character($0)) } ?? .unknown
        default:
            guard let scalar = Unicode.Scalar(value), Character(scalar).isTypeable else { return .unknown }
            return .character(Character(scalar))
        }
    }

    /// What follows an escape: nothing (the key itself), a sequence, or a key pressed with Alt, which is bound to
    /// nothing.
    private static func escape(_ rest: inout ArraySlice<Input>) -> Key {
        guard case .character(let introducer)? = rest.first else { return .escape }
        switch introducer {
        case 0x1B: return .escape
        case 0x5B:
            rest.removeFirst()
            return controlSequence(&rest)
        case 0x4F:
            rest.removeFirst()
            guard case .character(let final)? = rest.popFirst() else { return .unknown }
            return cursorKey(final)
        case 0x50, 0x58, 0x5D, 0x5E, 0x5F:
            skipString(&rest)
            return .unknown
        default:
            rest.removeFirst()
            return .unknown
        }
    }

    /// `ESC [`, parameters, intermediates and one final byte (ECMA-48, 5.4).
    private static func controlSequence(_ rest: inout ArraySlice<Input>) -> Key {
        var parameters = ""
        while case .character(let value)? = rest.popFirst() {
            switch value {
            case 0x20...0x3F: parameters.unicodeScalars.append(Unicode.Scalar(UInt8(value)))
            case 0x40...0x7E: return key(parameters: parameters, final: value)
            default: return .unknown
            }
        }
        return .unknown
    }

    private static func key(parameters: String, final: UInt32) -> Key {
        switch (parameters, final) {
        case ("", 0x5A): .backTab
        case ("", _): cursorKey(final)
        case ("1", 0x7E), ("7", 0x7E): .home
        case ("4", 0x7E), ("8", 0x7E): .end
        case ("3", 0x7E): .delete
        case ("5", 0x7E): .pageUp
        case ("6", 0x7E): .pageDown
        default: .unknown
        }
    }

    private static func cursorKey(_ final: UInt32) -> Key {
        switch final {
        case 0x41: .up
        case 0x42: .down
        case 0x43: .right
        case 0x44: .left
        case 0x48: .home
        case 0x46: .end
        default: .unknown
        }
    }

    /// Skips a string that ends with BEL or `ESC \`, such as the answer to a question about a colour.
    private static func skipString(_ rest: inout ArraySlice<Input>) {
        while let input = rest.popFirst() {
            if input == .character(0x07) { return }
            if input == .character(0x1B), rest.first == .character(0x5C) {
                rest.removeFirst()
                return
            }
        }
    }
}

extension Character {
    /// Whether it is text, as opposed to a control that happens to be typed.
    fileprivate var isTypeable: Bool {
        unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
            default: true
            }
        }
    }
}
