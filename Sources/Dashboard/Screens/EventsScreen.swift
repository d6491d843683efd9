import ClusterModel
import Diagnosis
import TerminalUI
import Wording

/// Everything that changed since the start, the newest first, with a cursor.
enum EventsScreen {
    static func present(_ dashboard: Dashboard) -> ScreenContent {
        let events = dashboard.shownEvents
        let language = dashboard.language
        let nothing = language(
            dashboard.filter.isEmpty ? "Nothing has changed since the start." : "No event matches the filter."
        )
        let hidden = dashboard.hiddenLines(dashboard.picture.events.all.count - events.count)
        guard !events.isEmpty else { return ScreenContent(lines: [StyledText(nothing, .muted)] + hidden) }
        let selected = dashboard.selectedEventIndex
        let lines = EventLines.present(
            events.reversed(),
            utcOffsetSeconds: dashboard.options.utcOffsetSeconds,
            in: language
        )
        return ScreenContent(
            lines: lines.enumerated().map { index, line in
                StyledText(index == selected ? "▸" : " ", .accent) + line
            } + hidden,
            selected: selected
        )
    }
}

extension Dashboard {
    /// Events that pass the filter, the newest first.
    var shownEvents: [Event] {
        let events = picture.events.all.reversed()
        return filter.isEmpty
            ? Array(events) : events.filter { matchesFilter([language($0.phrase), $0.kind.rawValue]) }
    }

    /// Where the cursor is in `shownEvents`; it follows the event, not the line.
    var selectedEventIndex: Int {
        selectedEvent.flatMap { shownEvents.firstIndex(of: $0) } ?? 0
    }

    mutating func moveEventSelection(by steps: Int) {
        let events = shownEvents
        let index = min(max(0, selectedEventIndex + steps), max(0, events.count - 1))
        // At the top the cursor stays with the newest, whichever that will be.
        selectedEvent = index == 0 ? nil : events[index]
    }

    /// Opens what the cursor is on.
    mutating func open() {
        switch screen {
        case .overview:
            if let selected = selectedMember { show(.member(selected)) }
        case .events:
            let events = shownEvents
            guard let event = events.indices.contains(selectedEventIndex) ? events[selectedEventIndex] : nil else {
                return
            }
            let isMember = picture.snapshot.members.contains { $0.name.text == event.subject }
            let isProxy = picture.snapshot.proxies.contains { $0.name == event.subject }
            if isMember { show(.member(MemberName(event.subject))) } else if isProxy { show(.proxies) }
        case .pods:
            guard let pod = selectedPod, let member = picture.snapshot.kubernetes?.member(in: pod.id) else { return }
            show(.member(member))
        case .member, .proxies, .history, .incidents, .log, .help: break
        }
    }

    mutating func show(_ next: Screen) {
        opening = (next, from: screen)
        screen = next
    }
}
