import ClusterModel
import Diagnosis
import Wording

/// An incident as a page of Markdown, for the ticket or the review after it.
///
/// The text depends on nothing but its arguments; times are local by the given offset.
package enum IncidentReport {
    /// - Parameter now: until when an incident that is still open is counted.
    package static func markdown(
        _ incident: Incident,
        cluster: String,
        now: Timestamp,
        utcOffsetSeconds: Int = 0,
        in language: Language = .english
    ) -> String {
        let page = Page(
            incident: incident,
            cluster: cluster,
            now: now,
            utcOffsetSeconds: utcOffsetSeconds,
            language: language
        )
        return page.sections.joined(separator: "\n\n") + "\n"
    }

    /// The incident's phases and outage as a section of a larger report.
    package static func section(
        _ incident: Incident,
        now: Timestamp,
        utcOffsetSeconds: Int = 0,
        in language: Language = .english
    ) -> MarkdownSection {
        let page = Page(
            incident: incident,
            cluster: "",
            now: now,
            utcOffsetSeconds: utcOffsetSeconds,
            language: language
        )
        return MarkdownSection(
            title: language("Incident: \(page.headline)"),
            body: page.course.joined(separator: "\n\n") + "\n"
        )
    }

    /// The name of the report's file: `nines-incident-20261122-144751.md`.
    package static func fileName(_ incident: Incident, utcOffsetSeconds: Int = 0) -> String {
        let time = CivilTime(incident.openedAt, offsetSeconds: utcOffsetSeconds)
        let digits = "\(time.date)-\(time.clock)".filter { $0 != ":" }
        let parts = digits.split(separator: "-")
        return "nines-incident-\(parts.dropLast().joined())-\(parts.last ?? "").md"
    }
}

/// The parts of the page.
private struct Page {
    let incident: Incident
    let cluster: String
    let now: Timestamp
    let utcOffsetSeconds: Int
    let language: Language

    var sections: [String] {
        [
            "# \(cell(cluster)): \(headline)", summary,
            "## " + language("Phases"), phases, "## " + language("Outage"), outage,
            "## " + language("What the verdict was"), verdicts,
            "## " + language("Findings while it was open"), findings, "## " + language("Events"), events,
            "## " + language("Who was what"), members,
        ]
    }

    var headline: String { cell(language(incident.phrase)) }

    /// What happened, without what the incident shares with the time around it.
    var course: [String] { [summary, phases, outage] }

    private var summary: String {
        let start: Phrase = "On \(date(incident.openedAt)) at \(clock(incident.openedAt)) (\(zone))"
        let length = incident.length(at: now).briefTenths
        let end: Phrase =
            incident.isOpen
            ? "clients could not write; after \(length) this is still so."
            : "clients could not write; \(length) later writing was possible again by every means that is watched."
        return [start, end, cause, who].map { language($0) }.joined(separator: " ")
    }

    private var cause: Phrase {
        guard let lost = incident.phase(.leaderLost) else {
            let first = incident.verdicts.first.map { $0.verdict.phrases(at: $0.at).detail } ?? "unknown"
            return "The first sign: \(cell(language(first)))."
        }
        return "The first sign: \(cell(language(lost.subject ?? "the leader was lost")))."
    }

    private var who: Phrase {
        switch (incident.formerLeader, incident.newLeader) {
        case (let former?, let new?) where former != new:
            "The lead went from \(cell(former.text)) to \(cell(new.text))."
        case (_, let leader?), (let leader?, nil): "The leader was and is \(cell(leader.text))."
        case (nil, nil): "No leader was known."
        }
    }

    private var phases: String {
        let rows = incident.phases.map { phase in
            [
                language(phase.kind.phrase), clock(phase.at), incident.offset(of: phase.at).briefTenths,
                phase.subject.map { language($0) } ?? "",
            ]
        }
        let open = incident.steps.compactMap { step -> [String]? in
            switch step.progress {
            case .done: nil
            case .current, .pending: [language(step.kind.phrase), language("not yet"), "", ""]
            }
        }
        return table(["phase", "at", "after", "what showed it"], rows + open)
    }

    private var outage: String {
        guard !incident.outages.isEmpty else {
            return language("No watched means saw writing fail.")
        }
        let rows = incident.outages.map { outage in
            [
                language(outage.means.phrase), outage.certainSpan(at: now).briefTenths,
                outage.span(at: now).briefTenths,
                "\(outage.gaps.count)", language(outage.isOver ? outage.means.definition : "still open"),
            ]
        }
        return table(["by", "at least", "at most", "gaps", "what it means"], rows)
            + "\n\n"
            + language(
                "At least: from the first bad observation to the first good one after it. "
                    + "At most: from the last good one before."
            )
    }

    private var verdicts: String {
        table(
            ["at", "verdict", "detail"],
            incident.verdicts.map { sentence in
                // The headline's clock would stand at zero in each row.
                let text = sentence.verdict.text(at: sentence.verdict.since, withClock: false, in: language)
                return [clock(sentence.at), text.headline, text.detail]
            }
        )
    }

    private var findings: String {
        guard !incident.findings.isEmpty else { return language("Nothing was found.") }
        return table(
            ["since", "lasted", "severity", "rule", "finding"],
            incident.findings.map { lasting in
                let finding = lasting.finding
                return [
                    clock(finding.since), language(span(of: lasting)), language(finding.severity.phrase),
                    "`\(finding.rule)`", language(finding.phrase),
                ]
            }
        )
    }

    /// A finding that outlived the incident is told by what is known of it.
    private func span(of lasting: LastingFinding) -> Phrase {
        guard lasting.isOver else { return "at least \(lasting.span.briefTenths)" }
        return lasting.span < .milliseconds(100) ? "less than 0.1 s" : Phrase(verbatim: lasting.span.briefTenths)
    }

    private var events: String {
        guard !incident.events.isEmpty else { return language("Nothing happened that was seen.") }
        return table(["at", "event"], incident.events.map { [clock($0.at), language($0.phrase)] })
    }

    private var members: String {
        let names = Set((incident.before + incident.after).map(\.name)).sorted()
        guard !names.isEmpty else { return language("No member was known.") }
        return table(
            ["member", "before", "after"],
            names.map { name in
                [
                    name.text, text(incident.before.first { $0.name == name }),
                    incident.isOpen ? language("still open") : text(incident.after.first { $0.name == name }),
                ]
            }
        )
    }

    private func text(_ standing: Standing?) -> String {
        guard let standing else { return language("not known") }
        if standing.isGone { return language("gone") }
        let what = "\(standing.role), \(standing.state)"
        return standing.timeline.map { "\(what), \(language("timeline \($0)"))" } ?? what
    }
}

extension Page {
    private func table(_ titles: [Phrase], _ rows: [[String]]) -> String {
        ([titles.map { language($0) }, titles.map { _ in "---" }] + rows.map { $0.map(cell) })
            .map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
    }

    /// Text from outside must not change the page's structure.
    private func cell(_ text: String) -> String {
        var escaped = ""
        for character in text {
            if "|\\<[*_#".contains(character) { escaped.append("\\") }
            escaped.append(character.isNewline ? " " : character)
        }
        return escaped
    }

    private func date(_ moment: Timestamp) -> String { CivilTime(moment, offsetSeconds: utcOffsetSeconds).date }

    private func clock(_ moment: Timestamp) -> String {
        let time = CivilTime(moment, offsetSeconds: utcOffsetSeconds)
        return "\(time.clock).\(time.millisecond / 100)"
    }

    private var zone: String {
        guard utcOffsetSeconds != 0 else { return "UTC" }
        let minutes = abs(utcOffsetSeconds) / 60
        let digits = [minutes / 60, minutes % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return "UTC\(utcOffsetSeconds < 0 ? "−" : "+")\(digits.joined(separator: ":"))"
    }
}

extension Means {
    fileprivate var definition: Phrase {
        switch self {
        case .agents: "no leader that the listing names and its own agent confirms"
        case .proxies: "no proxy that routes writes to the leader, or one that routes them elsewhere too"
        case .clients: "no database answers where clients connect, or only one that does not lead"
        }
    }
}
