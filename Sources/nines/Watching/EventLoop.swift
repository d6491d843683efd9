import ClusterModel
import Dashboard
import Endpoints
import Glibc
import NcursesTerminal
import TerminalUI

/// Why an event loop ended.
enum LoopEnd {
    case quit
    case signal(Int32)
    /// Nobody is at the other end of the terminal any more.
    case terminalGone
}

/// The one thread: waits in one place for answers, keys, signals and the clock, and carries out what the program asks.
///
/// What it can carry out itself changes no cluster. A program that wants more needs an `Outlet` that can do it.
///
/// It is a value, so that the program in it, a large one, is read where it is: out of a class it would be copied.
struct EventLoop<Running: Program> {

    private let terminal: NcursesTerminal
    private let source: any ReplySource
    private let signals: SignalQueue
    private let themes: [String: Theme]
    private let reports: ReportFolder?
    private let hook: AlertHook?
    private let operations: OperationNews?
    private let outlet: any Outlet<Running>
    private var program: Running
    private var title = ""
    private var end: LoopEnd?
    /// When what a recording has given is painted, even if more is to come at once.
    private var paintBy: Timestamp?

    init(
        _ program: Running,
        outlet: any Outlet<Running>,
        source: any ReplySource,
        terminal: NcursesTerminal,
        signals: SignalQueue,
        themes: [Theme],
        reports: ReportFolder? = nil,
        hook: AlertHook? = nil,
        operations: OperationNews? = nil
    ) {
        self.operations = operations
        self.hook = hook
        self.program = program
        self.outlet = outlet
        self.source = source
        self.terminal = terminal
        self.signals = signals
        self.reports = reports
        self.themes = Dictionary(themes.map { ($0.name, $0) }) { first, _ in first }
    }

    /// Runs until somebody ends it.
    mutating func run() -> LoopEnd {
        send(.resized(terminal.size))
        send(.tick(source.now))
        paint()
        while true {
            if let end {
                send(.ending)
                return end
            }
            if let playback = program.playback { source.follow(playback) }
            let next = program.nextWake
            let wakeup = source.wait(
                until: min(next, paintBy ?? next),
                descriptors: [STDIN_FILENO, signals.descriptor]
            )
            if wakeup.readable.contains(signals.descriptor) { handle(signals.requests()) }
            if wakeup.readable.contains(STDIN_FILENO) { readKeys() }
            // Who leaves begins nothing more, whatever came at the same time.
            if end != nil { continue }
            for message in outlet.arrivals() { tell(message) }
            for message in wakeup.messages { send(message) }
            let now = source.now
            // Replies bring their time with them.
            if wakeup.messages.isEmpty || !wakeup.readable.isEmpty || now >= next { send(.tick(now)) }
            for action in operations?.actions(at: now) ?? [] { send(.told(action)) }
            if let trouble = hook?.tend() { send(.notice(trouble)) }
            if end == nil { paint(after: wakeup, at: now) }
        }
    }

    /// Keys and signals are answered at once; replies wait for the others of their round, and so does the clock that began it.
    private mutating func paint(after wakeup: Woken, at now: Timestamp) {
        if wakeup.readable.isEmpty, program.isGathering { return }
        let isOnlyReplies = wakeup.readable.isEmpty && !wakeup.messages.isEmpty
        if isOnlyReplies, program.playback != nil, !source.isIdle {
            let limit = min(paintBy ?? now + DashboardOptions.usualGathering, now + DashboardOptions.usualGathering)
            paintBy = limit
            if now < limit { return }
        }
        paintBy = nil
        paint()
    }

    private mutating func send(_ happened: Dashboard.Message) { tell(Running.message(happened)) }

    private mutating func tell(_ message: Running.Message) {
        for effect in program.update(message) {
            let (own, told) = outlet.perform(effect)
            if let own { perform(own) }
            for message in told { tell(message) }
        }
    }

    private mutating func perform(_ effect: Dashboard.Effect) {
        switch effect {
        case .read(let request, let deadline): source.start(request, deadline: deadline)
        case .stop(let request): source.stop(request)
        case .saveReport(let incident, let cluster):
            if let reports { send(.notice(reports.save(incident, cluster: cluster))) }
        case .record(let action): source.record(action)
        case .useTheme(let name):
            if let theme = themes[name] { terminal.setTheme(theme) }
        case .repaint: terminal.repaint()
        case .ring: terminal.ring()
        case .notify(let title, let body): terminal.notify(title: title, body: body)
        case .runHook(let alert): if let trouble = hook?.run(alert) { send(.notice(trouble)) }
        case .quit: end = .quit
        }
    }

    private mutating func paint() {
        terminal.present(program.view())
        if program.title != title {
            title = program.title
            terminal.setTitle(title)
        }
    }

    private mutating func readKeys() {
        let keys = terminal.keys()
        // Keys are told the time at which they came: some count only a while after others.
        send(.tick(source.now))
        if keys.isEmpty, Self.isHungUp(STDIN_FILENO) { end = end ?? .terminalGone }
        for key in keys { send(.key(key)) }
    }

    private mutating func handle(_ requests: [SignalRequest]) {
        // An end goes first: a stopped program that is asked to end must not touch a terminal that is another's by now.
        for case .end(let signal) in requests { obey(signal) }
        guard end == nil else { return }
        for request in requests {
            switch request {
            case .end: break
            case .windowChanged:
                terminal.resize()
                send(.resized(terminal.size))
            case .stop: stop()
            case .proceed:
                // Stopped from outside, without a chance to lend the terminal: the shell has changed its modes since.
                terminal.suspend()
                resume()
            }
        }
    }

    private mutating func stop() {
        terminal.suspend()
        signals.stopProcess()
        let requests = signals.requests()
        for case .end(let signal) in requests { obey(signal) }
        if end == nil { resume() }
    }

    /// Ctrl-C is somebody who may be asked back; every other signal is an order.
    private mutating func obey(_ signal: Int32) {
        guard end == nil else { return }
        guard signal == SIGINT else { return end = .signal(signal) }
        send(.interrupted)
        if case .quit = end { end = .signal(signal) }
    }

    private mutating func resume() {
        terminal.resume()
        send(.resized(terminal.size))
    }

    private static func isHungUp(_ descriptor: Int32) -> Bool {
        var state = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&state, 1, 0) > 0 else { return false }
        return state.revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0
    }
}
