import ClusterModel
import Wording

/// Looks at one snapshot after another and remembers what only time can tell: since when, and what changed.
package struct Examination: Sendable {
    /// What one snapshot, seen after the ones before it, amounts to.
    package struct Assessment: Sendable {
        package var verdict: Verdict
        /// The worst first, then the oldest.
        package var findings: [Finding]
        /// What happened since the snapshot before.
        package var events: [Event]

        /// How bad it is all in all: the verdict's level, or the worst finding's where that is worse.
        package var level: Verdict.Level { verdict.level.worsened(by: findings) }
    }

    private let thresholds: Thresholds
    private var previous: ClusterSnapshot?
    private var verdict: Verdict?
    private var memory = Memory()
    private var primariesSince: Timestamp?
    /// Since when nobody can write; it goes on while nobody can tell.
    private var outageSince: Timestamp?
    /// Members over a rule's threshold at the last look, by the rule's id.
    private var beyondThreshold: [String: Set<String>] = [:]

    package init(thresholds: Thresholds = Thresholds()) {
        self.thresholds = thresholds
    }

    /// Examines the next snapshot.
    package mutating func examine(_ snapshot: ClusterSnapshot) -> Assessment {
        let severalPrimaries = snapshot.selfDeclaredLeaders.count > 1
        primariesSince = severalPrimaries ? primariesSince ?? snapshot.takenAt : nil
        let verdict = judge(snapshot)
        let events =
            (previous.map { EventDetection(from: $0, to: snapshot).events() } ?? [])
            + silenceEvents(to: verdict, in: snapshot) + outageEvents(to: verdict, in: snapshot)
        let findings = find(in: snapshot, during: verdict.situation)
        let crossings = lagEvents(findings, in: snapshot)
        previous = snapshot
        self.verdict = verdict
        return Assessment(verdict: verdict, findings: findings, events: events + crossings)
    }

    /// Who crossed the threshold of a rule on lag, which knows how to tell a crossing from a flutter.
    private mutating func lagEvents(_ findings: [Finding], in snapshot: ClusterSnapshot) -> [Event] {
        let lags = crossings(of: .lagging, findings, in: snapshot) {
            $0.listed.currentValue?.lag?.bytes
        } recovery: {
            "\($0) has caught up: its lag is below the threshold again"
        }
        let backlogs = crossings(of: .replayBehind, findings, in: snapshot) {
            snapshot.replayBacklogBytes(of: $0)
        } recovery: {
            "\($0) has replayed what it had received"
        }
        return lags + backlogs
    }

    private mutating func crossings(
        of rule: Rule,
        _ findings: [Finding],
        in snapshot: ClusterSnapshot,
        measure: (Member) -> Int64?,
        recovery: (String) -> Phrase
    ) -> [Event] {
        let found = findings.filter { $0.rule == rule.id }
        let now = Set(found.map(\.subject))
        let before = beyondThreshold.updateValue(now, forKey: rule.id) ?? []
        guard previous != nil else { return [] }
        let exceeded = found.filter { !before.contains($0.subject) }.map { finding in
            Event(
                at: snapshot.takenAt,
                kind: .lagExceeded,
                severity: finding.severity,
                subject: finding.subject,
                text: finding.phrase
            )
        }
        // Who is gone, or leads, has not caught up.
        let recovered = before.subtracting(now).sorted().filter { name in
            snapshot.members.contains { $0.name.text == name && !$0.isGone && measure($0) != nil }
        }
        return exceeded
            + recovered.map { name in
                Event(
                    at: snapshot.takenAt,
                    kind: .lagRecovered,
                    severity: .notice,
                    subject: name,
                    text: recovery(name)
                )
            }
    }

    private func judge(_ snapshot: ClusterSnapshot) -> Verdict {
        let situation = Judge(snapshot: snapshot, primariesSince: primariesSince).situation()
        // An outage is one outage, whatever it is called while it lasts: its clock tells since when nobody can write.
        if situation.level == .critical, let outageSince { return Verdict(situation, since: outageSince) }
        let since = verdict.flatMap { $0.situation.kind == situation.kind ? $0.since : nil }
        return Verdict(situation, since: since ?? snapshot.takenAt)
    }

    /// The beginning and the end of a time in which nobody can write.
    private mutating func outageEvents(to next: Verdict, in snapshot: ClusterSnapshot) -> [Event] {
        let (now, name) = (snapshot.takenAt, snapshot.displayName)
        switch (next.level, outageSince) {
        case (.critical, nil):
            outageSince = next.since
            let (headline, detail) = next.phrases(at: now)
            let text: Phrase = "\(headline.lowercased()): \(detail)"
            return [Event(at: now, kind: .outageBegan, severity: .critical, subject: name, text: text)]
        case (.ok, let since?), (.warning, let since?):
            outageSince = nil
            let text = next.endOfOutage(after: now - since)
            return [Event(at: now, kind: .outageEnded, severity: .notice, subject: name, text: text)]
        case (.critical, _?), (.ok, nil), (.warning, nil), (.unknown, _): return []
        }
    }

    /// That no source answers, and that one does again; an outage is told as such.
    private func silenceEvents(to next: Verdict, in snapshot: ClusterSnapshot) -> [Event] {
        let (now, name) = (snapshot.takenAt, snapshot.displayName)
        let wasSilent = verdict?.situation.isUnreachable == true
        switch (wasSilent, next.situation.isUnreachable) {
        case (false, true):
            let text: Phrase = "nothing reachable: \(next.phrases(at: now).detail)"
            return [Event(at: now, kind: .sourcesLost, severity: .warning, subject: name, text: text)]
        case (true, false) where next.situation != .connecting && next.level != .critical:
            let text: Phrase = "agents answer: \(next.phrases(at: now).headline.lowercased())"
            return [Event(at: now, kind: .sourcesReturned, severity: .notice, subject: name, text: text)]
        case (true, false), (false, false), (true, true): return []
        }
    }

    private mutating func find(in snapshot: ClusterSnapshot, during situation: Verdict.Situation) -> [Finding] {
        memory.note(snapshot)
        defer { memory.forgetWhatEnded() }
        var findings: [Finding] = []
        for rule in RuleCatalog.all where !thresholds.muted.contains(rule.id) {
            // The rule sees one moment; answers of different moments straddle every switchover (see `Judge`).
            if rule.id == Rule.twoPrimaries.id, situation.kind != "split-brain" { continue }
            findings += rule.findings(in: snapshot, thresholds: thresholds, memory: &memory)
        }
        // Within a severity the catalogue's order holds: the cause stands before what follows from it.
        return findings.enumerated()
            .sorted { ($1.element.severity, $0.offset) < ($0.element.severity, $1.offset) }.map(\.element)
    }
}
