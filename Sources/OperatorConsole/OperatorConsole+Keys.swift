import ClusterModel
import Dashboard
import Operations
import TerminalUI
import Wording

extension OperatorConsole {
    mutating func press(_ key: Key) -> [Effect] {
        let wasWarned = isQuitWarned
        // Who types a command may be typing the one that quits.
        defer { if wasWarned, !isTypingCommand { isQuitWarned = false } }
        if key == .control("l") { return wrap(dashboard.update(.key(key))) }
        switch layer {
        case .none: return pressOnDashboard(key)
        case .dialog(let dialog): return press(key, on: dialog)
        case .commandLine(let line): return press(key, on: line)
        case .operations(let scroll):
            dashboard.hush()
            return press(key, onOperationsAt: scroll)
        case .configuration(let screen):
            dashboard.hush()
            return press(key, on: screen)
        }
    }

    private var isTypingCommand: Bool {
        if case .commandLine = layer { true } else { false }
    }

    private var page: Int { max(1, dashboard.bodyRect.rows - 2) }

    private mutating func pressOnDashboard(_ key: Key) -> [Effect] {
        if !dashboard.isTyping {
            if key == .escape, dashboard.screen == .overview, dismissRun() { return [] }
            if let command = OperationKeys.command(for: key) {
                dashboard.hush()
                if dashboard.sayDenial(of: key) {
                    rights.doubt()
                    return dueReviews()
                }
                return perform(command, member: nil)
            }
        }
        return wrap(dashboard.update(.key(key)))
    }

    /// Puts the result of the last operation away; false where there is none.
    private mutating func dismissRun() -> Bool {
        guard let last = runs.indices.last, !runs[last].isRunning, !runs[last].isDismissed else { return false }
        runs[last].isDismissed = true
        return true
    }

    private mutating func press(_ key: Key, on dialog: PlanDialog) -> [Effect] {
        // Nobody confirms what cannot be read.
        guard dashboard.fitsScreen || key == .escape else { return [] }
        var dialog = dialog
        let action = dialog.press(key, at: dashboard.now, page: page)
        layer = .dialog(dialog)
        switch action {
        case .none: break
        case .changed: renew()
        case .confirm: return confirm(dialog)
        case .close:
            if !dialog.name.isEmpty || recheck != nil {
                dashboard.say("\(dialog.draft.kind.phrase): nothing was sent")
            }
            recheck = nil
            layer = dialog.configuration.map(Layer.configuration) ?? .none
        }
        return []
    }

    private mutating func press(_ key: Key, on line: CommandLine) -> [Effect] {
        var line = line
        let action = line.press(key, choices: choices)
        layer = .commandLine(line)
        switch action {
        case .none: return []
        case .close: layer = .none
        case .run(let text):
            layer = .none
            return run(text)
        }
        return []
    }

    private mutating func press(_ key: Key, onOperationsAt scroll: Int) -> [Effect] {
        let visible = dashboard.bodyRect.rows
        let most = max(0, operationLines.count - visible)
        let position = min(scroll, most)
        switch key {
        case .escape, .backspace, .left, .character("O"), .control("c"), .character("q"): layer = .none
        case .up, .character("k"): layer = .operations(scroll: max(0, position - 1))
        case .down, .character("j"): layer = .operations(scroll: min(most, position + 1))
        case .pageUp: layer = .operations(scroll: max(0, position - page))
        case .pageDown: layer = .operations(scroll: min(most, position + page))
        case .home, .character("g"): layer = .operations(scroll: 0)
        case .end, .character("G"): layer = .operations(scroll: most)
        case .character, .control, .enter, .tab, .backTab, .delete, .right, .function, .unknown: return passOn(key)
        }
        return []
    }

    /// On a screen of ours a key that has no other use means what it means everywhere; what opens another screen leaves ours.
    private mutating func passOn(_ key: Key) -> [Effect] {
        switch KeyTable.command(for: key, in: .everywhere) {
        case .overview, .proxies, .events, .history, .incidents, .pods: return leave(with: key)
        case .help:
            // Help that is open already below ours would close.
            if dashboard.screen == .help { _ = dashboard.perform(.overview) }
            return leave(with: key)
        case .freeze, .refresh, .faster, .slower, .toggleBell, .nextTheme, .repaint:
            return wrap(dashboard.update(.key(key)))
        case nil: return OperationKeys.command(for: key) == nil ? [] : leave(with: key)
        case .quit, .back, .open, .up, .down, .pageUp, .pageDown, .first, .last, .log, .saveReports, .previousLog,
            .nextSpan, .nextContainer, .filter, .clearFilter:
            return []
        }
    }

    private mutating func leave(with key: Key) -> [Effect] {
        let left = layer
        layer = .none
        let effects = pressOnDashboard(key)
        if case .configuration(let screen) = left { sayDropped(screen) }
        return effects
    }

    private mutating func sayDropped(_ screen: ConfigurationScreen) {
        if !screen.edits.isEmpty { dashboard.say("\(screen.editsText) dropped; nothing was sent") }
    }

    private mutating func press(_ key: Key, on screen: ConfigurationScreen) -> [Effect] {
        var screen = screen
        let action = screen.press(key, page: page)
        layer = .configuration(screen)
        switch action {
        case .none: break
        case .other: return passOn(key)
        case .unchanged(let path): dashboard.say("\(path) has this value already: nothing would change")
        case .close:
            layer = .none
            sayDropped(screen)
        case .change(let changes):
            var draft = OperationDraft(.configure)
            draft.changes = changes
            open(draft, from: screen)
        }
        return []
    }

    var memberNames: [MemberName] { dashboard.snapshot.members.map(\.name) }

    /// Whom a typed command may be completed with.
    func choices(_ taking: CommandWords.Taking) -> [String] {
        switch taking {
        case .member: memberNames.map(\.text)
        case .memberOrAll: memberNames.map(\.text) + [CommandWords.all]
        case .candidate(let kind): candidates(for: kind).filter(\.isEligible).map(\.member.text)
        case .replica: memberNames.filter { $0 != dashboard.snapshot.listedLeader?.name }.map(\.text)
        case .scheduled: membersAwaitingRestart.map(\.text)
        }
    }
}
