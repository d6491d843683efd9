import ArgumentParser
import Dashboard
import NcursesTerminal
import Settings
import Wording

/// `nines [AGENT-URL …]`: the dashboard, and what happens without a subcommand.
struct WatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Open the dashboard (the default subcommand)."
    )

    @OptionGroup var sources: SourceOptions
    @OptionGroup var appearance: AppearanceOptions
    @OptionGroup var reports: ReportOptions
    @OptionGroup var bell: BellOption
    @OptionGroup var record: RecordOption
    @OptionGroup var language: LanguageOption

    func run() throws {
        if let complaint = sources.agents.lazy.compactMap(MistypedSubcommand.complaint).first { throw complaint }
        let folder = try reports.folder()
        var opened = try sources.open()
        if opened.cluster.isLocked, folder != nil {
            throw Complaint.readOnly("--report-folder writes files", opened.cluster.rights)
        }
        if bell.noBell { opened.cluster.attention.bell = false }
        let themes = try appearance.themes(preferring: opened.settings.theme)
        var session = DashboardSession(themes: themes, signals: try .open(), reports: folder)
        session.language = language.chosen(configured: opened.settings.language)
        try session.watch(opened.cluster, record: record)
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
