import ArgumentParser
import ClusterModel
import CurlTransport
import Dashboard
import Endpoints
import Glibc
import NcursesTerminal
import Operations
import OperatorConsole
import TerminalUI
import Wording

/// Opens the dashboard on what was decided, and gives the terminal back however it ends.
struct DashboardSession {
    let themes: [Theme]
    /// Made before anything that starts a thread.
    let signals: SignalQueue
    var reports: ReportFolder?
    var hook: AlertHook?
    /// Of what the screens say.
    var language = Language.english
    /// What others do to the cluster; nil where it is none that anybody else could mean.
    var operations: OperationNews?

    /// Watches a cluster, and lets it be changed where the session may.
    ///
    /// - Parameter audits: whether what is done is written down; only the demo does without.
    func watch(_ opened: OpenedCluster, record: RecordOption, audits: Bool = true) throws {
        var opened = opened
        let auditor = audits ? Self.auditor(for: &opened) : nil
        let source = try opened.source(recordingTo: record)
        var options = options(of: opened, isRecording: record.path != nil)
        options.gathering = DashboardOptions.usualGathering
        // Rounds begin with the clock's second, so that both are one awakening and one picture.
        options.plan.phase = .zero
        var dashboard = Dashboard(
            options,
            size: Size(columns: 80, rows: 24),
            at: SystemClock.now()
        )
        // The first questions leave before the terminal is touched: agents answer while curses starts.
        for case .read(let request, let deadline) in dashboard.update(.tick(SystemClock.now())) {
            source.start(request, deadline: deadline)
        }
        var session = self
        session.reports?.language = language
        session.operations = audits ? OperationNews() : nil
        session.hook = opened.hook.map(AlertHook.init)
        switch Session.open(opened.rights) {
        case .readOnly: try session.run(dashboard, source, outlet: WatchingOutlet())
        case .readWrite(let authority):
            let writer = source.writer(authority, agents: opened.agentAccess)
            let console = ConsoleOptions(
                planner: opened.plannerOptions,
                origin: .current(),
                process: Int(getpid()),
                auditPath: auditor?.path
            )
            try session.run(
                OperatorConsole(dashboard, console),
                source,
                outlet: OperatingOutlet(writer: writer, auditor: auditor)
            )
        }
    }

    /// Whoever cannot write operations down may still watch.
    private static func auditor(for opened: inout OpenedCluster) -> Auditor? {
        guard !opened.isReadOnly else { return nil }
        do {
            return try Auditor.open(syslog: opened.syslogSocket)
        } catch {
            let reason = (error as? Complaint)?.text ?? "\(error)"
            opened.rights = .watch(because: "because \(reason.printable(limit: 300))")
            return nil
        }
    }

    private func options(of opened: OpenedCluster, isRecording: Bool) -> DashboardOptions {
        DashboardOptions(
            plan: opened.plan,
            label: opened.label,
            language: language,
            utcOffsetSeconds: LocalTime.utcOffsetSeconds,
            themes: themes.map(\.name),
            badges: opened.badges,
            columns: opened.columns,
            thresholds: opened.thresholds,
            savesReports: reports != nil,
            isRecording: isRecording,
            attention: opened.attention,
            keyHelp: OperationKeys.help(opened.keyAccess),
            isProduction: opened.isProduction,
            frame: opened.frame
        )
    }

    /// Shows whatever the source gives until somebody ends it.
    func run<Running: Program>(
        _ program: Running,
        _ source: any ReplySource,
        outlet: any Outlet<Running>
    ) throws {
        guard let theme = themes.first else { throw Complaint.unavailable("no theme is built in.") }
        TerminalGuard.install()
        let terminal = try Self.open(theme)
        var loop = EventLoop(
            program,
            outlet: outlet,
            source: source,
            terminal: terminal,
            signals: signals,
            themes: themes,
            reports: reports,
            hook: hook,
            operations: program.playback == nil ? operations : nil
        )
        let end = loop.run()
        terminal.restore()
        switch end {
        case .quit: return
        case .signal(let signal): throw ExitCode(128 + signal)
        case .terminalGone: throw ExitCode(128 + SIGHUP)
        }
    }

    private static func open(_ theme: Theme) throws -> NcursesTerminal {
        let noColor = getenv("NO_COLOR").map { String(cString: $0) } ?? ""
        do {
            return try NcursesTerminal(theme: theme, depthOverride: noColor.isEmpty ? nil : .monochrome)
        } catch {
            throw Complaint.unavailable("\(error)")
        }
    }
}

/// What the local time zone is ahead of UTC.
enum LocalTime {
    static var utcOffsetSeconds: Int { utcOffsetSeconds(at: SystemClock.now()) }

    /// The offset at another moment, which the end of summer time may lie before.
    static func utcOffsetSeconds(at moment: Timestamp) -> Int {
        var seconds = time_t(moment.millisecondsSinceEpoch / 1000)
        var local = tm()
        localtime_r(&seconds, &local)
        return local.tm_gmtoff
    }
}
