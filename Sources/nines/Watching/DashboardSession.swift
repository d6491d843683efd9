import ArgumentParser
import ClusterModel
import CurlTransport
import Dashboard
import Endpoints
import Glibc
import NcursesTerminal
import TerminalUI

/// Opens the dashboard on what was decided, and gives the terminal back however it ends.
enum DashboardSession {
    /// - Parameter signals: made before anything that starts a thread.
    static func run(
        _ opened: OpenedCluster,
        themes: [Theme],
        signals: SignalQueue,
        reports: ReportFolder? = nil
    ) throws {
        guard let theme = themes.first else { throw Complaint.unavailable("no theme is built in.") }
        let options = DashboardOptions(
            plan: opened.plan,
            label: opened.label,
            utcOffsetSeconds: LocalTime.utcOffsetSeconds,
            themes: themes.map(\.name),
            badges: opened.badges,
            columns: opened.columns,
            thresholds: opened.thresholds,
            savesReports: reports != nil
        )
        var dashboard = Dashboard(options, size: Size(columns: 80, rows: 24), at: SystemClock.now())
        let reader = try opened.reader()
        // The first questions leave before the terminal is touched: agents answer while curses starts.
        for case .read(let request, let deadline) in dashboard.update(.tick(SystemClock.now())) {
            reader.start(request, deadline: deadline)
        }
        let terminal = try open(theme)
        TerminalGuard.install()
        let loop = EventLoop(
            dashboard: dashboard,
            reader: reader,
            terminal: terminal,
            signals: signals,
            themes: themes,
            reports: reports
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

/// The local time zone, asked once at the start.
enum LocalTime {
    static var utcOffsetSeconds: Int {
        var now = time(nil)
        var local = tm()
        localtime_r(&now, &local)
        return local.tm_gmtoff
    }
}
