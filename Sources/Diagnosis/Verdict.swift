import ClusterModel
import Wording

/// The one line that answers first: can clients write, through what, to whom.
package struct Verdict: Equatable, Sendable {
    /// How bad it is; `nines status` turns it into its exit code.
    package enum Level: String, Sendable, CaseIterable {
        case ok
        case warning
        case critical
        case unknown
    }

    package var situation: Situation
    /// Since when the situation has been of this kind.
    package var since: Timestamp

    package init(_ situation: Situation, since: Timestamp) {
        self.situation = situation
        self.since = since
    }

    package var level: Level { situation.level }
}

extension Verdict {
    /// What is the case with the cluster, judged from all sources together; the first that applies, in this order.
    package enum Situation: Equatable, Sendable {
        /// No source has answered yet.
        case connecting
        /// No agent answers: `reason` is the first one's. `isOutage` when proxies or probes tell that no client is served.
        case nothingAnswers(reason: Phrase, isOutage: Bool = false)
        case splitBrain([MemberName])
        /// Agents answer but none can read the DCS; `primary` still accepts writes for a while, if `isRouted`, unless clients are
        /// `blocked`.
        case dcsUnreachable(primary: MemberName?, isRouted: Bool, blocked: Phrase? = nil)
        /// Agents answer but none can read the DCS, and the primary goes on since all members confirm it (failsafe mode).
        case failsafeMode(primary: MemberName)
        /// The listing cannot be read though agents answer, and not for want of the DCS.
        case listingUnreadable(reason: Phrase, primary: MemberName?)
        case initialising
        /// `routedTo` are members that proxies still send writes to.
        case noLeader(candidates: [MemberName], isPaused: Bool, routedTo: [MemberName])
        /// The holder of the lock gives no sign of life; it renewed its lock last before it fell silent, so the lock is gone by then:
        /// at the latest, or exactly then when etcd told.
        case leaderSilent(MemberName, reason: Phrase, lockGoneBy: Timestamp, isLockKnown: Bool = false)
        /// The holder of the lock gives no sign of life, and maintenance mode lets nobody take over.
        case leaderLostInPause(MemberName, reason: Phrase)
        /// The holder of the lock is in a state that does not serve; `isStoreSilent` when etcd does not answer us either.
        case leaderNotServing(MemberName, MemberState, isStoreSilent: Bool = false)
        /// The leader's agent gets no answer from its own database, and no client is seen to get any.
        case databaseSilent(leader: MemberName)
        /// The holder of the lock is not primary yet.
        case promoting(MemberName)
        /// The holder of the lock has given up its role; the lock follows.
        case steppingDown(MemberName)
        case noRoute(leader: MemberName)
        case misrouted(leader: MemberName, to: [MemberName])
        /// All looks well from inside, but no client gets through.
        case clientsBlocked(leader: MemberName, reason: Phrase)
        case standbyCluster(leader: MemberName)
        case writesOK(leader: MemberName, Routing, isPaused: Bool, [Degradation])
    }

    /// What is lost though clients can write.
    package enum Degradation: Equatable, Sendable {
        /// The statistics of a proxy cannot be read, so nobody knows where it routes.
        case proxySilent(String, reason: Phrase)
        /// A proxy has no server for writes that is UP.
        case proxyWithoutRoute(String)
        /// No replica could take over: each is gone, fallen, or barred by its tags.
        case noCandidate
    }

    /// How many of the proxies that are watched route writes to the leader.
    package struct Routing: Equatable, Sendable {
        package var routed: Int
        package var watched: Int

        package init(routed: Int, watched: Int) {
            self.routed = routed
            self.watched = watched
        }

        /// Every proxy that is watched routes to the leader.
        package var isComplete: Bool { routed == watched }
    }
}

extension Verdict.Situation {
    /// How bad the situation is.
    package var level: Verdict.Level {
        switch self {
        case .connecting, .nothingAnswers(_, isOutage: false): .unknown
        case .nothingAnswers(_, isOutage: true), .splitBrain, .noLeader, .leaderSilent, .leaderLostInPause,
            .leaderNotServing, .databaseSilent, .promoting, .steppingDown,
            .noRoute,
            .misrouted, .clientsBlocked, .dcsUnreachable(primary: nil, _, _), .dcsUnreachable(_, isRouted: false, _),
            .dcsUnreachable(_, _, blocked: _?):
            .critical
        case .listingUnreadable(_, let primary): primary == nil ? .unknown : .warning
        case .dcsUnreachable, .failsafeMode, .initialising: .warning
        case .standbyCluster: .ok
        case .writesOK(_, let routing, let isPaused, let degradations):
            isPaused || !routing.isComplete || !degradations.isEmpty ? .warning : .ok
        }
    }

    /// Whether the outage is for want of a leader, not for want of a way to one.
    var isLossOfLeader: Bool {
        switch self {
        case .noLeader, .leaderSilent, .leaderLostInPause, .leaderNotServing, .promoting, .steppingDown: true
        case .connecting, .nothingAnswers, .splitBrain, .dcsUnreachable, .failsafeMode, .listingUnreadable,
            .initialising,
            .databaseSilent, .noRoute, .misrouted, .clientsBlocked, .standbyCluster, .writesOK:
            false
        }
    }

    /// Whether nothing at all is known, for want of an answer.
    var isUnreachable: Bool {
        if case .nothingAnswers(_, isOutage: false) = self { true } else { false }
    }

    /// Whether agents, or we, get nothing out of the DCS.
    var isLossOfDCS: Bool {
        switch self {
        case .dcsUnreachable, .failsafeMode, .leaderNotServing(_, _, isStoreSilent: true): true
        case .connecting, .nothingAnswers, .splitBrain, .listingUnreadable, .initialising, .noLeader, .leaderSilent,
            .leaderLostInPause, .leaderNotServing(_, _, isStoreSilent: false), .databaseSilent, .promoting,
            .steppingDown, .noRoute, .misrouted, .clientsBlocked, .standbyCluster, .writesOK:
            false
        }
    }

    /// A name for the kind of situation, so that details may change without restarting the clock.
    var kind: String {
        switch self {
        case .connecting: "connecting"
        case .nothingAnswers(_, let isOutage): isOutage ? "write-outage" : "nothing-answers"
        case .splitBrain: "split-brain"
        case .dcsUnreachable(primary: nil, _, _), .dcsUnreachable(_, isRouted: false, _),
            .dcsUnreachable(_, _, blocked: _?):
            "write-outage"
        case .dcsUnreachable, .failsafeMode: "dcs-unreachable"
        case .listingUnreadable: "listing-unreadable"
        case .initialising: "initialising"
        case .noLeader, .leaderSilent, .promoting, .steppingDown: "failover"
        case .leaderLostInPause, .leaderNotServing, .databaseSilent, .noRoute, .clientsBlocked: "write-outage"
        case .misrouted: "misrouted"
        case .standbyCluster: "standby-cluster"
        case .writesOK(_, _, let isPaused, _): isPaused ? "maintenance" : "writes-ok"
        }
    }
}

extension Verdict.Level {
    /// This level, or that of the worst finding where it is worse; what is unknown stays unknown.
    package func worsened(by findings: [Finding]) -> Verdict.Level {
        let worst = findings.map(\.severity).max() ?? .notice
        return switch (self, worst) {
        case (.unknown, _): .unknown
        case (.critical, _), (_, .critical): .critical
        case (.warning, _), (_, .warning): .warning
        case (.ok, .notice): .ok
        }
    }
}
