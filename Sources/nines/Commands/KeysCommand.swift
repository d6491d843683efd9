import ArgumentParser
import Dashboard
import OperatorConsole
import TerminalUI

/// `nines keys`: the key table, as the help screen and README show it.
struct KeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "keys", abstract: "List the keys of the dashboard.")

    func run() {
        for group in KeyBinding.Group.allCases {
            StandardOutput.write("\(group.rawValue)\n")
            for row in KeyTable.rows where row.group == group {
                let names = row.keyNames
                let padding = String(repeating: " ", count: max(1, 20 - names.count))
                StandardOutput.write("  \(names)\(padding)\(row.help)\n")
            }
        }
        StandardOutput.write("\(OperationKeys.group)\n")
        for row in OperationKeys.rows { StandardOutput.write("  \("\(row.key)".padded(to: 20))\(row.help)\n") }
    }
}
