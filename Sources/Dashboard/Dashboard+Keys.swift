import ClusterModel
import Endpoints
import TerminalUI
import Wording

extension Dashboard {
    /// Steps of the polling interval, from an incident's to a wall's.
    static let intervals: [Duration] =
        [.milliseconds(250), .milliseconds(500)] + [1, 2, 5, 10, 30].map { .seconds($0) }

    mutating func press(_ key: Key) -> [Effect] {
        notice = nil
        if isEditingFilter, key != .control("c") {
            editFilter(with: key)
            return []
        }
        guard let command = KeyTable.command(for: key, in: screen.scope) else {
            _ = sayDenial(of: key)
            return []
        }
        return perform(command) + leaveLog()
    }

    /// Says why a key does nothing now; false where nothing denies it.
    package mutating func sayDenial(of key: Key) -> Bool {
        guard let row = keyHelp.first(where: { $0.keys.contains(key) }), let denial = row.denial else { return false }
        notice = language("\(Phrase(row.hint ?? row.help)): \(denial)")
        return true
    }

    /// Does what a key, or a word typed elsewhere, asks for.
    package mutating func perform(_ command: Command) -> [Effect] {
        switch command {
        case .quit: return [.quit]
        case .repaint: return [.repaint]
        case .nextTheme: return nextTheme()
        case .refresh:
            watch.refresh(at: live.now)
            return update(.tick(live.now))
        case .overview: screen = .overview
        case .back:
            screen = opening.flatMap { $0.screen == screen ? $0.from : nil } ?? .overview
        case .proxies: screen = .proxies
        case .events: screen = .events
        case .history: screen = .history
        case .incidents: screen = .incidents
        case .pods: screen = .pods
        case .log: return openLog()
        case .previousLog: return changeLog { $0.togglePrevious() }
        case .nextSpan: return changeLog { $0.nextSpan() }
        case .nextContainer: return changeLog { $0.nextContainer() }
        case .saveReports: return saveReports()
        case .help: screen = screen == .help ? .overview : .help
        case .open: open()
        case .toggleBell:
            attention.options.bell.toggle()
            let rings = attention.options.bell
            notice = language(rings ? "the bell rings from now on" : "the bell is silent from now on")
        case .up, .down, .pageUp, .pageDown, .first, .last: move(command)
        case .filter: isEditingFilter = true
        case .clearFilter: filter = ""
        case .freeze where playback != nil: playback?.isPaused.toggle()
        case .freeze: frozen = frozen == nil ? live : nil
        case .faster where playback != nil: playback?.changeSpeed(by: 1)
        case .faster: changeInterval(to: { [now = watch.interval] in $0 < now }, among: Self.intervals.reversed())
        case .slower where playback != nil: playback?.changeSpeed(by: -1)
        case .slower: changeInterval(to: { [now = watch.interval] in $0 > now }, among: Self.intervals)
        }
        return []
    }

    private mutating func nextTheme() -> [Effect] {
        guard options.themes.count > 1 else { return [] }
        themeIndex = (themeIndex + 1) % options.themes.count
        return [.useTheme(named: options.themes[themeIndex])]
    }

    /// The next step below or above the present interval, which need not be one of the steps.
    private mutating func changeInterval(to isNext: (Duration) -> Bool, among steps: [Duration]) {
        if let next = steps.first(where: isNext) { watch.interval = next }
    }

    private mutating func editFilter(with key: Key) {
        switch key {
        case .character(let character) where filter.count < 64: filter.append(character)
        case .backspace: _ = filter.popLast()
        case .enter: isEditingFilter = false
        case .escape:
            filter = ""
            isEditingFilter = false
        case .control("u"): filter = ""
        case .character, .control, .tab, .backTab, .delete, .up, .down, .left, .right, .home, .end, .pageUp, .pageDown,
            .function, .unknown:
            break
        }
    }
}
