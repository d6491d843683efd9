import ClusterModel
import Diagnosis
import Endpoints
import Recording
import TerminalUI
import Wording

extension RecordingReport {
    /// The whole report.
    package func markdown() -> String {
        let sections =
            [verdictSection, outageSection] + incidentSections
            + [memberSection, operationSection, eventSection, findingSection, noteSection]
        return "# \(MarkdownText.escaped(title))\n\n\(opening)"
            + sections.compactMap { $0 }.map { "\n## \($0.title)\n\n\($0.body)" }.joined()
    }

    private var incidentSections: [MarkdownSection?] {
        incidents.incidents.map {
            IncidentReport.section($0, now: end, utcOffsetSeconds: header.utcOffsetSeconds, in: language)
        }
    }

    private var title: String {
        let name = after?.name ?? header.plan.name ?? language("cluster")
        return "\(name)\(header.label.map { " (\($0))" } ?? ""), \(date(header.startedAt))"
    }

    private var opening: String {
        let sources = [
            header.plan.agents.map(\.authority), header.plan.proxies.map(\.authority),
            header.plan.probes.map(\.description),
        ].flatMap(\.self)
        let rows = [
            [
                language("recorded"),
                "\(date(header.startedAt)) "
                    + language("\(clock(header.startedAt)) to \(clock(end)), \(span(end - header.startedAt))"),
            ],
            [language("time zone"), zone],
            [language("started with"), sources.joined(separator: ", ")],
            [language("answers"), "\(replies)"],
            [language("recorded by"), "nines \(header.version)"],
        ]
        return MarkdownText.table(["", ""], rows)
    }

    private var verdictSection: MarkdownSection {
        let rows = allSpans.map {
            [clock($0.from), span($0.length), language(Phrase($0.verdict.level.rawValue))] + $0.words(in: language)
        }
        return MarkdownSection(
            title: language("Verdicts"),
            body: rows.isEmpty
                ? language("No answer was recorded.") + "\n"
                : table(["from", "for", "level", "verdict", ""], rows) + leftOut(spans.leftOut)
        )
    }

    private var outageSection: MarkdownSection {
        let totals = allTotals
        let all = totals.all.inSeconds
        let rows = Verdict.Level.allCases.filter { totals[$0].times > 0 }.map { level in
            let total = totals[level]
            let share = all > 0 ? (total.sum.inSeconds / all * 10_000).rounded() / 100 : 0
            return [
                language(Phrase(level.rawValue)), span(total.sum), "\(share) %", "\(total.times)", span(total.longest),
            ]
        }
        let critical = totals[.critical]
        let stretches: Phrase = critical.times == 1 ? "one stretch" : "\(critical.times) stretches"
        let sentence: Phrase =
            critical.times == 0
            ? "Writes were never seen to fail."
            : "By the verdict, writes failed or went astray for \(span(critical.sum)) in \(stretches), "
                + "the longest \(span(critical.longest))."
        return MarkdownSection(
            title: language("Measured unavailability"),
            body: language(sentence) + "\n\n" + table(["level", "time", "share", "times", "longest"], rows)
        )
    }

    private var memberSection: MarkdownSection? {
        guard let after else { return nil }
        let names = Set((before?.members ?? []).map(\.name) + after.members.map(\.name)).sorted()
        let rows = names.map { name in
            [name.text] + facts(before?.member(name)) + facts(after.member(name))
        }
        let titles: [Phrase] = ["member", "before", "state", "TL", "after", "state", "TL"]
        return MarkdownSection(title: language("Members before and after"), body: table(titles, rows))
    }

    private func facts(_ member: Member?) -> [String] {
        guard let member else { return ["–", "–", "–"] }
        // The role that a ghost had says nothing of now.
        let role = member.isGone ? language("gone") : member.role?.spelling ?? "–"
        let state = member.isGone ? "–" : member.state?.spelling ?? "–"
        return [role, state, member.timeline.map(String.init) ?? "–"]
    }

    private var operationSection: MarkdownSection? {
        guard !operations.kept.isEmpty else { return nil }
        let rows = operations.kept.map { operation in
            [
                operation.beganAt.map(clock) ?? language("before"), operation.endedAt.map(clock) ?? "–",
                operation.operatorName, language(Phrase(reading: operation.summary)),
                language(operation.outcome.map { Phrase($0) } ?? "running at the end"),
                language(Phrase(reading: operation.text)),
                operation.phases.map { phase($0, of: operation) }.joined(separator: language("; ")),
            ]
        }
        return MarkdownSection(
            title: language("Operations"),
            body: table(["began", "ended", "who", "what", "outcome", "", "phases"], rows) + leftOut(operations.leftOut)
        )
    }

    /// `leader lock released after 0.4 s`, `db1 streams again: not seen`.
    private func phase(_ phase: OperationPhase, of operation: OperationSpan) -> String {
        let text = Phrase(reading: phase.text)
        guard let at = phase.reachedAt else { return language("\(text): not seen") }
        return operation.beganAt.map { language("\(text) after \(span(at - $0))") }
            ?? language("\(text) at \(clock(at))")
    }

    private var eventSection: MarkdownSection {
        let rows = events.kept.map {
            [clock($0.at), language($0.severity.phrase), $0.kind.rawValue, language($0.phrase)]
        }
        return MarkdownSection(
            title: language("Events"),
            body: rows.isEmpty
                ? language("Nothing changed.") + "\n"
                : table(["at", "severity", "kind", "what"], rows) + leftOut(events.leftOut)
        )
    }

    private var findingSection: MarkdownSection {
        let rows = allFindings.map { found in
            [
                clock(found.finding.since), found.until.map(clock) ?? language("the end"),
                span((found.until ?? end) - found.finding.since), language(found.finding.severity.phrase),
                found.finding.rule, language(found.finding.phrase),
            ]
        }
        return MarkdownSection(
            title: language("Findings"),
            body: rows.isEmpty
                ? language("Nothing was found.") + "\n"
                : table(["since", "until", "for", "severity", "rule", "what"], rows)
                    + leftOut(closed.leftOut)
        )
    }

    private var noteSection: MarkdownSection? {
        guard !notes.isEmpty else { return nil }
        return MarkdownSection(title: language("Notes"), body: notes.map { "- \(MarkdownText.escaped($0))\n" }.joined())
    }

    private func leftOut(_ count: Int) -> String {
        count > 0 ? "\n… " + language("and \(count) more, left out.") + "\n" : ""
    }

    private func table(_ titles: [Phrase], _ rows: [[String]]) -> String {
        MarkdownText.table(titles.map { language($0) }, rows)
    }
}

extension RecordingReport {
    private func date(_ moment: Timestamp) -> String {
        CivilTime(moment, offsetSeconds: header.utcOffsetSeconds).date
    }

    private func clock(_ moment: Timestamp) -> String {
        let time = CivilTime(moment, offsetSeconds: header.utcOffsetSeconds)
        let tenths = "\(time.clock).\(time.millisecond / 100)"
        let today = CivilTime(header.startedAt, offsetSeconds: header.utcOffsetSeconds).date
        return time.date == today ? tenths : "\(time.date) \(tenths)"
    }

    /// `0.4 s`, `12.3 s`, `2 min 5 s`, `1 h 3 min`.
    private func span(_ length: Duration) -> String {
        let tenths = max(0, (length.inMilliseconds + 50) / 100)
        switch tenths {
        case ..<1200: return "\(tenths / 10).\(tenths % 10) s"
        case ..<72_000: return "\(tenths / 600) min \(tenths / 10 % 60) s"
        default: return "\(tenths / 36_000) h \(tenths / 600 % 60) min"
        }
    }

    private var zone: String {
        let minutes = abs(header.utcOffsetSeconds) / 60
        guard minutes > 0 else { return "UTC" }
        return
            "UTC\(header.utcOffsetSeconds < 0 ? "−" : "+")\(minutes / 60):\(minutes % 60 < 10 ? "0" : "")\(minutes % 60)"
    }
}
