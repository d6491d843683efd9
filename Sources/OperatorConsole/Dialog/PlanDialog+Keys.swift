import ClusterModel
import Operations
import TerminalUI

extension PlanDialog {
    /// How long the button must have had the focus before Enter on it counts.
    private static let armingTime = Duration.milliseconds(250)

    /// Takes a key at the time `now`.
    mutating func press(_ key: Key, at now: Timestamp, page: Int) -> Action {
        if key == .escape || key == .control("c") { return .close }
        guard stage == .editing else { return .none }
        switch key {
        case .enter: return enter(at: now)
        case .tab: moveFocus(by: 1, at: now)
        case .backTab: moveFocus(by: -1, at: now)
        case .up: return moveUpDown(by: -1, at: now)
        case .down: return moveUpDown(by: 1, at: now)
        case .pageUp: scroll = max(0, (scroll ?? 0) - page)
        case .pageDown: scroll = (scroll ?? 0) + page
        case .left, .right: return moveSideways(key == .right ? 1 : -1, at: now)
        case .character, .backspace, .delete, .control: return type(key)
        case .home, .end, .escape, .function, .unknown: break
        }
        return .none
    }

    private mutating func enter(at now: Timestamp) -> Action {
        switch focus {
        case .cancel: return .close
        case .confirm:
            guard isConfirmable, let armedAt, now - armedAt >= Self.armingTime else { return .none }
            return .confirm
        case .option(let option):
            switch option.manner {
            case .toggled, .stepped: return change(option, by: 1)
            case .typed: return .none
            }
        case .candidates, .name: return .none
        }
    }

    private mutating func moveFocus(by step: Int, at now: Timestamp) {
        let stops = stops
        let index = stops.firstIndex(of: focus) ?? stops.count - 1
        setFocus(stops[(index + step + stops.count) % stops.count], at: now)
    }

    /// Chooses among the candidates wherever the focus is, or goes through the options.
    private mutating func moveUpDown(by step: Int, at now: Timestamp) -> Action {
        if case .option = focus {
            moveFocus(by: step, at: now)
            return .none
        }
        guard !candidates.isEmpty else {
            if options.isEmpty { scroll = max(0, (scroll ?? 0) + step) } else { moveFocus(by: step, at: now) }
            return .none
        }
        let next = min(max(0, (chosenIndex ?? 0) + step), candidates.count - 1)
        guard draft.candidate != candidates[next].member else { return .none }
        draft.candidate = candidates[next].member
        warning = nil
        setFocus(.candidates, at: now)
        return .changed
    }

    private mutating func moveSideways(_ step: Int, at now: Timestamp) -> Action {
        switch focus {
        case .option(let option) where option.manner == .stepped: return change(option, by: step)
        case .cancel where isConfirmable: setFocus(.confirm, at: now)
        case .confirm: setFocus(.cancel, at: now)
        case .option, .cancel, .candidates, .name: break
        }
        return .none
    }

    private mutating func type(_ key: Key) -> Action {
        if case .option(let option) = focus {
            switch option.manner {
            case .typed: return edit(option, with: key) ? .changed : .none
            case .toggled, .stepped:
                if key == .character(" ") { return change(option, by: 1) }
            }
        }
        guard name.press(key) else { return .none }
        warning = nil
        setFocus(.name, at: nil)
        return .none
    }

    private mutating func edit(_ option: DialogOption, with key: Key) -> Bool {
        switch option {
        case .at: draft.at.press(key)
        case .belowVersion: draft.belowVersion.press(key)
        case .timeout: draft.timeout.press(key)
        case .scope, .onlyPending, .force, .fromLeader: false
        }
    }

    private mutating func change(_ option: DialogOption, by step: Int) -> Action {
        switch option {
        case .onlyPending: draft.onlyPending.toggle()
        case .force: draft.force.toggle()
        case .fromLeader: draft.fromLeader.toggle()
        case .scope:
            let all = MemberScope.allCases
            let index = all.firstIndex(of: draft.scope) ?? 0
            draft.scope = all[(index + step + all.count) % all.count]
        case .at, .belowVersion, .timeout: return .none
        }
        return .changed
    }
}
