import TerminalUI
import Wording

/// What a screen below the bar has to say, before any geometry: lines that stay, and lines that scroll.
struct ScreenContent {
    /// Titles that stay above the scrolling lines.
    var pinned: [StyledText] = []
    var lines: [StyledText] = []
    /// The line that the cursor is on, which is always in sight.
    var selected: Int?
    /// The last lines are in sight, whatever comes.
    var showsEnd = false
}

extension Dashboard {
    /// The scrolling content of the present screen; the overview has a layout of its own.
    func screenContent(columns: Int) -> ScreenContent {
        switch screen {
        case .overview, .pods: ScreenContent()
        case .log(let pod): LogScreen.present(pod, self, columns: columns)
        case .member(let name): filtered(MemberScreen.present(name, self, columns: columns))
        case .proxies: ProxiesScreen.present(self, columns: columns)
        case .events: EventsScreen.present(self)
        case .history: HistoryScreen.present(self, columns: columns)
        case .incidents: IncidentsScreen.present(self, columns: columns)
        case .help: filtered(HelpScreen.present(keyHelp, columns: columns, in: language), keepsCritical: false)
        }
    }

    /// Lines that hold the filter's text, for screens that are prose rather than rows.
    private func filtered(_ content: ScreenContent, keepsCritical: Bool = true) -> ScreenContent {
        let sifted = keepsCritical ? sift(content.lines) : sift(content.lines) { matchesFilter([$0.plain]) }
        guard sifted.hidden > 0 else { return content }
        let none = [StyledText(language("No line matches the filter."), .muted)]
        return ScreenContent(
            pinned: content.pinned,
            lines: (sifted.shown.isEmpty ? none : sifted.shown) + hiddenLines(sifted.hidden)
        )
    }
}
