import ClusterModel
import Wording

/// What speaks for and against one member as the next leader.
struct Assessment {
    /// One thing found.
    struct Finding {
        var check: Check
        /// One of the three things for which Patroni's gate passes a member over (`failover_limitation`).
        var isLimitation = false
        /// The gate lets it through, and then it comes to nothing.
        var spoils = false
        /// What Patroni would answer, where it is not about good candidates.
        var expected: RefusalText?
    }

    private(set) var findings: [Finding] = []
    let member: Member

    var isLimited: Bool { findings.contains { $0.isLimitation && $0.check.severity == .refuses } }
    /// Why it would end in “Switchover failed”.
    var failure: Phrase? { findings.first { $0.spoils }?.check.text }

    init(
        of member: Member,
        for action: RefusalText.Action,
        _ facts: ClusterFacts,
        _ version: PatroniVersion?,
        _ options: PlannerOptions
    ) {
        self.member = member
        guard facts.isListed(member.name) else {
            add(.refuses, "Patroni does not list it: it is gone from the cluster")
            return
        }
        judgeReach(facts)
        judgePermission()
        judgeSynchrony(action, facts, version)
        judgeLag(action, facts, options)
        judgeTimeline(action, facts)
    }

    private mutating func add(_ severity: Check.Severity, _ text: Phrase) {
        findings.append(Finding(check: Check(severity, text)))
    }

    private mutating func limits(_ text: Phrase) {
        findings.append(Finding(check: Check(.refuses, text), isLimitation: true))
    }

    private mutating func spoils(_ text: Phrase) {
        findings.append(Finding(check: Check(.warns, text), spoils: true))
    }

    /// Patroni asks the member's agent from the agent that got the request; ours is another way, so our view is called ours.
    private mutating func judgeReach(_ facts: ClusterFacts) {
        switch facts.reach(member) {
        case .answers:
            let state = member.agentReport?.state ?? member.state ?? "unknown"
            if member.agentReport?.wal == nil {
                limits("its database does not run (\(state)), which Patroni takes for not reachable")
            } else {
                let latency: Phrase = member.agent?.latency.map { " in \($0.briefLatency)" } ?? ""
                add(.passes, "its agent answers\(latency)")
            }
        case .silent(let reason, isHeardByProxy: true):
            add(.warns, "its agent does not answer us (\(reason)), though it answers a proxy's check")
        case .silent(let reason, isHeardByProxy: false):
            limits("its agent does not answer, as we see it: \(reason)")
        case .notAskedYet:
            add(.warns, "its agent was not asked yet")
        }
    }

    private mutating func judgePermission() {
        if member.neverPromotes { limits("it is tagged never to be promoted (nofailover)") }
        if member.agent?.report.currentValue?.watchdogFailed == true {
            limits("its watchdog is required and does not work")
        }
    }

    private mutating func judgeSynchrony(
        _ action: RefusalText.Action,
        _ facts: ClusterFacts,
        _ version: PatroniVersion?
    ) {
        guard facts.isSynchronous else { return }
        if facts.standbys.contains(member.name) {
            add(.passes, "it is a synchronous standby")
            return
        }
        switch action {
        case .switchover where facts.isQuorum: add(.notes, "it is no synchronous standby, which quorum commit allows")
        case .switchover:
            findings.append(
                Finding(check: Check(.refuses, "it is no synchronous standby"), expected: .says(.notSynchronous))
            )
        // Since 3.2.0 a failover may go to an asynchronous member (`get_failover_candidates`).
        case .failover where !version.isAtLeast(3, 2) && facts.leader != nil:
            findings.append(
                Finding(check: Check(.refuses, "it is no synchronous standby"), expected: .handoverFailed(.failover))
            )
        case .failover: add(.warns, "it is no synchronous standby: transactions that were committed may be lost")
        }
    }

    /// The gate does not look at lag; the leader does, later, at what was received (`Ha.is_failover_possible`, `is_lagging`).
    private mutating func judgeLag(_ action: RefusalText.Action, _ facts: ClusterFacts, _ options: PlannerOptions) {
        guard facts.leader != nil else { return }
        let lag = facts.lag(of: member)
        let most = facts.configuration?.maximumLagOnFailoverBytes ?? 1_048_576
        switch lag.receive {
        case .bytes(let bytes) where bytes > most:
            spoils(
                "it lacks \(bytes.briefBytes), more than maximum_lag_on_failover (\(most.briefBytes)): "
                    + "likely “\(action.title) failed”"
            )
        case .bytes(let bytes): add(.passes, bytes == 0 ? "it has received everything" : "it lacks \(bytes.briefBytes)")
        case .unknown, nil: add(.warns, "how far it is behind is not known")
        }
        if let replay = lag.replay?.bytes, let receive = lag.receive?.bytes,
            replay.subtractingReportingOverflow(receive).partialValue > options.replayLagWarningBytes
        {
            add(
                .warns,
                "it has still \(replay.briefBytes) to replay before it can be promoted: nobody can write until then"
            )
        }
    }

    private mutating func judgeTimeline(_ action: RefusalText.Action, _ facts: ClusterFacts) {
        guard !facts.snapshot.isOpenGauss, let own = member.timeline,
            let leading = facts.leader.flatMap({ facts.snapshot.member($0) })?.timeline, own < leading
        else { return }
        spoils("it is on timeline \(own), the leader on \(leading): it does not follow yet")
    }
}

extension Planner {
    /// Every member beside the leader, the best first: synchronous standbys, then by lag; who cannot come last, also who is gone.
    func candidates(for action: RefusalText.Action, _ facts: ClusterFacts, _ version: PatroniVersion?) -> [Candidate] {
        let others = facts.snapshot.members.filter { $0.name != facts.leader }
        let ranked = others.map { member in
            let assessment = Assessment(of: member, for: action, facts, version, options)
            let candidate = Candidate(member: member.name, checks: assessment.findings.map(\.check).inOrderOfWeight)
            let lag = facts.lag(of: member)
            let rank = CandidateRank(
                isOut: candidate.isEligible ? 0 : 1,
                isSpoilt: assessment.failure == nil ? 0 : 1,
                isAsynchronous: facts.standbys.contains(member.name) ? 0 : 1,
                lag: max(lag.receive?.bytes ?? .max, lag.replay?.bytes ?? 0)
            )
            return (rank: rank, candidate: candidate)
        }
        return ranked.sorted { ($0.rank, $0.candidate.member) < ($1.rank, $1.candidate.member) }.map(\.candidate)
    }
}

/// By what candidates are ordered; lower is better.
private struct CandidateRank: Comparable {
    var isOut: Int
    var isSpoilt: Int
    var isAsynchronous: Int
    var lag: Int64

    static func < (left: CandidateRank, right: CandidateRank) -> Bool {
        (left.isOut, left.isSpoilt, left.isAsynchronous, left.lag)
            < (right.isOut, right.isSpoilt, right.isAsynchronous, right.lag)
    }
}
