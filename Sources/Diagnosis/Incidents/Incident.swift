import ClusterModel
import Wording

/// A span in which writing was impossible, from its first sign until the former leader is back as a replica.
///
/// Every time in it is that of the observation that showed the fact, never that of the look at it.
package struct Incident: Equatable, Sendable {
    /// Counted from one in this session.
    package var number: Int
    /// The first sign that writing is impossible.
    package var openedAt: Timestamp
    /// When writing was possible again by every means that is watched; nil while it is not.
    package var closedAt: Timestamp?
    /// Nothing is waited for any more: the former leader is back, was never lost, or did not come within ten minutes.
    package var isSettled = false
    /// What the verdict was, one after the other; the first one opened the incident.
    package var verdicts: [Sentence]
    /// Who led when all was well.
    package var formerLeader: MemberName?
    /// Who took the lock instead.
    package var newLeader: MemberName?
    /// Phases that were reached, the earliest first.
    package var phases: [IncidentPhase] = []
    /// By means, in the order of `Means`.
    package var outages: [Outage] = []
    package var proxiesWatched: Int
    /// Who was what when all was well, by name.
    package var before: [Standing]
    /// Who was what when it was over, by name.
    package var after: [Standing] = []
    /// What was found while it was open, each at its worst, the worst first.
    package var findings: [LastingFinding] = []
    /// What happened from shortly before until it was settled.
    package var events: [Event] = []
    /// The former leader was seen without its role, and no listing need have told.
    var sawDemotion = false
    /// Whom the phases after the promotion lead to: reached for another member they count for nothing.
    var servedLeader: MemberName?
    /// The former leader's agent gave no answer, or could not read the DCS.
    var leaderFell = false

    package init(number: Int, openedAt: Timestamp, verdict: Sentence, proxiesWatched: Int, before: [Standing]) {
        self.number = number
        self.openedAt = openedAt
        verdicts = [verdict]
        self.proxiesWatched = proxiesWatched
        self.before = before
    }

    package var isOpen: Bool { closedAt == nil }

    package func phase(_ kind: IncidentPhase.Kind) -> IncidentPhase? { phases.first { $0.kind == kind } }

    package func outage(_ means: Means) -> Outage? { outages.first { $0.means == means } }

    /// How long after the first sign something was.
    package func offset(of moment: Timestamp) -> Duration { moment - openedAt }

    /// How long it took, or has taken at `now`.
    package func length(at now: Timestamp) -> Duration { max(.zero, (closedAt ?? now) - openedAt) }

    /// Notes a phase the first time that it is reached.
    mutating func reach(_ kind: IncidentPhase.Kind, at moment: Timestamp, _ subject: Phrase? = nil) {
        guard phase(kind) == nil else { return }
        phases.append(IncidentPhase(kind: kind, at: moment, subject: subject))
        phases.sort { ($0.at, $0.kind.rank) < ($1.at, $1.kind.rank) }
    }

    /// Takes phases back that later facts disprove.
    ///
    /// - Parameter moment: only what was reached before it; all when nil.
    mutating func retract(_ kinds: Set<IncidentPhase.Kind>, before moment: Timestamp? = nil) {
        phases.removeAll { phase in kinds.contains(phase.kind) && (moment.map { phase.at < $0 } ?? true) }
    }
}

/// A verdict and the moment from which on it was said.
package struct Sentence: Equatable, Sendable {
    package var at: Timestamp
    package var verdict: Verdict
}

/// Something that was found while an incident was open: as it was at its worst, and for how long it was seen.
package struct LastingFinding: Equatable, Sendable {
    package var finding: Finding
    /// The last look of the open incident that found it.
    package var seenUntil: Timestamp
    /// It had ended before the incident did.
    package var isOver = false

    /// From when it began to the last look that found it.
    package var span: Duration { max(.zero, seenUntil - finding.since) }
}

/// What a member was at one moment.
package struct Standing: Equatable, Sendable {
    package var name: MemberName
    package var role: String
    package var state: String
    package var timeline: Int64?
    package var isGone: Bool

    /// Every member of a snapshot.
    static func all(of snapshot: ClusterSnapshot) -> [Standing] {
        snapshot.members.map { member in
            Standing(
                name: member.name,
                role: member.role?.spelling ?? "unknown",
                state: member.state?.spelling ?? "unknown",
                timeline: member.timeline,
                isGone: member.isGone
            )
        }
    }
}
