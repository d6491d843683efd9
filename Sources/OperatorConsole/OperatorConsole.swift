import ClusterModel
import Dashboard
import Diagnosis
import Endpoints
import Operations
import TerminalUI
import Wording

/// The dashboard with operations: the only program that can name a plan, and still only a value.
///
/// A request leaves by one path alone: keys → dialog → name typed → the world read again → `Confirmation.confirm` → intent recorded →
/// `send`. Every step of it is a message in and an effect out.
package struct OperatorConsole: Program {
    /// What lies over the dashboard and takes the keys.
    enum Layer: Sendable {
        case none
        case dialog(PlanDialog)
        case commandLine(CommandLine)
        case operations(scroll: Int)
        case configuration(ConfigurationScreen)
    }

    package internal(set) var dashboard: Dashboard
    let options: ConsoleOptions
    var layer = Layer.none
    var recheck: Recheck?
    /// The operations of this session, the oldest first; only the last can be running.
    package internal(set) var runs: [Following] = []
    /// What the audit file told when it was last asked, the latest first.
    var past: [AuditEntry] = []
    /// The configuration as it was first read.
    var configurationAtStart: DynamicConfiguration?
    /// Somebody pressed the key to quit while an operation runs.
    var isQuitWarned = false
    /// What the API server lets us do to agents that are reached through it.
    var rights = ProxyRights()
    /// Those that changes through it need.
    var neededRights: Set<ProxyRight> = []
    /// Why requests of a method would come to nothing, as the keys show it.
    var denials: [RequestOutline.Method: Phrase] = [:]
    /// Whether the API server refused a read of an agent when it was last looked.
    var isReadRefused = false

    package init(_ dashboard: Dashboard, _ options: ConsoleOptions = ConsoleOptions()) {
        self.dashboard = dashboard
        self.options = options
    }

    package var title: String {
        guard let running else { return dashboard.title }
        return "nines \(dashboard.snapshot.name ?? "") \(dashboard.language(running.run.plan.operation.summary))"
    }

    package var nextWake: Timestamp { dashboard.nextWake }

    package var isGathering: Bool { dashboard.isGathering }

    package var playback: Playback? { dashboard.playback }

    /// The operation that has not come to its end.
    package var running: Following? { runs.last.flatMap { $0.isRunning ? $0 : nil } }

    package mutating func update(_ message: Message) -> [Effect] {
        var effects: [Effect]
        switch message {
        case .dashboard(.key(let key)): effects = press(key)
        case .dashboard(.interrupted): effects = interrupt()
        case .dashboard(.ending): effects = running.map { $0.leave(at: dashboard.now) } ?? []
        case .dashboard(let happened): effects = watch(happened)
        case .replied(let reply):
            noteRefusal(of: reply)
            effects = withLastRun { run, now in run.absorb(reply, at: now) }
        case .recorded(let failure): effects = goOn(recorded: failure)
        case .past(let entries):
            past = entries
            effects = []
        case .reviewed(let reply):
            learn(reply)
            effects = dueReviews()
        }
        effects += tell(of: effects)
        refresh()
        return effects
    }

    /// What leaves, and how it ended, is told among the events, and to a recording.
    private mutating func tell(of effects: [Effect]) -> [Effect] {
        let records: [AuditRecord] = effects.compactMap { effect in
            switch effect {
            case .send(_, step: 0): runs.last?.trail.sent(step: 0, at: dashboard.now)
            case .note(let record): record
            case .send, .dashboard, .write, .recall, .review: nil
            }
        }
        return records.compactMap { OperatorAction($0) }.flatMap { dashboard.tell($0) }.map { .dashboard($0) }
    }

    /// What happened to the cluster or the terminal.
    private mutating func watch(_ happened: Dashboard.Message) -> [Effect] {
        let looks = dashboard.looks
        var effects = wrap(dashboard.update(happened))
        if case .replied(let reply) = happened { recheck?.note(reply) }
        if dashboard.looks != looks {
            let snapshot = dashboard.snapshot
            configurationAtStart = configurationAtStart ?? snapshot.configuration.value
            let incidents = dashboard.incidents
            effects += withLastRun { run, now in run.observe(snapshot, incidents: incidents, at: now) }
            renew()
            followAgents()
        }
        return effects + concludeRecheck() + dueReviews()
    }

    private mutating func withLastRun(_ body: (inout Following, Timestamp) -> [Effect]) -> [Effect] {
        guard let last = runs.indices.last else { return [] }
        return body(&runs[last], dashboard.now)
    }

    /// What had to be on disk is there, or is not, and then nothing leaves.
    private mutating func goOn(recorded failure: String?) -> [Effect] {
        guard let last = runs.indices.last else { return [] }
        let effects = runs[last].proceed(recorded: failure, at: dashboard.now)
        guard let failure, runs[last].stage == .halted else { return effects }
        let isUnsent = runs[last].isUnsent
        if isUnsent { runs.removeLast() }
        dashboard.say(
            isUnsent
                ? "not sent, because it could not be written down first: \(failure)"
                : "the rest was not sent, because it could not be written down first: \(failure)"
        )
        return effects
    }

    /// What lies over the dashboard makes room for the warning, should there be one.
    private mutating func interrupt() -> [Effect] {
        // What was confirmed and has not left does not leave any more.
        if running != nil || recheck != nil { layer = .none }
        recheck = nil
        return wrap(dashboard.update(.interrupted))
    }

    /// The dashboard's effects as ours; leaving while an operation runs takes a second word.
    mutating func wrap(_ effects: [Dashboard.Effect]) -> [Effect] {
        effects.compactMap { effect in
            guard effect == .quit, let running, !isQuitWarned else { return .dashboard(effect) }
            isQuitWarned = true
            dashboard.say(
                "\(running.run.plan.operation.summary) is running: again quits, and leaves it to the cluster unwatched"
            )
            return nil
        }
    }

    /// What the dashboard shows of the operation, and how fast it looks.
    private mutating func refresh() {
        let shown = runs.last.flatMap { $0.isDismissed || ($0.isRunning && $0.isUnsent) ? nil : $0 }
        dashboard.banner = shown.map {
            RunBanner(following: $0, columns: dashboard.size.columns, language: dashboard.language)
                .banner(at: dashboard.now)
        }
        dashboard.screenAbove = layer.title
        dashboard.isHurried = running != nil || recheck != nil
    }
}

extension OperatorConsole.Layer {
    /// What the bar calls it; nil where the dashboard's own screen is behind it.
    fileprivate var title: Phrase? {
        switch self {
        case .none, .dialog, .commandLine: nil
        case .operations: "operations"
        case .configuration: "configuration"
        }
    }
}
