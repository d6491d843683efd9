import ClusterModel
import Diagnosis
import TerminalUI
import Wording

/// The phases of one incident in a row: done with their times, the one that is waited for, and those to come.
enum IncidentStrip {
    /// How much of each phase is said.
    private enum Detail {
        case whole
        case brief
    }

    /// The strip, and the measured outage once it is over; shortened where it would need more than `rows` lines.
    static func lines(
        _ incident: Incident,
        now: Timestamp,
        columns: Int,
        atMost rows: Int,
        in language: Language
    ) -> [StyledText] {
        var outage: [StyledText] = []
        if !incident.isOpen { outage = StyledText(language(incident.outage(at: now)), .title).wrapped(to: columns) }
        let room = max(1, rows - outage.count)
        let whole = wrapped(incident, .whole, columns: columns, language)
        let strip = whole.count <= room ? whole : wrapped(incident, .brief, columns: columns, language)
        // What is measured is worth more than how it came to be.
        if rows == 1, let line = outage.first { return [line] }
        return strip.suffix(max(room, 1)) + outage
    }

    /// Broken between phases only.
    private static func wrapped(_ incident: Incident, _ detail: Detail, columns: Int, _ language: Language)
        -> [StyledText]
    {
        var lines: [StyledText] = []
        for step in incident.steps {
            let text = text(of: step, in: incident, detail, language)
            guard let last = lines.last, last.columns + 2 + text.columns <= columns else {
                lines.append(text.clipped(to: columns))
                continue
            }
            lines[lines.count - 1] = last + StyledText("  ") + text
        }
        return lines
    }

    private static func text(of step: Incident.Step, in incident: Incident, _ detail: Detail, _ language: Language)
        -> StyledText
    {
        let label = language(detail == .whole ? label(of: step, in: incident) : step.kind.word)
        switch step.progress {
        case .done(let after):
            return StyledText("✔ ", .good) + StyledText("\(label) ") + StyledText(after.briefTenths, .timestamp)
        case .current: return StyledText("▶ \(label) …", .warning)
        case .pending: return StyledText("○ \(label)", .muted)
        }
    }

    private static func label(of step: Incident.Step, in incident: Incident) -> Phrase {
        switch (step.kind, step.progress) {
        case (.candidatePromoted, .current): return incident.newLeader.map { "promoting \($0)" } ?? "promoting"
        case (.candidatePromoted, .done): return incident.newLeader.map { "\($0) promoted" } ?? "leader promoted"
        case (.candidatePromoted, .pending): return "candidate promoted"
        case (.firstProxyRoutes, _): return incident.proxiesWatched > 1 ? step.kind.phrase : "proxy routes"
        case (.lastGood, _), (.leaderLost, _), (.lockReleased, _), (.allProxiesRoute, _), (.probeSucceeds, _),
            (.oldLeaderRejoined, _):
            return step.kind.phrase
        }
    }
}

extension IncidentPhase.Kind {
    /// The phase in a word, for narrow screens.
    fileprivate var word: Phrase {
        switch self {
        case .lastGood: "good"
        case .leaderLost: "lost"
        case .lockReleased: "lock"
        case .candidatePromoted: "promoted"
        case .firstProxyRoutes: "routes"
        case .allProxiesRoute: "all"
        case .probeSucceeds: "clients"
        case .oldLeaderRejoined: "rejoined"
        }
    }
}
