import CNcurses
import Glibc
import TerminalUI

/// What the terminal database says about a terminal, asked before curses takes the screen.
struct TerminalFacts {
    /// The name to open it by.
    let term: String
    /// The most colours it can show.
    let depth: ColorDepth
    /// How many combinations of colours it can hold at once.
    let pairs: Int
    /// Whether its window has a title that programs can set.
    let hasTitle: Bool
    /// What leaves the alternate screen, shows the cursor and ends attributes and keypad mode.
    let restoring: [UInt8]
    /// A new line where the last frame stays on the screen, so that the shell does not write over it.
    let farewell: [UInt8]

    /// - Parameter colorterm: the variable COLORTERM, by which terminals that are called `xterm` say that they can do
    ///   more.
    init(term: String, colorterm: String?, descriptor: Int32) throws(NcursesTerminal.StartFailure) {
        guard !term.isEmpty else { throw .termIsMissing }
        self.term = Self.richerName(for: term, colorterm: colorterm, descriptor: descriptor) ?? term
        switch shim_look_up(self.term, descriptor) {
        case 1: break
        // ncurses gives 0 also for terminals that it calls generic or printers.
        case 0: throw .unknownTerm(term)
        default: throw .noTerminalDatabase
        }
        guard shim_capability("cup") != nil, shim_capability("clear") != nil else { throw .cannotPlaceCursor(term) }
        depth = Self.depth(colors: Int(shim_number("colors")))
        pairs = max(0, Int(shim_number("pairs")))
        hasTitle = Self.titledFamilies.contains { term == $0 || term.hasPrefix($0 + "-") }
        let capabilities = ["sgr0", "rmkx", "cnorm", "rmcup"]
        let restoring = capabilities.flatMap { name in Self.withoutDelays(shim_capability(name)) }
        farewell = shim_capability("rmcup") == nil ? Array("\r\n".utf8) : []
        self.restoring = restoring + farewell
    }

    /// Every terminal that shows 24 bits of colour also knows xterm's 256; only its database entry may not say so.
    private static func richerName(for term: String, colorterm: String?, descriptor: Int32) -> String? {
        guard let colorterm, ["truecolor", "24bit"].contains(colorterm) else { return nil }
        guard ["xterm", "screen", "tmux"].contains(term) else { return nil }
        let richer = term + "-256color"
        return shim_look_up(richer, descriptor) == 1 ? richer : nil
    }

    /// ncurses sends colours by their value only where the entry has the extended capability `RGB` (user_caps(5));
    /// COLORTERM alone does not teach it how.
    private static func depth(colors: Int) -> ColorDepth {
        switch colors {
        case ..<8: .monochrome
        case ..<16: .ansi8
        case ..<256: .ansi16
        default:
            colors >= 1 << 24 && (shim_flag("RGB") || shim_number("RGB") > 0) ? .direct : .indexed256
        }
    }

    private static let titledFamilies = [
        "xterm", "screen", "tmux", "rxvt", "alacritty", "kitty", "foot", "konsole", "vte", "gnome", "wezterm", "st",
        "ghostty", "contour",
    ]

    /// A capability as bytes, without the delays (`$<5/>`) that only `tputs` understands.
    private static func withoutDelays(_ capability: UnsafePointer<CChar>?) -> [UInt8] {
        guard let capability else { return [] }
        var kept: [UInt8] = []
        var rest = String(cString: capability).utf8[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "$"), rest.first == UInt8(ascii: "<"),
                let end = rest.firstIndex(of: UInt8(ascii: ">"))
            {
                rest = rest[rest.index(after: end)...]
            } else {
                kept.append(byte)
            }
        }
        return kept
    }
}
