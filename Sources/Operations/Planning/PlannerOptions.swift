import ClusterModel
import Wording

/// What a plan needs to know beside the cluster itself: how it is configured, how it is reached, what else goes on.
package struct PlannerOptions: Equatable, Sendable {
    /// Marked `production`: its own name confirms, not the member's.
    package var isProduction: Bool
    /// What the configuration calls the cluster; used where no agent names it.
    package var label: String?
    /// Credentials are configured for the agents, so that they are taken to ask for them.
    package var agentsNeedCredentials: Bool
    /// What the API server lets the user do to agents that are reached through it.
    package var rights: ProxyRights
    /// Why this cluster is only watched, to follow `read-only`; nil where it may be changed.
    package var readOnlyBecause: Phrase?
    /// An operation that runs already on this cluster, in words: `switchover to db2`.
    package var running: Phrase?
    /// An incident that lasts, in words: `failover, 12 s`.
    package var incident: Phrase?
    /// From how much replay lag on a promotion takes noticeably long.
    package var replayLagWarningBytes: Int64

    package init(
        isProduction: Bool = false,
        label: String? = nil,
        agentsNeedCredentials: Bool = false,
        rights: ProxyRights = ProxyRights(),
        readOnlyBecause: Phrase? = nil,
        running: Phrase? = nil,
        incident: Phrase? = nil,
        replayLagWarningBytes: Int64 = 16 << 20
    ) {
        self.isProduction = isProduction
        self.label = label
        self.agentsNeedCredentials = agentsNeedCredentials
        self.rights = rights
        self.readOnlyBecause = readOnlyBecause
        self.running = running
        self.incident = incident
        self.replayLagWarningBytes = replayLagWarningBytes
    }
}
