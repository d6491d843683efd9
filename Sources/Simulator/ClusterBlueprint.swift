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
        showsLegends: Bool = false
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
    }
}

/// A member as its configuration describes it.
package struct MemberBlueprint: Sendable {
    package var name: MemberName
    /// The database's address as the listing shows it.
    package var host: String
    package var port: Int64
    /// Where the agent answers: scheme, host and port; the server replaces it by what it bound.
    package var agentURL: String
    /// What the proxies call this member.
    package var serverName: String
    package var tags: [JSON.Field]

    package init(
        name: MemberName,
        host: String,
        port: Int64 = 5432,
        agentURL: String? = nil,
        serverName: String? = nil,
        tags: [JSON.Field] = []
    ) {
        self.name = name
        self.host = host
        self.port = port
        self.agentURL = agentURL ?? "http://\(host):8008"
        self.serverName = serverName ?? name.text
        self.tags = tags
    }

    func hasTag(_ key: String) -> Bool { tags.contains { $0.key == key && !$0.value.isFalsy } }
}

/// A HAProxy process in front of the cluster.
package struct ProxyBlueprint: Sendable {
    package var name: String

    package init(name: String) {
        self.name = name
    }
}

/// The dynamic configuration that times Patroni, in seconds (patroni `docs/dynamic_configuration.rst`).
package struct PatroniSettings: Hashable, Sendable {
    package var ttl: Int64
    package var loopWait: Int64
    package var retryTimeout: Int64
    package var maximumLagOnFailover: Int64

    package init(
        ttl: Int64 = 20,
        loopWait: Int64 = 5,
        retryTimeout: Int64 = 5,
        maximumLagOnFailover: Int64 = 1_048_576
    ) {
        self.ttl = ttl
        self.loopWait = loopWait
        self.retryTimeout = retryTimeout
        self.maximumLagOnFailover = maximumLagOnFailover
    }
}

/// How HAProxy checks the members: `inter`, `fall`, `rise` and `timeout check` of its configuration.
package struct CheckSettings: Hashable, Sendable {
    package var interval: Duration
    package var fall: Int64
    package var rise: Int64
    package var timeout: Duration

    package init(
        interval: Duration = .seconds(3),
        fall: Int64 = 3,
        rise: Int64 = 2,
        timeout: Duration = .seconds(5)
    ) {
        self.interval = interval
        self.fall = fall
        self.rise = rise
        self.timeout = timeout
    }
}
