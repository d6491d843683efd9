import TerminalUI

/// What a screen below the bar has to say, before any geometry: lines that stay, and lines that scroll.
struct ScreenContent {
    /// Titles that stay above the scrolling lines.
    var pinned: [StyledText] = []
    var lines: [StyledText] = []
}

extension Dashboard {
    /// The scrolling content of the present screen; the overview has a layout of its own.
    func screenContent(columns: Int) -> ScreenContent {
        switch screen {
        case .overview: ScreenContent()
        case .member(let name): MemberScreen.present(name, self, columns: columns)
        case .proxies: ProxiesScreen.present(self, columns: columns)
        case .events: EventsScreen.present(self)
        case .history: HistoryScreen.present(self, columns: columns)
        case .incidents: IncidentsScreen.present(self, columns: columns)
        case .help: HelpScreen.present(columns: columns)
        }
    }
}
