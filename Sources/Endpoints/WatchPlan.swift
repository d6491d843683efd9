import ClusterModel

/// What to watch for one cluster: where to start, and how often to look.
package struct WatchPlan: Sendable, Equatable {
    /// Shown until the agents name their scope.
    package var name: String?
    /// Agents to start from; the others are learnt from `/cluster`.
    package var agents: [WebAddress]
    package var proxies: [WebAddress]
    package var probes: [ClientAddress]
    package var interval: Duration
    /// HAProxy server name to member name, where the names alone do not tell.
    package var serverMembers: [String: MemberName]

    package init(
        name: String? = nil,
        agents: [WebAddress],
        proxies: [WebAddress] = [],
        probes: [ClientAddress] = [],
        interval: Duration = .seconds(1),
        serverMembers: [String: MemberName] = [:]
    ) {
        self.name = name
        self.agents = agents
        self.proxies = proxies
        self.probes = probes
        self.interval = interval
        self.serverMembers = serverMembers
    }
}
