/// One named cluster of the configuration: where to start, how to get in.
package struct ClusterSettings: Sendable, Equatable {
    package var name: String
    /// Shown instead of the name.
    package var label: String?
    /// URLs of agents, checked for their form.
    package var agents: [String]
    /// URLs of HAProxy's statistics.
    package var proxies: [String]
    /// `host:port` of database ports to probe.
    package var probes: [String]
    /// HAProxy server name to member name, where the names alone do not tell.
    package var serverMembers: [String: String]
    package var agentAccess: AccessSettings
    package var proxyAccess: AccessSettings
    /// URLs of etcd's endpoints.
    package var etcd: [String]
    package var etcdAccess: AccessSettings
    /// Patroni's `namespace`; `service` when nil, as in Patroni.
    package var etcdNamespace: String?
    /// Patroni's `scope`; as the agents say when nil.
    package var scope: String?
    /// Nil where the pods are not watched.
    package var kubernetes: KubernetesSettings?
    package var isReadOnly: Bool
    /// Operations ask for the cluster's name rather than a member's.
    package var isProduction: Bool
    /// The colour of the frame that tells this cluster from others.
    package var color: FrameColor?
    /// Ids of rules that are left out of this cluster.
    package var mutedRules: [String]

    package init(
        name: String,
        label: String? = nil,
        agents: [String] = [],
        proxies: [String] = [],
        probes: [String] = [],
        serverMembers: [String: String] = [:],
        agentAccess: AccessSettings = AccessSettings(),
        proxyAccess: AccessSettings = AccessSettings(),
        etcd: [String] = [],
        etcdAccess: AccessSettings = AccessSettings(),
        etcdNamespace: String? = nil,
        scope: String? = nil,
        kubernetes: KubernetesSettings? = nil,
        isReadOnly: Bool = false,
        isProduction: Bool = false,
        color: FrameColor? = nil,
        mutedRules: [String] = []
    ) {
        self.name = name
        self.label = label
        self.agents = agents
        self.proxies = proxies
        self.probes = probes
        self.serverMembers = serverMembers
        self.agentAccess = agentAccess
        self.proxyAccess = proxyAccess
        self.etcd = etcd
        self.etcdAccess = etcdAccess
        self.etcdNamespace = etcdNamespace
        self.scope = scope
        self.kubernetes = kubernetes
        self.isReadOnly = isReadOnly
        self.isProduction = isProduction
        self.color = color
        self.mutedRules = mutedRules
    }
}

/// The colours of every terminal, for frames that say which cluster this is.
package enum FrameColor: String, Hashable, Sendable, CaseIterable {
    case red, yellow, green, blue, magenta, cyan, white
}
