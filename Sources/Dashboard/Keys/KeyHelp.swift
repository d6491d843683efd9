import TerminalUI
import Wording

/// A key that the dashboard names and does not carry out: whoever wraps it does, or nobody in this session.
package struct KeyHelp: Sendable {
    /// Whether the key does anything in this session.
    package enum Access: Hashable, Sendable {
        case allowed
        /// Says who or what forbids it.
        case denied(because: Phrase)
    }

    package let keys: [Key]
    /// The heading under which help lists it.
    package let group: String
    package let help: String
    /// One or two words for the footer; nil keeps it out of there.
    package let hint: String?
    package let access: Access

    package init(keys: [Key], group: String, help: String, hint: String?, access: Access) {
        self.keys = keys
        self.group = group
        self.help = help
        self.hint = hint
        self.access = access
    }

    /// The keys as help names them.
    package var keyNames: String { keys.map(\.description).joined(separator: ", ") }

    /// Why nothing happens; nil where something does.
    package var denial: Phrase? {
        switch access {
        case .allowed: nil
        case .denied(let reason): reason
        }
    }
}
