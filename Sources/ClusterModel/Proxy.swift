/// One HAProxy process as we reach its statistics page.
package struct Proxy: Equatable, Sendable {
    package var address: WebAddress
    package var statistics: Observation<ProxyStatistics>
    /// How long the last answer took.
    package var latency: Duration?
    /// When cumulated counters last went backwards: it restarted, or another process answers at this address.
    package var countersResetAt: Timestamp?
    /// Every server of every backend, with the member it stands for.
    package var routes: [Route]

    package init(
        address: WebAddress,
        statistics: Observation<ProxyStatistics> = .pending,
        latency: Duration? = nil,
        countersResetAt: Timestamp? = nil,
        routes: [Route] = []
    ) {
        self.address = address
        self.statistics = statistics
        self.latency = latency
        self.countersResetAt = countersResetAt
        self.routes = routes
    }

    package func routes(to member: MemberName) -> [Route] { routes.filter { $0.member == member } }
}

/// One server of one backend, joined to the member it stands for.
package struct Route: Equatable, Sendable {
    package var backend: String
    package var backendKind: BackendKind
    package var server: ProxyServer
    /// Nil while no member matches the server.
    package var member: MemberName?
    package var matchedBy: RouteMatch?

    package init(
        backend: String,
        backendKind: BackendKind,
        server: ProxyServer,
        member: MemberName? = nil,
        matchedBy: RouteMatch? = nil
    ) {
        self.backend = backend
        self.backendKind = backendKind
        self.server = server
        self.member = member
        self.matchedBy = matchedBy
    }
}

/// Why a server was taken for a member.
package enum RouteMatch: String, Hashable, Sendable, CaseIterable {
    case configuration
    case address
    case name
    /// The numbers at the end of both names agree, and no other member's does: `dbsrv1` is `db1`.
    case number
}

/// Which members a backend's check lets through, inferred from who passes it.
package enum BackendKind: String, Hashable, Sendable, CaseIterable {
    case primaryOnly
    case replicasOnly
    case anyMember
    /// Not a database backend, or nothing to tell by yet.
    case unknown
}
