import ClusterModel
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
    private let source: any ReplySource
    private let signals: SignalQueue
    private let themes: [String: Theme]
    private let hook: AlertHook?
    private var dashboard: Dashboard
    private var painted: CellBuffer?
    private var title = ""
    private var end: End?

    init(
        dashboard: Dashboard,
        source: any ReplySource,
        terminal: NcursesTerminal,
        signals: SignalQueue,
        themes: [Theme],
        hook: AlertHook? = nil
    ) {
        self.hook = hook
        self.dashboard = dashboard
        self.source = source
        self.terminal = terminal
        self.signals = signals
        self.themes = Dictionary(themes.map { ($0.name, $0) }) { first, _ in first }
    }

    /// Runs until somebody ends it.
    func run() -> End {
        send(.resized(terminal.size))
        send(.tick(source.now))
        while true {
            if let end { return end }
            paint()
            if let playback = dashboard.playback { source.follow(playback) }
            let wakeup = source.wait(until: dashboard.nextWake, descriptors: [STDIN_FILENO, signals.descriptor])
            if wakeup.readable.contains(signals.descriptor) { signals.requests().forEach(handle) }
            if wakeup.readable.contains(STDIN_FILENO) { readKeys() }
            for message in wakeup.messages { send(message) }
            send(.tick(source.now))
            if let trouble = hook?.tend() { send(.notice(trouble)) }
        }
    }

    private func send(_ message: Message) {
        for effect in dashboard.update(message) { perform(effect) }
    }

    private func perform(_ effect: Effect) {
        switch effect {
        case .read(let request, let deadline): source.start(request, deadline: deadline)
        case .useTheme(let name):
            if let theme = themes[name] { terminal.setTheme(theme) }
            painted = nil
        case .repaint:
            terminal.repaint()
            painted = nil
        case .ring: terminal.ring()
        case .notify(let title, let body): terminal.notify(title: title, body: body)
        case .runHook(let alert): if let trouble = hook?.run(alert) { send(.notice(trouble)) }
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
