import ClusterModel

/// Looks at one snapshot after another and remembers what only time can tell: since when, and what changed.
package struct Examination: Sendable {
    /// What one snapshot, seen after the ones before it, amounts to.
    package struct Assessment: Sendable {
        package var verdict: Verdict
        /// The worst first, then the oldest.
        package var findings: [Finding]
        /// What happened since the snapshot before.
        package var events: [Event]
    }

    private let thresholds: Thresholds
    private var previous: ClusterSnapshot?
    private var verdict: Verdict?
    private var memory = Memory()
    private var primariesSince: Timestamp?

    package init(thresholds: Thresholds = Thresholds()) {
        self.thresholds = thresholds
    }

    /// Examines the next snapshot.
    package mutating func examine(_ snapshot: ClusterSnapshot) -> Assessment {
        let severalPrimaries = snapshot.selfDeclaredLeaders.count > 1
        primariesSince = severalPrimaries ? primariesSince ?? snapshot.takenAt : nil
        let verdict = judge(snapshot)
        let events = previous.map { EventDetection(from: $0, to: snapshot).events() } ?? []
        let findings = find(in: snapshot, during: verdict.situation)
        previous = snapshot
        self.verdict = verdict
        return Assessment(verdict: verdict, findings: findings, events: events)
    }

    private func judge(_ snapshot: ClusterSnapshot) -> Verdict {
        let situation = Judge(snapshot: snapshot, primariesSince: primariesSince).situation()
        let since = verdict.flatMap { $0.situation.kind == situation.kind ? $0.since : nil }
        return Verdict(situation, since: since ?? snapshot.takenAt)
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
        return findings.sorted { ($1.severity, $0.since) < ($0.severity, $1.since) }
    }
}
