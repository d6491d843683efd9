import ClusterModel
import Wording

/// The incidents of one cluster in this session, and the one that is going on.
///
/// A pure value beside `Examination`: it takes each snapshot with what was made of it.
package struct IncidentLog: Sendable {
    /// How many incidents are kept.
    package static let capacity = 50
    /// Writing that comes back for less than this does not end an incident; polling calms down after as long.
    package static let calmAfter = Duration.seconds(10)
    /// How long a closed incident waits for the former leader to come back.
    static let rejoinLimit = Duration.seconds(600)
    /// How old a sign may be to belong to an incident that the verdict shows only now: proxies take their time to notice.
    static let foretellingLimit = Duration.seconds(30)

    private var past = BoundedHistory<Incident>(capacity: IncidentLog.capacity)
    private var latest: Incident?
    private var watches = Means.allCases.map { MeansWatch($0) }
    private var calm: Calm?
    private var recentEvents: [Event] = []

    /// What was the case when writing was last possible.
    struct Calm {
        var leader: MemberName?
        var standings: [Standing]
    }

    package init() {}

    /// All that are kept, the oldest first; the last one may still be open.
    package var incidents: [Incident] { Array((Array(past.all) + (latest.map { [$0] } ?? [])).suffix(Self.capacity)) }

    /// The one during which writing is impossible now.
    package var open: Incident? { latest.flatMap { $0.isOpen ? $0 : nil } }

    /// Whether to look more often than usual: while one is open and shortly after.
    package func wantsHaste(at now: Timestamp) -> Bool {
        guard let latest else { return false }
        return latest.closedAt.map { now < $0 + Self.calmAfter } ?? true
    }

    /// Takes what no snapshot shows.
    package mutating func note(_ event: Event) { remember([event], at: event.at) }

    /// Takes the next snapshot.
    package mutating func observe(_ snapshot: ClusterSnapshot, _ assessment: Examination.Assessment) {
        let now = snapshot.takenAt
        let reading = MeansReading(snapshot: snapshot)
        for index in watches.indices {
            let ended = watches[index].note(reading.state(of: watches[index].means), at: now)
            if let ended, latest?.isOpen == true { note(ended, of: watches[index].means) }
        }
        remember(assessment.events, at: now)
        if assessment.verdict.level == .critical {
            if latest?.isOpen != true { begin(snapshot, assessment.verdict) }
        } else if latest?.isOpen != true, assessment.verdict.level != .unknown {
            calm = Calm(leader: snapshot.listedLeader?.name, standings: Standing.all(of: snapshot))
        }
        follow(snapshot, assessment)
    }
}

extension IncidentLog {
    private mutating func begin(_ snapshot: ClusterSnapshot, _ verdict: Verdict) {
        let now = snapshot.takenAt
        if let closedAt = latest?.closedAt, now < closedAt + Self.calmAfter, !isAnother(verdict, since: closedAt) {
            self.latest?.closedAt = nil
            self.latest?.after = []
            self.latest?.isSettled = false
            return noteOpenGaps(since: closedAt)
        }
        if var former = latest {
            former.isSettled = true
            past.append(former)
        }
        let signs = watches.compactMap { watch in watch.gap.map { (gap: $0, means: watch.means) } }
            .filter { $0.gap.firstBadAt >= now - Self.foretellingLimit }
        var incident = Incident(
            number: (latest?.number ?? 0) + 1,
            openedAt: signs.map(\.gap.firstBadAt).min() ?? now,
            verdict: Sentence(at: now, verdict: verdict),
            proxiesWatched: snapshot.writeProxies.count,
            before: calm?.standings ?? []
        )
        incident.formerLeader = calm?.leader ?? snapshot.listedLeader?.name
        incident.events = recentEvents.filter { $0.at >= incident.openedAt - .seconds(1) }
        // An agent that refuses is told before any means has been found bad: then what was good last is what began the gap.
        let lastGood = signs.compactMap(\.gap.lastGoodAt).min() ?? watches.compactMap(\.lastGoodAt).min()
        if let lastGood { incident.reach(.lastGood, at: lastGood) }
        latest = incident
        noteOpenGaps(since: now - Self.foretellingLimit)
    }

    /// What follows so soon is another story when an operator began it, or when it is the loss of who took over.
    private func isAnother(_ verdict: Verdict, since closedAt: Timestamp) -> Bool {
        if recentEvents.contains(where: { $0.kind == .operationStarted && $0.at > closedAt }) { return true }
        guard let latest, let leader = latest.newLeader, leader != latest.formerLeader else { return false }
        return verdict.situation.isLossOfLeader
    }

    private mutating func noteOpenGaps(since limit: Timestamp) {
        for watch in watches {
            guard let gap = watch.gap, gap.firstBadAt >= limit else { continue }
            note(gap, of: watch.means)
        }
    }

    /// Adds a gap to the incident, or ends the one that it is.
    ///
    /// Who tells first need not be who noticed first: the incident begins with the earliest sign.
    private mutating func note(_ gap: Outage.Gap, of means: Means) {
        if let opened = latest?.openedAt { latest?.openedAt = min(opened, gap.firstBadAt) }
        guard let index = latest?.outages.firstIndex(where: { $0.means == means }) else {
            latest?.outages.append(Outage(means: means, gaps: [gap]))
            latest?.outages.sort { $0.means.rank < $1.means.rank }
            return
        }
        if let known = latest?.outages[index].gaps.firstIndex(where: { $0.firstBadAt == gap.firstBadAt }) {
            latest?.outages[index].gaps[known] = gap
        } else if latest?.outages[index].gaps.count ?? 0 < Self.mostGaps {
            latest?.outages[index].gaps.append(gap)
        }
    }

    /// Gaps of one means that are kept apart; a proxy in turns with a dead server makes many.
    private static let mostGaps = 500
    private static let mostEvents = 200

    private mutating func remember(_ events: [Event], at now: Timestamp) {
        recentEvents = (recentEvents + events).filter { $0.at >= now - Self.foretellingLimit }.suffix(50)
        guard let latest, !latest.isSettled, !events.isEmpty else { return }
        self.latest?.events = Array((latest.events + events).prefix(Self.mostEvents))
    }

    private mutating func follow(_ snapshot: ClusterSnapshot, _ assessment: Examination.Assessment) {
        guard var incident = latest, !incident.isSettled else { return }
        let now = snapshot.takenAt
        if incident.isOpen {
            noteOpenGaps(since: incident.openedAt - Self.foretellingLimit)
            incident.outages = latest?.outages ?? []
            incident.openedAt = latest?.openedAt ?? incident.openedAt
            incident.note(assessment.verdict, at: now)
            incident.note(assessment.findings, at: now)
            incident.proxiesWatched = max(incident.proxiesWatched, snapshot.writeProxies.count)
        }
        PhaseWatch(snapshot: snapshot, verdict: assessment.verdict).follow(&incident)
        if let lost = incident.phase(.leaderLost)?.at { incident.openedAt = min(incident.openedAt, lost) }
        if incident.isOpen, let end = end(of: incident, assessment.verdict) { incident.closedAt = end }
        if let closedAt = incident.closedAt {
            incident.after = Standing.all(of: snapshot)
            let waits = incident.awaitsFormerLeader && now < closedAt + Self.rejoinLimit
            // Within the time in which it may open again, nothing is final.
            incident.isSettled = !waits && now >= closedAt + Self.calmAfter
        }
        latest = incident
    }

    /// When writing became possible again by every means that is watched; nil while it is not.
    private func end(of incident: Incident, _ verdict: Verdict) -> Timestamp? {
        switch verdict.level {
        case .ok, .warning: break
        case .critical, .unknown: return nil
        }
        guard watches.allSatisfy({ $0.gap == nil || $0.isStale(for: incident) }) else { return nil }
        return incident.outages.flatMap(\.gaps).compactMap(\.goodAgainAt).max() ?? verdict.since
    }
}

extension MeansWatch {
    /// The gap began long before the incident and has nothing to do with it.
    fileprivate func isStale(for incident: Incident) -> Bool {
        gap.map { $0.firstBadAt < incident.openedAt } ?? false
    }
}

extension Means {
    fileprivate var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

extension Incident {
    private static let mostVerdicts = 100
    private static let mostFindings = 100

    /// Keeps each situation once for as long as it lasts.
    fileprivate mutating func note(_ verdict: Verdict, at now: Timestamp) {
        guard verdicts.last?.verdict.situation != verdict.situation, verdicts.count < Self.mostVerdicts else { return }
        verdicts.append(Sentence(at: now, verdict: verdict))
    }

    fileprivate mutating func note(_ found: [Finding], at now: Timestamp) {
        for index in findings.indices { findings[index].isOver = true }
        for new in found {
            let known = findings.firstIndex { $0.finding.rule == new.rule && $0.finding.subject == new.subject }
            guard let index = known else {
                let isRoomLeft = findings.count < Self.mostFindings
                if isRoomLeft { findings.append(LastingFinding(finding: new, seenUntil: now)) }
                continue
            }
            findings[index].isOver = false
            findings[index].seenUntil = now
            guard new.severity >= findings[index].finding.severity else { continue }
            findings[index].finding.severity = new.severity
            findings[index].finding.phrase = new.phrase
        }
        findings.sort { ($1.finding.severity, $0.finding.since) < ($0.finding.severity, $1.finding.since) }
    }
}
