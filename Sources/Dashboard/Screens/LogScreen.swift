import ClusterModel
import Endpoints
import TerminalUI
import Wording

/// A container's log, followed to its end; the filter searches it.
enum LogScreen {
    static func present(_ pod: PodName, _ dashboard: Dashboard, columns: Int) -> ScreenContent {
        let language = dashboard.language
        guard let reading = dashboard.logReading, reading.pod == pod else {
            return ScreenContent(lines: [StyledText(language("The log is closed."), .muted)])
        }
        let matching = reading.lines.filter { dashboard.matchesFilter([$0.text]) }
        // At the end only that is laid out: a busy log brings thousands of lines.
        let lines = dashboard.logIsAtEnd ? matching.suffix(dashboard.size.rows) : matching[...]
        let empty = StyledText(language(emptyText(reading, isFiltered: !dashboard.filter.isEmpty)), .muted)
        return ScreenContent(
            pinned: [header(reading, hidden: reading.lines.count - matching.count, dashboard).clipped(to: columns)],
            lines: lines.isEmpty ? empty.wrapped(to: columns) : lines.flatMap { laidOut($0.text, columns) },
            showsEnd: dashboard.logIsAtEnd
        )
    }

    private static func header(_ reading: LogReading, hidden: Int, _ dashboard: Dashboard) -> StyledText {
        let kubernetes = dashboard.picture.snapshot.kubernetes
        let language = dashboard.language
        let resident = kubernetes?.member(in: reading.pod).map { "\($0) · " } ?? ""
        var text = StyledText(resident, .accent) + StyledText(reading.container ?? reading.pod.name, .heading)
        if reading.containers.count > 1 { text.append(language(" of \(reading.containers.count)"), .muted) }
        let span = reading.isPrevious ? "before it was last restarted" : Phrase(reading.span.rawValue)
        text.append(" · " + language(span), .muted)
        switch reading.state {
        case .asking: text.append(" · " + language("asking …"), .muted)
        case .following where dashboard.logIsAtEnd: text.append(" · ● " + language("follows"), .good)
        case .following: text.append(" · ○ " + language("End follows again"), .notice)
        case .complete: text.append(" · " + language("complete"), .muted)
        case .failed(let failure): text.append(" · ✖ " + language(failure.phrase), .critical)
        }
        if kubernetes?.pods.value != nil, kubernetes?.pod(reading.pod) == nil {
            text.append(" · " + language("the pod is gone"), .warning)
        }
        if reading.dropped > 0 { text.append(" · " + language("\(reading.dropped) earlier lines dropped"), .muted) }
        if hidden > 0 { text.append(" · " + language("\(hidden) hidden by the filter"), .muted) }
        return text
    }

    private static func emptyText(_ reading: LogReading, isFiltered: Bool) -> Phrase {
        switch reading.state {
        case .asking: "Asking …"
        case .failed(let failure): failure.phrase
        case .following, .complete:
            isFiltered && !reading.lines.isEmpty
                ? "No line matches the filter." : "It has written nothing in that time."
        }
    }

    private static func laidOut(_ text: String, _ columns: Int) -> [StyledText] {
        let line = StyledText(text, style(of: text))
        return text.utf8.count <= columns ? [line] : line.wrapped(to: columns)
    }

    /// By the words with which Patroni and databases begin what is wrong.
    private static func style(of line: String) -> StyleRole {
        let beginning = line.prefix(80)
        if ["CRITICAL", "FATAL", "PANIC"].contains(where: beginning.contains) { return .critical }
        if beginning.contains("ERROR") { return .critical }
        return beginning.contains("WARNING") ? .warning : .text
    }
}
