import ArgumentParser
import ClusterModel
import Dashboard
import OperatorConsole
import Recording
import TerminalUI
import Wording

/// `nines replay`: the dashboard on a recording, in the recording's own time.
struct ReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Open the dashboard on a recording made with --record.",
        discussion: "Space pauses, + and - change the speed, q quits. The clock shown is the recording's."
    )

    @Argument(help: ArgumentHelp("The recording.", valueName: "file"))
    var file: String

    @Option(help: ArgumentHelp("Recorded seconds in a second (0.1 to 1000).", valueName: "n"))
    var speed = 1.0

    @Option(
        name: .customLong("at"),
        help: ArgumentHelp(
            "Where to begin: 14:38:51 on the recorded clock, or +90s after the start.",
            valueName: "time"
        )
    )
    var start: String?

    @OptionGroup var appearance: AppearanceOptions
    @OptionGroup var language: LanguageOption

    func validate() throws {
        guard Playback.speeds.contains(speed) else {
            throw ValidationError("--speed takes 0.1 to 1000, not \(speed).")
        }
    }

    func run() throws {
        let themes = try appearance.themes()
        let recording = try RecordingFile(path: file)
        let moment = try moment(in: recording.header)
        let playback = Playback(speed: speed)
        var dashboard = dashboard(of: recording.header, themes, playback, language.chosen())
        let source = RecordedSource(recording, at: recording.header.startedAt, playback: playback)
        let reached = source.skip(to: moment) { message in _ = dashboard.update(message) }
        guard reached else {
            let clock = CivilTime(source.now, offsetSeconds: recording.header.utcOffsetSeconds).clock
            throw Complaint.usage("--at \(start ?? ""): the recording ends at \(clock), before that.")
        }
        try DashboardSession(themes: themes, signals: .open()).run(dashboard, source, outlet: WatchingOutlet())
    }

    private func moment(in header: RecordingHeader) throws -> Timestamp {
        guard let start else { return header.startedAt }
        guard let choice = MomentChoice(parsing: start) else {
            throw Complaint.usage("--at \(start): write a time such as 14:38:51, or +90s, +5m, +1h after the start.")
        }
        return choice.moment(from: header.startedAt, utcOffsetSeconds: header.utcOffsetSeconds)
    }

    private func dashboard(
        of header: RecordingHeader,
        _ themes: [Theme],
        _ playback: Playback,
        _ language: Language
    ) -> Dashboard {
        let options = DashboardOptions(
            plan: header.plan,
            label: header.label,
            language: language,
            utcOffsetSeconds: header.utcOffsetSeconds,
            themes: themes.map(\.name),
            badges: ["REPLAY"],
            playback: playback,
            keyHelp: OperationKeys.help(.denied(because: "a recording is played"))
        )
        return Dashboard(options, size: Size(columns: 80, rows: 24), at: header.startedAt)
    }
}
