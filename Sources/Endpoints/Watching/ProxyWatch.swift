import ClusterModel

/// What is remembered of one proxy process between two looks at its statistics.
struct ProxyWatch: Equatable {
    private(set) var proxy: Proxy
    private var kinds: [String: BackendKindInference] = [:]

    init(_ address: WebAddress) {
        proxy = Proxy(address: address)
    }

    mutating func absorb(_ result: Result<ProxyStatistics, ReadFailure>, latency: Duration, at now: Timestamp) {
        if case .success(let later) = result {
            proxy.latency = latency
            if let earlier = proxy.statistics.value, let then = proxy.statistics.learntAt,
                CounterReset.happened(from: earlier, at: then, to: later, at: now)
            {
                proxy.countersResetAt = now
                for name in kinds.keys { kinds[name]?.unsettle() }
            }
            let names = Set(later.backends.map(\.name))
            kinds = kinds.filter { names.contains($0.key) }
        }
        proxy.statistics = proxy.statistics.updated(with: result, at: now)
    }

    /// Joins servers to members anew, and looks who passes the checks while the statistics are fresh.
    mutating func route(by join: RouteJoin, leader: LeaderTenure?, at now: Timestamp) {
        guard let statistics = proxy.statistics.value else { return }
        let isFresh = proxy.statistics.currentValue != nil
        let joined = statistics.backends.filter { !$0.servers.isEmpty }.map { ($0, join.joins(of: $0)) }
        let isOnly = joined.count { _, joins in joins.contains { $0 != nil } } == 1
        proxy.routes = joined.flatMap { backend, joins -> [Route] in
            if isFresh, let leader {
                let sightings = zip(backend.servers, joins).compactMap { server, join in
                    join.map { server.sighting(isLeader: $0.member == leader.name) }
                }
                kinds[backend.name, default: BackendKindInference()]
                    .observe(sightings, leaderSince: leader.since, at: now)
            }
            let kind = (kinds[backend.name] ?? BackendKindInference()).kind(
                named: backend.name,
                isOnly: isOnly && joins.contains { $0 != nil }
            )
            return zip(backend.servers, joins).map { server, join in
                Route(
                    backend: backend.name,
                    backendKind: kind,
                    server: server,
                    member: join?.member,
                    matchedBy: join?.matchedBy
                )
            }
        }
    }
}

/// Who leads as far as listings tell, and since when the same.
struct LeaderTenure: Equatable {
    var name: MemberName
    var since: Timestamp
}

extension ProxyServer {
    /// Whether the server takes traffic, or its check was answered with a no.
    fileprivate func sighting(isLeader: Bool) -> BackendKindInference.Sighting {
        BackendKindInference.Sighting(
            isLeader: isLeader,
            passes: status.takesTraffic,
            isRefused: status.kind == .down && check?.status.hasPrefix("L7STS") == true
        )
    }
}
