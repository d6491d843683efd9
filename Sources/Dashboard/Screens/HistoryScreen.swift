import ClusterModel
import TerminalUI
import Wording

/// Timelines that ended, and the dynamic configuration in force.
enum HistoryScreen {
    static func present(_ dashboard: Dashboard, columns: Int) -> ScreenContent {
        let snapshot = dashboard.picture.snapshot
        let language = dashboard.language
        var lines = [SectionTitle.text(language("timeline history, newest first"), columns: columns)]
        lines += missing(snapshot.history, language)
        let entries = dashboard.sift((snapshot.history.value ?? []).reversed()) {
            dashboard.matchesFilter([$0.reason, $0.newLeader?.text, $0.timestamp])
        }
        if snapshot.history.value?.isEmpty == true {
            let why: Phrase =
                snapshot.isOpenGauss ? "empty: openGauss does not raise timelines" : "empty: no leader has changed yet"
            lines.append(StyledText(language(why), .muted))
        }
        let table = Table(columns: historyColumns.map { $0.titled(in: language) })
            .lines(rows: entries.shown, into: columns)
        if !entries.shown.isEmpty { lines += [table.header] + table.rows }
        lines += dashboard.hiddenLines(entries.hidden)
        lines += ["", SectionTitle.text(language("dynamic configuration"), columns: columns)]
        lines += missing(snapshot.configuration, language)
        let settings = dashboard.sift(snapshot.configuration.value?.settings ?? []) {
            dashboard.matchesFilter([$0.path, $0.value])
        }
        lines += settings.shown.map { StyledText("\($0.path): ", .label) + StyledText($0.value) }
        lines += dashboard.hiddenLines(settings.hidden)
        return ScreenContent(lines: lines)
    }

    private static func missing<Value>(_ observation: Observation<Value>, _ language: Language) -> [StyledText] {
        switch observation {
        case .current: []
        case .pending: [StyledText(language("not read yet"), .muted)]
        case .failed(let reason, _), .stale(_, _, let reason, _):
            [StyledText("✖ " + language(reason.phrase), .critical)]
        }
    }

    private static let historyColumns: [Column<HistoryEntry>] = [
        Column(
            id: "timeline",
            title: "TL",
            help: "timeline that ended",
            width: .fitting(minimum: 2, maximum: 10),
            alignment: .trailing,
            dropPriority: 0
        ) { StyledText(String($0.timeline)) },
        Column(
            id: "lsn",
            title: "LSN",
            help: "where it ended",
            width: .fitting(minimum: 9, maximum: 17),
            dropPriority: 2
        ) { StyledText($0.lsn.description) },
        Column(
            id: "time",
            title: "TIME",
            help: "when the next one began",
            width: .fitting(minimum: 19, maximum: 32),
            dropPriority: 1
        ) { StyledText($0.timestamp ?? "", .timestamp) },
        Column(
            id: "leader",
            title: "NEW LEADER",
            help: "who led from then on",
            width: .fitting(minimum: 10, maximum: 24),
            dropPriority: 0
        ) { StyledText($0.newLeader?.text ?? "", .leader) },
        Column(
            id: "reason",
            title: "REASON",
            help: "as PostgreSQL's history file says",
            width: .remaining(minimum: 12),
            dropPriority: 3
        ) { StyledText($0.reason, .muted) },
    ]
}
