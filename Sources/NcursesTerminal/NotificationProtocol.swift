import TerminalUI

/// How a terminal is asked to show a notification.
enum NotificationProtocol: Equatable, Sendable {
    /// iTerm2's: `OSC 9 ; text`.
    case osc9
    /// rxvt-unicode's, with a title: `OSC 777 ; notify ; title ; body`.
    case osc777

    /// A variable by which a terminal is known, and what it takes.
    private struct Row {
        let variable: String
        /// The variable's value; any value at all when nil.
        let value: String?
        let takes: NotificationProtocol
    }

    /// Terminals whose own documents name the sequence.
    private static let rows = [
        Row(variable: "TERM_PROGRAM", value: "iTerm.app", takes: .osc9),
        Row(variable: "TERM_PROGRAM", value: "ghostty", takes: .osc9),
        Row(variable: "TERM_PROGRAM", value: "WezTerm", takes: .osc777),
        Row(variable: "TERM", value: "xterm-ghostty", takes: .osc9),
        Row(variable: "TERM", value: "xterm-kitty", takes: .osc9),
        Row(variable: "KITTY_WINDOW_ID", value: nil, takes: .osc9),
        Row(variable: "TERM", value: "foot", takes: .osc777),
        Row(variable: "TERM", value: "foot-extra", takes: .osc777),
        Row(variable: "TERM", value: "contour", takes: .osc777),
    ]

    /// What the terminal around us takes; nil when it is not known, or a multiplexer is in between that would swallow it.
    static func known(by environment: (String) -> String?) -> NotificationProtocol? {
        let term = environment("TERM") ?? ""
        guard environment("TMUX") == nil, environment("STY") == nil,
            !term.hasPrefix("screen"), !term.hasPrefix("tmux")
        else { return nil }
        return rows.first { row in
            guard let value = environment(row.variable), !value.isEmpty else { return false }
            return row.value.map { $0 == value } ?? true
        }?.takes
    }

    /// The bytes; texts come from outside, so nothing in them may end the sequence or begin another.
    func sequence(title: String, body: String) -> [UInt8] {
        switch self {
        case .osc9: Array("\u{1B}]9;\(Self.safe("\(title): \(body)"))\u{07}".utf8)
        case .osc777: Array("\u{1B}]777;notify;\(Self.safe(title));\(Self.safe(body))\u{07}".utf8)
        }
    }

    /// Printable, of a bounded width, and without the semicolons that part a sequence's fields.
    private static func safe(_ text: String) -> String {
        var buffer = CellBuffer(size: Size(columns: min(text.columns, 200), rows: 1))
        buffer.write(text, column: 0, row: 0, style: Style())
        return String((buffer.plainRows().first ?? "").map { $0 == ";" ? "," : $0 })
    }
}
