import ClusterModel
import Wording

/// A step on the way from a lost leader to a whole cluster, with the time of the observation that showed it.
package struct IncidentPhase: Equatable, Sendable {
    /// The steps in the order in which a failover takes them; the raw value is what people read.
    package enum Kind: String, Sendable, CaseIterable {
        case lastGood = "last good"
        /// Its agent fell silent, it gave up its role, or the lock is not its own any more.
        case leaderLost = "leader lost"
        /// A listing without a leader, or with another one.
        case lockReleased = "lock released"
        /// Named by the listing, primary by its own word, running.
        case candidatePromoted = "promoted"
        /// To the new leader and to nobody else.
        case firstProxyRoutes = "first proxy routes"
        case allProxiesRoute = "all proxies route"
        case probeSucceeds = "probe succeeds"
        /// It streams from the new leader.
        case oldLeaderRejoined = "old leader rejoined"

        /// The step as people read it.
        package var phrase: Phrase { Phrase(rawValue) }

        var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
    }

    package var kind: Kind
    package var at: Timestamp
    /// Who or what it was: a member, or the proxy that was first.
    package var subject: Phrase?
}
