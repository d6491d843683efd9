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
    @OptionGroup var record: RecordOption

    func run() throws {
        let opened = try sources.open()
        let themes = try appearance.themes(preferring: opened.settings.theme)
        try DashboardSession.watch(opened.cluster, record: record, themes: themes, signals: .open())
    }
}
