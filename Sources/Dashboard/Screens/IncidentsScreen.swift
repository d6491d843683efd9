import ClusterModel
import Diagnosis
import TerminalUI
import Wording

/// Every incident of this session, the newest first: what it was, its phases, and how long writing was impossible.
enum IncidentsScreen {
    private static let labelWidth = 20

    static func present(_ dashboard: Dashboard, columns: Int) -> ScreenContent {
        let incidents = dashboard.visibleIncidents
        let hidden = dashboard.hiddenLines(dashboard.picture.incidents.count - incidents.count)
        guard !incidents.isEmpty else {
            let start = CivilTime(dashboard.startedAt, offsetSeconds: dashboard.options.utcOffsetSeconds).clock
            let nothing: Phrase =
                dashboard.filter.isEmpty ? "No incident since \(start)." : "No incident matches the filter."
            return ScreenContent(lines: [StyledText(dashboard.language(nothing), .muted)] + hidden)
        }
        let blocks = incidents.map { block($0, dashboard, columns: columns) } + (hidden.isEmpty ? [] : [hidden])
        return ScreenContent(lines: Array(blocks.joined(separator: [""])))
    }

    private static func block(_ incident: Incident, _ dashboard: Dashboard, columns: Int) -> [StyledText] {
        let now = dashboard.picture.now
        let language = dashboard.language
        let offset = dashboard.options.utcOffsetSeconds
        let opened = CivilTime(incident.openedAt, offsetSeconds: offset)
        let title = "\(incident.number)  \(opened.date) \(opened.clock)  \(language(incident.phrase))"
        let state =
            incident.isOpen
            ? StyledText("  ✖ " + language("open for \(incident.length(at: now).clock)"), .critical)
            : StyledText("  ● " + language("over after \(incident.length(at: now).briefTenths)"), .good)
        let means = incident.outages.map { outage -> StyledText in
            let (most, least) = (outage.span(at: now), outage.certainSpan(at: now))
            let detail = most == least ? "" : "  " + language("at least \(least.briefTenths)")
            return StyledText("  " + language("outage by \(outage.means.phrase)").padded(to: labelWidth), .label)
                + StyledText(most.briefTenths.padded(to: 10), .title) + StyledText(detail, .muted)
        }
        return [SectionTitle.text(title, columns: columns), state] + means
            + incident.phases.map { line(of: $0, in: incident, utcOffsetSeconds: offset, language) }
            + waiting(for: incident, language)
    }

    private static func line(
        of phase: IncidentPhase,
        in incident: Incident,
        utcOffsetSeconds: Int,
        _ language: Language
    ) -> StyledText {
        let time = CivilTime(phase.at, offsetSeconds: utcOffsetSeconds)
        return StyledText("  ✔ ", .good) + StyledText(language(phase.kind.phrase).padded(to: labelWidth), .label)
            + StyledText("\(time.clock).\(time.millisecond / 100)  ", .timestamp)
            + StyledText(incident.offset(of: phase.at).briefTenths.padded(to: 9, .trailing))
            + StyledText(phase.subject.map { "  " + language($0) } ?? "", .muted)
    }

    private static func waiting(for incident: Incident, _ language: Language) -> [StyledText] {
        incident.steps.compactMap { step in
            switch step.progress {
            case .done: nil
            case .current: StyledText("  ▶ " + language(step.kind.phrase) + " …", .warning)
            case .pending: StyledText("  ○ " + language(step.kind.phrase), .muted)
            }
        }
    }
}
