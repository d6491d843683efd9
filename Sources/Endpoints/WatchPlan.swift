import ClusterModel

/// What to watch for one cluster: where to start, and how often to look.
package struct WatchPlan: Sendable, Equatable {
    /// Shown until the agents name their scope.
    package var name: String?
    /// Patroni's scope of the cluster to watch, where pods lead to several; the first that is found when nil.
    package var scope: String?
    /// Agents to start from; the others are learnt from `/cluster`.
    package var agents: [WebAddress]
    package var proxies: [WebAddress]
    package var probes: [ClientAddress]
    package var interval: Duration
    /// When within an interval its round begins, counted from the epoch; the cluster's own moment when nil, so that many clusters do not
    /// beat together.
    package var phase: Duration?
    /// HAProxy server name to member name, where the names alone do not tell.
    package var serverMembers: [String: MemberName]
    /// etcd, where it is watched.
    package var store: StorePlan?
    /// The Kubernetes API server whose pods are watched, where they are.
    package var kubernetes: KubernetesPlan?

    package init(
        name: String? = nil,
        scope: String? = nil,
        agents: [WebAddress],
        proxies: [WebAddress] = [],
        probes: [ClientAddress] = [],
        interval: Duration = .seconds(1),
        phase: Duration? = nil,
        serverMembers: [String: MemberName] = [:],
        store: StorePlan? = nil,
        kubernetes: KubernetesPlan? = nil
    ) {
        self.name = name
        self.scope = scope
        self.agents = agents
        self.proxies = proxies
        self.probes = probes
        self.interval = interval
        self.phase = phase
        self.serverMembers = serverMembers
        self.store = store
        self.kubernetes = kubernetes
    }
}

/// The etcd to watch, and where in it the cluster's keys are.
package struct StorePlan: Sendable, Equatable {
    /// Endpoints of one etcd cluster; the first that works is asked.
    package var endpoints: [WebAddress]
    /// Patroni's `namespace`.
    package var namespace: String
    /// Patroni's `scope`; as the agents say when nil.
    package var scope: String?
    /// Whether there are credentials to log in with.
    package var needsLogin: Bool

    package init(
        endpoints: [WebAddress],
        namespace: String = "service",
        scope: String? = nil,
        needsLogin: Bool = false
    ) {
        self.endpoints = endpoints
        self.namespace = namespace
        self.scope = scope
        self.needsLogin = needsLogin
    }
}

/// The pods to watch, and where.
package struct KubernetesPlan: Sendable, Equatable {
    package var server: WebAddress
    package var pods: PodSelection
    /// Pod name to member name, where nothing else tells.
    ///
    /// `namespace/name` where pods of several namespaces are watched.
    package var podMembers: [String: MemberName]
    /// How agents and proxies in pods are read.
    package var way: PodWay

    package init(
        server: WebAddress,
        pods: PodSelection,
        podMembers: [String: MemberName] = [:],
        way: PodWay = .automatic
    ) {
        self.server = server
        self.pods = pods
        self.podMembers = podMembers
        self.way = way
    }
}

/// The way to what answers in a pod: its own address, which a laptop often cannot reach, or the API server's proxy.
package enum PodWay: String, Sendable, CaseIterable {
    case direct
    case apiServer = "api-server"
    /// Directly where that works, else through the API server.
    case automatic = "auto"
}
