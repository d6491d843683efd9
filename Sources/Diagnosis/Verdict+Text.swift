import ClusterModel
import Wording

extension Verdict {
    /// The headline in capitals and what follows it, for instance `FAILOVER 00:12` and `no leader, candidates db2 and db3`.
    ///
    /// - Parameter withClock: whether the headline says since when; one look cannot know.
    package func text(at now: Timestamp, withClock: Bool = true, in language: Language = .english)
        -> (headline: String, detail: String)
    {
        let (headline, detail) = phrases(at: now)
        let age = withClock ? age(at: now) : nil
        return (language(headline) + (age.map { " \($0)" } ?? ""), language(detail))
    }

    /// How long it has been so, where that is worth saying.
    private func age(at now: Timestamp) -> String? {
        switch situation {
        case .connecting, .standbyCluster, .writesOK(_, _, isPaused: false, _): nil
        case .writesOK(_, _, isPaused: true, _): (now - since).brief
        case .nothingAnswers, .splitBrain, .dcsUnreachable, .failsafeMode, .listingUnreadable, .initialising, .noLeader,
            .leaderSilent, .leaderLostInPause, .leaderNotServing, .databaseSilent, .promoting, .steppingDown, .noRoute,
            .misrouted, .clientsBlocked:
            (now - since).clock
        }
    }

    /// The same as phrases, without the clock.
    package func phrases(at now: Timestamp) -> (headline: Phrase, detail: Phrase) {
        switch situation {
        case .connecting: ("CONNECTING", "no answer yet")
        case .nothingAnswers(let reason, let isOutage):
            (isOutage ? "WRITE OUTAGE" : "UNKNOWN", "no agent answers: \(reason)")
        case .splitBrain(let members): ("SPLIT BRAIN", "\(members.map(\.text).phrase) say primary")
        case .dcsUnreachable(let primary, let isRouted, let blocked):
            Self.withoutDCS(primary: primary, isRouted: isRouted, blocked: blocked)
        case .failsafeMode(let primary):
            ("DCS UNREACHABLE", "failsafe mode: \(primary) stays primary as long as it reaches every member")
        case .listingUnreadable(let reason, let primary?):
            ("UNKNOWN", "no listing: \(reason); \(primary) says primary")
        case .listingUnreadable(let reason, primary: nil): ("UNKNOWN", "no listing: \(reason)")
        case .initialising: ("INITIALISING", "the cluster is being created")
        case .noLeader(let candidates, let isPaused, let routedTo):
            Self.noLeader(candidates, isPaused: isPaused, routedTo: routedTo)
        case .leaderSilent(let leader, let reason, let lockGoneBy, let isLockKnown):
            ("FAILOVER", Self.silence(of: leader, reason, lockGoneIn: lockGoneBy - now, isLockKnown: isLockKnown))
        case .leaderLostInPause(let leader, let reason):
            ("WRITE OUTAGE", "leader \(leader): \(reason); maintenance mode lets nobody take over")
        case .leaderNotServing(let leader, let state, isStoreSilent: false):
            ("WRITE OUTAGE", "leader \(leader) is \(state)")
        case .leaderNotServing(let leader, let state, isStoreSilent: true):
            ("WRITE OUTAGE", "leader \(leader) is \(state), and etcd does not answer")
        case .databaseSilent(let leader):
            ("WRITE OUTAGE", "leader \(leader) gets no answer from its own database")
        case .promoting(let leader): ("FAILOVER", "\(leader) has the lock, its database is not primary yet")
        case .steppingDown(let leader): ("FAILOVER", "\(leader) steps down, it still has the lock")
        case .noRoute(let leader): ("WRITE OUTAGE", "leader \(leader), no proxy routes to it")
        case .misrouted(let leader, let others):
            ("WRITES MISROUTED", "leader \(leader), proxies also send to \(others.map(\.text).phrase)")
        case .clientsBlocked(let leader, let reason): ("WRITE OUTAGE", "leader \(leader) leads, but clients: \(reason)")
        case .standbyCluster(let leader): ("STANDBY CLUSTER", "\(leader) leads, no writes here")
        case .writesOK(let leader, let routing, let isPaused, let degradations):
            (
                isPaused ? "MAINTENANCE MODE" : "WRITES OK",
                ([Self.route(to: leader, routing)] + degradations.map(Self.phrase)).joined(separator: "; ")
            )
        }
    }

    private static func withoutDCS(primary: MemberName?, isRouted: Bool, blocked: Phrase?)
        -> (headline: Phrase, detail: Phrase)
    {
        switch (primary, isRouted, blocked) {
        case (nil, _, _): ("WRITE OUTAGE", "DCS unreachable, no member is primary")
        case (let primary?, false, _):
            ("WRITE OUTAGE", "DCS unreachable; \(primary) says primary, but no proxy routes to it")
        case (let primary?, true, let blocked?):
            ("WRITE OUTAGE", "DCS unreachable; \(primary) says primary, but clients: \(blocked)")
        case (let primary?, true, nil):
            ("DCS UNREACHABLE", "\(primary) is still primary and will step down unless failsafe mode is on")
        }
    }

    private static func silence(
        of leader: MemberName,
        _ reason: Phrase,
        lockGoneIn span: Duration,
        isLockKnown: Bool
    ) -> Phrase {
        isLockKnown
            ? "leader \(leader): \(reason); its lock expires in \(span.brief)"
            : "leader \(leader): \(reason); its lock expires in at most \(span.brief)"
    }

    /// How an outage came to its end, which is not always that all is well.
    func endOfOutage(after span: Duration) -> Phrase {
        let took: Phrase = span < .seconds(1) ? "less than 1 s" : "\(span.clock)"
        switch situation {
        case .dcsUnreachable(let primary?, _, _), .failsafeMode(let primary):
            return "\(primary) says primary again after \(took), without the DCS"
        case .listingUnreadable(_, let primary?):
            return "\(primary) says primary again after \(took), but nobody lists the cluster"
        case .connecting, .nothingAnswers, .splitBrain, .dcsUnreachable(primary: nil, _, _),
            .listingUnreadable(_, primary: nil), .initialising, .noLeader, .leaderSilent, .leaderLostInPause,
            .leaderNotServing, .databaseSilent, .promoting, .steppingDown, .noRoute, .misrouted, .clientsBlocked,
            .standbyCluster, .writesOK:
            return "\(phrases(at: since).headline.lowercased()) after \(took)"
        }
    }

    private static func noLeader(_ candidates: [MemberName], isPaused: Bool, routedTo: [MemberName])
        -> (headline: Phrase, detail: Phrase)
    {
        var who: Phrase =
            candidates.isEmpty ? "nobody can take over" : "candidates \(candidates.map(\.text).phrase)"
        if !routedTo.isEmpty { who = "\(who); proxies still send to \(routedTo.map(\.text).phrase)" }
        return isPaused
            ? ("WRITE OUTAGE", "no leader, and maintenance mode forbids failover; \(who)")
            : ("FAILOVER", "no leader; \(who)")
    }

    private static func phrase(_ degradation: Degradation) -> Phrase {
        switch degradation {
        case .proxySilent(let proxy, let reason): "\(proxy): \(reason)"
        case .proxyWithoutRoute(let proxy): "\(proxy) does not route"
        case .noCandidate: "no replica could take over"
        }
    }

    private static func route(to leader: MemberName, _ routing: Routing) -> Phrase {
        guard routing.watched > 0 else { return "→ \(leader)" }
        // None is seen to route there, and the others cannot be read: one that could be read would be an outage.
        guard routing.routed > 0 else { return "→ \(leader), route unknown" }
        return routing.watched == 1
            ? "→ \(leader) via \(routing.routed)/\(routing.watched) proxy"
            : "→ \(leader) via \(routing.routed)/\(routing.watched) proxies"
    }
}
