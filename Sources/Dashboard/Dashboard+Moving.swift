import ClusterModel
import TerminalUI

extension Dashboard {
    /// The member that the overview's cursor is on; it follows the member, not the line.
    var selectedMember: MemberName? {
        let names = visibleMembers.map(\.name)
        return selection.flatMap { names.contains($0) ? $0 : nil } ?? names.first
    }

    /// How far the present screen is scrolled, never past what it has to show.
    func scrolled(over lines: Int, showing visible: Int) -> Int {
        min(scroll[screen] ?? 0, max(0, lines - visible))
    }

    mutating func move(_ command: Command) {
        let page = max(1, size.rows - 6)
        let steps: Int? =
            switch command {
            case .up: -1
            case .down: 1
            case .pageUp: -page
            case .pageDown: page
            case .first: -1_000_000
            case .last: 1_000_000
            case .quit, .help, .back, .open, .overview, .proxies, .events, .history, .incidents, .pods, .log,
                .previousLog,
                .nextSpan, .nextContainer, .saveReports, .filter, .clearFilter, .freeze, .refresh, .faster, .slower,
                .toggleBell, .nextTheme, .repaint:
                nil
            }
        guard let steps else { return }
        switch screen {
        case .overview: moveSelection(by: steps)
        case .events: moveEventSelection(by: steps)
        case .pods: movePodSelection(by: steps)
        case .log: moveLog(by: steps)
        case .member, .proxies, .history, .incidents, .help: moveScroll(by: steps)
        }
    }

    private mutating func moveSelection(by steps: Int) {
        let names = visibleMembers.map(\.name)
        guard let current = selectedMember, let index = names.firstIndex(of: current) else { return }
        selection = names[min(max(0, index + steps), names.count - 1)]
    }

    /// A log sticks to its end, until somebody looks further up.
    private mutating func moveLog(by steps: Int) {
        guard !logIsAtEnd || steps < 0 else { return }
        let wasAtEnd = logIsAtEnd
        logIsAtEnd = false
        if wasAtEnd { scroll[screen] = .max }
        moveScroll(by: steps)
        let content = screenContent(columns: size.columns)
        let visible = max(0, bodyRect.rows - content.pinned.count)
        logIsAtEnd = (scroll[screen] ?? 0) >= content.lines.count - visible
    }

    private mutating func moveScroll(by steps: Int) {
        let content = screenContent(columns: size.columns)
        let lines = content.lines.count
        let visible = max(0, bodyRect.rows - content.pinned.count)
        let position = scrolled(over: lines, showing: visible) + steps
        scroll[screen] = min(max(0, position), max(0, lines - visible))
    }
}
