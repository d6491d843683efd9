import ArgumentParser
import NcursesTerminal
import Settings

/// `nines [AGENT-URL …]`: the dashboard, and what happens without a subcommand.
struct WatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Open the dashboard (the default subcommand)."
    )

    @OptionGroup var sources: SourceOptions
    @OptionGroup var appearance: AppearanceOptions

    func run() throws {
        if let complaint = sources.agents.lazy.compactMap(MistypedSubcommand.complaint).first { throw complaint }
        let opened = try sources.open()
        let themes = try appearance.themes(preferring: opened.settings.theme)
        try DashboardSession.run(opened.cluster, themes: themes, signals: .open())
    }
}
