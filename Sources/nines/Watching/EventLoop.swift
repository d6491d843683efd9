import ClusterModel
import CurlTransport
import Dashboard
import Endpoints
import Glibc
import NcursesTerminal
import TerminalUI

/// The one thread: waits in one place for answers, keys, signals and the clock, and carries out what the dashboard asks.
final class EventLoop {
    /// Why the loop ended.
    enum End {
        case quit
        case signal(Int32)
        /// Nobody is at the other end of the terminal any more.
        case terminalGone
    }

    private let terminal: NcursesTerminal
    private let reader: CurlReader
    private let signals: SignalQueue
    private let themes: [String: Theme]
    private let reports: ReportFolder?
    private var dashboard: Dashboard
    private var painted: CellBuffer?
    private var title = ""
    private var end: End?
    /// When answers that are in are painted, even if others are still under way.
    private var paintBy: Timestamp?
    /// Answers to one round of questions come within a few milliseconds: painting them together costs a fraction.
    private static let gathering = Duration.milliseconds(20)

    init(
        dashboard: Dashboard,
        reader: CurlReader,
        terminal: NcursesTerminal,
        signals: SignalQueue,
        themes: [Theme],
        reports: ReportFolder?
    ) {
        self.dashboard = dashboard
        self.reader = reader
        self.terminal = terminal
        self.signals = signals
        self.reports = reports
        self.themes = Dictionary(themes.map { ($0.name, $0) }) { first, _ in first }
    }

    /// Runs until somebody ends it.
    func run() -> End {
        send(.resized(terminal.size))
        send(.tick(SystemClock.now()))
        paint()
        while true {
            if let end { return end }
            let wake = min(dashboard.nextWake, paintBy ?? dashboard.nextWake)
            let wakeup = reader.wait(
                atMost: max(.zero, wake - SystemClock.now()),
                descriptors: [STDIN_FILENO, signals.descriptor]
            )
            if wakeup.readable.contains(signals.descriptor) { signals.requests().forEach(handle) }
            if wakeup.readable.contains(STDIN_FILENO) { readKeys() }
            for reply in wakeup.replies { send(.replied(reply)) }
            let now = SystemClock.now()
            send(.tick(now))
            if end == nil { paint(after: wakeup, at: now) }
        }
    }

    /// Keys, signals and the clock are answered at once; replies wait for the others of their round.
    private func paint(after wakeup: CurlReader.Wakeup, at now: Timestamp) {
        let isOnlyReplies = wakeup.readable.isEmpty && !wakeup.replies.isEmpty
        if isOnlyReplies, !reader.isIdle {
            let limit = min(paintBy ?? now + Self.gathering, now + Self.gathering)
            paintBy = limit
            if now < limit { return }
        }
        paintBy = nil
        paint()
    }

    private func send(_ message: Message) {
        for effect in dashboard.update(message) { perform(effect) }
    }

    private func perform(_ effect: Effect) {
        switch effect {
        case .read(let request, let deadline): reader.start(request, deadline: deadline)
        case .saveReport(let incident, let cluster):
            if let reports { send(.notice(reports.save(incident, cluster: cluster))) }
        case .useTheme(let name):
            if let theme = themes[name] { terminal.setTheme(theme) }
            painted = nil
        case .repaint:
            terminal.repaint()
            painted = nil
        case .quit: end = .quit
        }
    }

    private func paint() {
        let picture = dashboard.view()
        if picture != painted {
            terminal.present(picture)
            painted = picture
        }
        if dashboard.title != title {
            title = dashboard.title
            terminal.setTitle(title)
        }
    }

    private func readKeys() {
        let keys = terminal.keys()
        if keys.isEmpty, Self.isHungUp(STDIN_FILENO) { end = end ?? .terminalGone }
        for key in keys { send(.key(key)) }
    }

    private func handle(_ request: SignalRequest) {
        switch request {
        case .end(let signal): end = end ?? .signal(signal)
        case .windowChanged:
            terminal.resize()
            send(.resized(terminal.size))
            painted = nil
        case .stop:
            terminal.suspend()
            signals.stopProcess()
            resume()
        case .proceed: resume()
        }
    }

    private func resume() {
        terminal.resume()
        send(.resized(terminal.size))
        painted = nil
    }

    private static func isHungUp(_ descriptor: Int32) -> Bool {
        var state = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&state, 1, 0) > 0 else { return false }
        return state.revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0
    }
}
