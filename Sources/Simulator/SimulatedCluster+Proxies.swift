import ClusterModel

/// HAProxy's health checks and the sessions of the clients behind it.
extension SimulatedCluster {
    mutating func runProxy(_ index: Int) {
        for server in proxies[index].servers.indices { runCheck(of: server, in: index) }
        updateBackend(of: index)
        openSessions(in: index)
    }

    private mutating func runCheck(of server: Int, in proxy: Int) {
        if let end = proxies[proxy].servers[server].checkRunsUntil {
            guard end <= clock else { return }
            proxies[proxy].servers[server].checkRunsUntil = nil
            proxies[proxy].servers[server].nextCheckAt = end + blueprint.checks.interval
            return finishCheck(outcome(of: server, in: proxy), of: server, in: proxy)
        }
        guard proxies[proxy].servers[server].nextCheckAt <= clock else { return }
        let outcome = outcome(of: server, in: proxy)
        switch outcome {
        case .connectTimeout:
            let wait = min(blueprint.checks.interval, blueprint.checks.timeout)
            proxies[proxy].servers[server].checkRunsUntil = clock + wait
        case .answerTimeout: proxies[proxy].servers[server].checkRunsUntil = clock + blueprint.checks.timeout
        case .passed, .wrongStatus, .refused:
            proxies[proxy].servers[server].nextCheckAt = clock + blueprint.checks.interval
            finishCheck(outcome, of: server, in: proxy)
        }
    }

    /// `OPTIONS /`: 200 from the agent that believes to hold the leader lock.
    private func outcome(of server: Int, in proxy: Int) -> SimulatedProxy.Check {
        if proxies[proxy].servers[server].hasStaleAddress { return .connectTimeout }
        switch members[server].process {
        case .crashed, .stopped: return .refused
        case .frozen, .stopping: return .answerTimeout
        case .running: return members[server].believesLeader ? .passed : .wrongStatus
        }
    }

    private mutating func finishCheck(_ check: SimulatedProxy.Check, of index: Int, in proxy: Int) {
        let checks = blueprint.checks
        let highest = checks.rise + checks.fall - 1
        var server = proxies[proxy].servers[index]
        server.check = check
        switch check {
        case .passed, .wrongStatus: server.checkMilliseconds = Int64.random(in: 1...4, using: &generator)
        case .refused: server.checkMilliseconds = 0
        case .connectTimeout: server.checkMilliseconds = min(checks.interval, checks.timeout).inMilliseconds
        case .answerTimeout: server.checkMilliseconds = checks.timeout.inMilliseconds
        }
        switch (check == .passed, server.isUp) {
        case (true, true): server.health = highest
        case (true, false):
            server.health += 1
            if server.health >= checks.rise {
                server.downtimeBefore = server.downtime(at: clock)
                server.health = highest
                server.isUp = true
                server.changedAt = clock
            }
        case (false, true):
            server.checkFailures += 1
            server.health -= 1
            if server.health < checks.rise {
                server.health = 0
                server.isUp = false
                server.changedAt = clock
                server.downs += 1
                // `on-marked-down shutdown-sessions`
                server.aborted += server.sessions
                server.sessions = 0
            }
        case (false, false): server.health = 0
        }
        proxies[proxy].servers[index] = server
    }

    private mutating func updateBackend(of index: Int) {
        let isUp = !proxies[index].upServers.isEmpty
        guard isUp != proxies[index].backendIsUp else { return }
        if isUp {
            proxies[index].backendDowntime += (clock - proxies[index].backendChangedAt).components.seconds
        } else {
            proxies[index].backendDowns += 1
        }
        proxies[index].backendIsUp = isUp
        proxies[index].backendChangedAt = clock
    }

    private mutating func openSessions(in index: Int) {
        for server in proxies[index].servers.indices {
            let sessions = proxies[index].servers[server].sessions
            proxies[index].servers[server].bytesIn += sessions * 40
            proxies[index].servers[server].bytesOut += sessions * 160
        }
        // About one client in twelve seconds comes and goes by itself.
        let busiest = proxies[index].servers.indices.max {
            proxies[index].servers[$0].sessions < proxies[index].servers[$1].sessions
        }
        if UInt8.random(in: 0..<120, using: &generator) == 0, let busiest, proxies[index].servers[busiest].sessions > 0
        {
            proxies[index].servers[busiest].sessions -= 1
        }
        let open = proxies[index].servers.reduce(0) { $0 + $1.sessions }
        guard open < proxies[index].demand else { return }
        guard let server = proxies[index].pickServer() else {
            proxies[index].rejected += 1
            return
        }
        guard !proxies[index].servers[server].hasStaleAddress, members[server].serves else {
            proxies[index].servers[server].connectErrors += 1
            proxies[index].servers[server].retries += 2
            return
        }
        proxies[index].servers[server].sessions += 1
        proxies[index].servers[server].sessionTotal += 1
        proxies[index].servers[server].lastSessionAt = clock
        let sessions = proxies[index].servers[server].sessions
        proxies[index].servers[server].sessionMaximum = max(proxies[index].servers[server].sessionMaximum, sessions)
    }

    /// A database that goes away takes its sessions with it.
    mutating func disconnectClients(of member: Int) {
        for proxy in proxies.indices {
            proxies[proxy].servers[member].aborted += proxies[proxy].servers[member].sessions
            proxies[proxy].servers[member].sessions = 0
        }
    }

    /// A process that has just started counts from zero and holds every server for UP until its first check.
    mutating func restartProxy(_ index: Int) {
        let former = proxies[index]
        var servers: [SimulatedProxy.Server] = []
        for old in former.servers {
            var server = SimulatedProxy.Server(
                health: blueprint.checks.rise,
                isUp: true,
                nextCheckAt: clock + generator.milliseconds(0...blueprint.checks.interval.inMilliseconds),
                changedAt: clock
            )
            server.hasStaleAddress = old.hasStaleAddress
            server.formerHost = old.formerHost
            servers.append(server)
        }
        proxies[index] = SimulatedProxy(former.blueprint, servers: servers, demand: former.demand, startedAt: clock)
    }

    /// What a client meets that connects to a proxy's database port.
    package enum ClientRoute: Hashable, Sendable {
        /// A database answers.
        case answered
        /// The connection is closed: no server is UP, or the one in turn is dead.
        case closed
        /// A server accepts and does not answer.
        case silent
        /// The proxy does not run.
        case refused
    }

    /// Routes one client through a proxy.
    package mutating func routeClient(through proxy: Int, at now: Timestamp) -> ClientRoute {
        advance(to: now)
        guard proxies.indices.contains(proxy), proxies[proxy].isRunning else { return .refused }
        guard let server = proxies[proxy].pickServer() else { return .closed }
        if proxies[proxy].servers[server].hasStaleAddress { return .silent }
        switch members[server].process {
        case .frozen, .stopping: return .silent
        case .crashed, .stopped: return .closed
        case .running: return members[server].database == .running ? .answered : .closed
        }
    }
}
