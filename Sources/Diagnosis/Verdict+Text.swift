import ClusterModel

extension Verdict {
    /// The headline in capitals and what follows it, for instance `FAILOVER 00:12` and `no leader, candidates db2 and db3`.
    ///
    /// - Parameter withClock: whether the headline says since when; one look cannot know.
    package func text(at now: Timestamp, withClock: Bool = true) -> (headline: String, detail: String) {
        let clock = withClock ? " \((now - since).clock)" : ""
        return switch situation {
        case .connecting: ("CONNECTING", "no answer yet")
        case .nothingAnswers(let reason, let isOutage):
            (isOutage ? "WRITE OUTAGE\(clock)" : "UNKNOWN\(clock)", "no agent answers: \(reason)")
        case .splitBrain(let members): ("SPLIT BRAIN\(clock)", "\(members.map(\.text).listed) say primary")
        case .dcsUnreachable(let primary?, isRouted: false):
            ("WRITE OUTAGE\(clock)", "DCS unreachable; \(primary) says primary, but no proxy routes to it")
        case .dcsUnreachable(let primary?, isRouted: true):
            ("DCS UNREACHABLE\(clock)", "\(primary) is still primary and will step down unless failsafe mode is on")
        case .dcsUnreachable(primary: nil, _): ("WRITE OUTAGE\(clock)", "DCS unreachable, no member is primary")
        case .failsafeMode(let primary):
            ("DCS UNREACHABLE\(clock)", "failsafe mode: \(primary) stays primary as long as it reaches every member")
        case .listingUnreadable(let reason, let primary):
            ("UNKNOWN\(clock)", "no listing: \(reason)\(primary.map { "; \($0) says primary" } ?? "")")
        case .initialising: ("INITIALISING\(clock)", "the cluster is being created")
        case .noLeader(let candidates, let isPaused, let routedTo):
            Self.noLeaderText(candidates, isPaused: isPaused, routedTo: routedTo, clock: clock)
        case .leaderSilent(let leader, let reason, let lockGoneBy, let isLockKnown):
            (
                "FAILOVER\(clock)",
                "leader \(leader): \(reason); its lock expires in \(isLockKnown ? "" : "at most ")\((lockGoneBy - now).brief)"
            )
        case .leaderLostInPause(let leader, let reason):
            ("WRITE OUTAGE\(clock)", "leader \(leader): \(reason); maintenance mode lets nobody take over")
        case .leaderNotServing(let leader, let state): ("WRITE OUTAGE\(clock)", "leader \(leader) is \(state)")
        case .databaseSilent(let leader):
            ("WRITE OUTAGE\(clock)", "leader \(leader) gets no answer from its own database")
        case .promoting(let leader): ("FAILOVER\(clock)", "\(leader) has the lock, its database is not primary yet")
        case .steppingDown(let leader): ("FAILOVER\(clock)", "\(leader) steps down, it still has the lock")
        case .noRoute(let leader): ("WRITE OUTAGE\(clock)", "leader \(leader), no proxy routes to it")
        case .misrouted(let leader, let others):
            ("WRITES MISROUTED\(clock)", "leader \(leader), proxies also send to \(others.map(\.text).listed)")
        case .clientsBlocked(let leader, let reason):
            ("WRITE OUTAGE\(clock)", "leader \(leader) leads, but clients: \(reason)")
        case .standbyCluster(let leader): ("STANDBY CLUSTER", "\(leader) leads, no writes here")
        case .writesOK(let leader, let routing, let isPaused, let degradations):
            (
                isPaused ? "MAINTENANCE MODE\(withClock ? " \((now - since).brief)" : "")" : "WRITES OK",
                ([Self.route(to: leader, routing)] + degradations.map(Self.text)).joined(separator: "; ")
            )
        }
    }

    private static func noLeaderText(
        _ candidates: [MemberName],
        isPaused: Bool,
        routedTo: [MemberName],
        clock: String
    ) -> (headline: String, detail: String) {
        let candidates = candidates.isEmpty ? "nobody can take over" : "candidates \(candidates.map(\.text).listed)"
        let who = candidates + (routedTo.isEmpty ? "" : "; proxies still send to \(routedTo.map(\.text).listed)")
        return isPaused
            ? ("WRITE OUTAGE\(clock)", "no leader, and maintenance mode forbids failover; \(who)")
            : ("FAILOVER\(clock)", "no leader; \(who)")
    }

    private static func text(_ degradation: Degradation) -> String {
        switch degradation {
        case .proxySilent(let proxy, let reason): "\(proxy): \(reason)"
        case .proxyWithoutRoute(let proxy): "\(proxy) does not route"
        case .noCandidate: "no replica could take over"
        }
    }

    private static func route(to leader: MemberName, _ routing: Routing) -> String {
        guard routing.watched > 0 else { return "→ \(leader)" }
        // None is seen to route there, and the others cannot be read: one that could be read would be an outage.
        guard routing.routed > 0 else { return "→ \(leader), route unknown" }
        return "→ \(leader) via \(routing.routed)/\(routing.watched) \(routing.watched == 1 ? "proxy" : "proxies")"
    }
}
