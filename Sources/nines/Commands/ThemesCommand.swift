import ArgumentParser
import TerminalUI
import Themes

/// `nines themes`: the themes that are built in.
struct ThemesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "themes",
        abstract: "List the themes that are built in."
    )

    func run() {
        for theme in BuiltinThemes.all {
            let padding = String(repeating: " ", count: max(1, 12 - theme.name.count))
            StandardOutput.write("\(theme.name)\(padding)\(theme.summary)\n")
        }
    }
}
