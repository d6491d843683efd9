import ClusterModel

/// What a simulated cluster is made of, before anything happens to it.
package struct ClusterBlueprint: Sendable {
    package var scope: String
    package var flavour: Flavour
    package var members: [MemberBlueprint]
    /// The first member leads unless told otherwise.
    package var leader: MemberName?
    package var proxies: [ProxyBlueprint]
    package var timeline: Int64
    /// Where the log stands at the start.
    package var location: LogSequenceNumber
    package var systemIdentifier: String
    package var settings: PatroniSettings
    package var checks: CheckSettings
    /// What clients write, in bytes of log a second.
    package var writeRate: Int64
    package var isSynchronous: Bool
    /// `stats show-legends`: fills the `addr` and `algo` columns.
    package var showsLegends: Bool
    /// The Kubernetes cluster that it runs on, if any.
    package var kubernetes: KubernetesBlueprint?

    package init(
        scope: String,
        flavour: Flavour = .postgreSQL(patroni: "4.1.5"),
        members: [MemberBlueprint],
        leader: MemberName? = nil,
        proxies: [ProxyBlueprint] = [ProxyBlueprint(name: "haproxy-1")],
        timeline: Int64 = 1,
        location: LogSequenceNumber = LogSequenceNumber(position: 0x300_0000),
        systemIdentifier: String = "7711005917929192345",
        settings: PatroniSettings = PatroniSettings(),
        checks: CheckSettings = CheckSettings(),
        writeRate: Int64 = 0,
        isSynchronous: Bool = false,
        showsLegends: Bool = false,
        kubernetes: KubernetesBlueprint? = nil
    ) {
        self.scope = scope
        self.flavour = flavour
        self.members = members
        self.leader = leader
        self.proxies = proxies
        self.timeline = timeline
        self.location = location
        self.systemIdentifier = systemIdentifier
        self.settings = settings
        self.checks = checks
        self.writeRate = writeRate
        self.isSynchronous = isSynchronous
        self.showsLegends = showsLegends
        self.kubernetes = kubernetes
    }
}

/// A HAProxy process in front of the cluster.
package struct ProxyBlueprint: Sendable {
    package var name: String

    package init(name: String) {
        self.name = name
    }
}
