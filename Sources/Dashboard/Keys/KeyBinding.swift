import TerminalUI

/// One row of the key table; dispatch, footer, help screen and README are made from these rows.
package struct KeyBinding: Sendable {
    /// Headings under which help lists keys.
    package enum Group: String, Sendable, CaseIterable {
        case screens = "Screens"
        case moving = "Moving"
        case watching = "Watching"
        case program = "Program"
    }

    /// Where a key works.
    package enum Scope: Hashable, Sendable, CaseIterable {
        case everywhere
        /// Only on the overview.
        case overview
        /// On every screen that was opened from another.
        case beyondOverview
        /// Only on the list of incidents, which is one of those screens.
        case incidents
        /// On the screen of events, besides what works on every screen like it.
        case events
        case member
        case pods
        case log
        /// Wherever a pod may be at hand.
        case nearPods

        /// Whether a key of this scope works where the user is.
        package func covers(_ place: Scope) -> Bool {
            switch self {
            case .everywhere: true
            case .overview, .events, .incidents, .member, .pods, .log: self == place
            case .nearPods: [.overview, .member, .pods].contains(place)
            case .beyondOverview: place != .overview
            }
        }
    }

    package let keys: [Key]
    package let command: Command
    package let scope: Scope
    package let group: Group
    /// What it does, as a sentence without a subject.
    package let help: String
    /// One or two words for the footer; nil keeps it out of there.
    package let hint: String?

    init(
        _ keys: [Key],
        _ command: Command,
        _ scope: Scope = .everywhere,
        _ group: Group,
        hint: String? = nil,
        help: String
    ) {
        self.keys = keys
        self.command = command
        self.scope = scope
        self.group = group
        self.hint = hint
        self.help = help
    }

    /// The keys as help names them: `↑, k`.
    package var keyNames: String { keys.map(\.description).joined(separator: ", ") }
}
