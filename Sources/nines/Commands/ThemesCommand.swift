import ArgumentParser
import TerminalUI

/// `nines themes`: the themes to choose from.
struct ThemesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "themes",
        abstract: "List the themes to choose from."
    )

    func run() throws {
        for theme in try ThemeShelf.all() {
            let padding = String(repeating: " ", count: max(1, 12 - theme.name.count))
            StandardOutput.write("\(theme.name)\(padding)\(theme.summary)\n")
        }
    }
}
