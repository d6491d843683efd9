import ClusterModel
import Diagnosis
import TerminalUI

/// Everything that changed since the start, the newest first.
enum EventsScreen {
    static func present(_ dashboard: Dashboard) -> ScreenContent {
        let events = dashboard.picture.events.all.filter { dashboard.matchesFilter([$0.text, $0.kind.rawValue]) }
        let lines = EventLines.present(events, utcOffsetSeconds: dashboard.options.utcOffsetSeconds)
        let nothing = dashboard.filter.isEmpty ? "Nothing has changed since the start." : "No event matches the filter."
        return ScreenContent(lines: lines.isEmpty ? [StyledText(nothing, .muted)] : lines)
    }
}
