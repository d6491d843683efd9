import Dashboard
import Operations

/// What can be typed after a colon, as data: dispatch and completion are made from these rows.
enum CommandWords {
    /// What a word stands for.
    enum Meaning: Hashable, Sendable {
        /// What a key of the dashboard does too.
        case dashboard(Command)
        case console(ConsoleCommand)
        /// The screen of a member, which is named after it.
        case member
        case pause
        case resume
    }

    /// Who may be named after a word; any member is understood, and these are offered.
    enum Taking: Hashable, Sendable {
        case member
        /// A member, or `all`.
        case memberOrAll
        /// Who could take over.
        case candidate(OperationKind)
        case replica
        /// Whose restart is scheduled.
        case scheduled
    }

    /// One row.
    struct Row: Hashable, Sendable {
        var word: String
        var meaning: Meaning
        /// Nil where the word stands alone.
        var takes: Taking?
    }

    static let rows: [Row] = [
        Row(word: "switchover", meaning: .console(.switchover), takes: .candidate(.switchover)),
        Row(word: "failover", meaning: .console(.failover), takes: .candidate(.failover)),
        Row(word: "restart", meaning: .console(.restart), takes: .memberOrAll),
        Row(word: "reload", meaning: .console(.reload), takes: .memberOrAll),
        Row(word: "reinitialize", meaning: .console(.reinitialize), takes: .replica),
        Row(word: "pause", meaning: .pause),
        Row(word: "resume", meaning: .resume),
        Row(word: "cancel", meaning: .console(.cancelScheduled), takes: .scheduled),
        Row(word: "configuration", meaning: .console(.configuration)),
        Row(word: "operations", meaning: .console(.operations)),
        Row(word: "overview", meaning: .dashboard(.overview)),
        Row(word: "member", meaning: .member, takes: .member),
        Row(word: "proxies", meaning: .dashboard(.proxies)),
        Row(word: "events", meaning: .dashboard(.events)),
        Row(word: "history", meaning: .dashboard(.history)),
        Row(word: "incidents", meaning: .dashboard(.incidents)),
        Row(word: "pods", meaning: .dashboard(.pods)),
        Row(word: "log", meaning: .dashboard(.log)),
        Row(word: "help", meaning: .dashboard(.help)),
        Row(word: "quit", meaning: .dashboard(.quit)),
    ]

    /// What stands for every member.
    static let all = "all"

    /// The row that a word, or the beginning of only one, names.
    static func row(for typed: String) -> Row? {
        if let exact = rows.first(where: { $0.word == typed }) { return exact }
        let matches = rows.filter { !typed.isEmpty && $0.word.hasPrefix(typed) }
        return matches.count == 1 ? matches.first : nil
    }
}
