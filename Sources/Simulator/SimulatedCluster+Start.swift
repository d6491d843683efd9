import ClusterModel

/// The state at the start: elected, streaming, checked and in use for a day.
extension SimulatedCluster {
    static func configuration(_ blueprint: ClusterBlueprint) -> JSON {
        let settings = blueprint.settings
        var configuration = JSON.fields([
            "ttl": .integer(settings.ttl), "loop_wait": .integer(settings.loopWait),
            "retry_timeout": .integer(settings.retryTimeout),
            "maximum_lag_on_failover": .integer(settings.maximumLagOnFailover),
            "postgresql": .fields([
                "use_pg_rewind": true, "use_slots": true,
                "parameters": .fields([
                    "shared_buffers": "32MB", "max_connections": 50, "wal_keep_size": "128MB",
                ]),
            ]),
        ])
        if blueprint.isSynchronous { configuration = configuration.merged(with: .fields(["synchronous_mode": true])) }
        return configuration
    }

    mutating func settle() {
        let leader = blueprint.leader ?? members.first?.name
        let loopWait = store.loopWait.inMilliseconds
        for index in members.indices {
            let leads = members[index].name == leader
            members[index].isPrimary = leads
            members[index].believesLeader = leads
            members[index].upstream = leads ? nil : leader
            members[index].isStreaming = !leads
            members[index].activeConnections = store.maximumConnections
            members[index].startedAt = clock - generator.milliseconds(86_400_000...90_000_000)
            members[index].nextLoopAt = clock + generator.milliseconds(0...loopWait)
        }
        store.leaderPosition = members.first { $0.isPrimary }?.location ?? 0
        store.lock = leader.map { DistributedStore.Lock(holder: $0, expiresAt: clock + store.ttl) }
        if store.isSynchronous { store.synchronousStandby = members.last { $0.isStreaming }?.name }
        for index in members.indices { writeKey(of: index) }
        proxies = blueprint.proxies.map { settledProxy($0) }
    }

    private mutating func settledProxy(_ proxy: ProxyBlueprint) -> SimulatedProxy {
        let started = clock - generator.milliseconds(80_000_000...86_000_000)
        let demand = Int64.random(in: 6...14, using: &generator)
        let checks = blueprint.checks
        var servers: [SimulatedProxy.Server] = []
        for member in members {
            let isUp = member.believesLeader
            var server = SimulatedProxy.Server(
                health: isUp ? checks.rise + checks.fall - 1 : 0,
                isUp: isUp,
                nextCheckAt: clock + generator.milliseconds(0...checks.interval.inMilliseconds),
                changedAt: started
            )
            server.check = isUp ? .passed : .wrongStatus
            server.checkMilliseconds = Int64.random(in: 1...4, using: &generator)
            if isUp {
                server.sessions = demand
                server.sessionMaximum = demand
                server.sessionTotal = demand + Int64.random(in: 2000...4000, using: &generator)
                server.lastSessionAt = clock
            } else {
                server.checkFailures = 1
                server.downs = 1
            }
            servers.append(server)
        }
        return SimulatedProxy(proxy, servers: servers, demand: demand, startedAt: started)
    }
}
