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
    @OptionGroup var reports: ReportOptions

    func run() throws {
        if let complaint = sources.agents.lazy.compactMap(MistypedSubcommand.complaint).first { throw complaint }
        let folder = try reports.folder()
        let opened = try sources.open()
        let themes = try appearance.themes(preferring: opened.settings.theme)
        try DashboardSession.run(opened.cluster, themes: themes, signals: .open(), reports: folder)
    }
}

/// Where reports go that a key press asks for.
struct ReportOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Folder for reports of incidents (key m); without it none are written.", valueName: "dir")
    )
    var reportFolder: String?

    func folder() throws -> ReportFolder? { try reportFolder.map(ReportFolder.init) }
}
