import Dashboard
import Operations
import TerminalUI

/// The keys of operations, as data: dispatch, footer, help, README and the read-only session's dimmed rows are made from these.
///
/// What can end in a write is a capital, so that a slip of the finger opens nothing.
package enum OperationKeys {
    /// One row.
    package struct Row: Sendable {
        package let key: Key
        package let command: ConsoleCommand
        /// What it does, as a sentence without a subject.
        package let help: String
        /// One or two words for the footer; nil keeps it out of there.
        package let hint: String?

        init(_ key: Character, _ command: ConsoleCommand, hint: String? = nil, help: String) {
            self.key = .character(key)
            self.command = command
            self.help = help
            self.hint = hint
        }
    }

    /// The heading in help.
    package static let group = "Operations"

    package static let rows: [Row] = [
        Row(
            "S",
            .switchover,
            hint: "switchover",
            help: "Switchover: the leader hands over to a candidate, now or at a time"
        ),
        Row("F", .failover, hint: "failover", help: "Failover: a candidate takes over, also where there is no leader"),
        Row(
            "R",
            .restart,
            hint: "restart",
            help: "Restart the database of the selected member, of all replicas or of all, now or at a time"
        ),
        Row("L", .reload, help: "Reload: let Patroni read its configuration files again"),
        Row("I", .reinitialize, help: "Reinitialize the selected replica: its data is thrown away and copied anew"),
        Row("P", .pauseOrResume, help: "Pause Patroni (maintenance mode: no automatic failover), or resume"),
        Row("C", .configuration, help: "Dynamic configuration: what changed since the start, and editing its keys"),
        Row("X", .cancelScheduled, help: "Cancel a scheduled switchover or restart"),
        Row("O", .operations, help: "Operations of this session and the last lines of the audit file"),
        Row(
            ":",
            .commandLine,
            hint: "command",
            help: "Type a command: a screen, or an operation such as :switchover db2"
        ),
    ]

    /// What `key` means.
    package static func command(for key: Key) -> ConsoleCommand? { rows.first { $0.key == key }?.command }

    /// The rows as the dashboard shows them.
    package static func help(_ access: KeyHelp.Access) -> [KeyHelp] { help { _ in access } }

    /// The same where keys differ in whether they may be used.
    static func help(_ access: (ConsoleCommand) -> KeyHelp.Access) -> [KeyHelp] {
        rows.map {
            KeyHelp(keys: [$0.key], group: group, help: $0.help, hint: $0.hint, access: access($0.command))
        }
    }
}
