import ClusterModel

/// Details that only rule examples need.
extension ExampleCluster {
    mutating func pause() {
        snapshot.listing = snapshot.listing.map { listing in
            var paused = listing
            paused.isPaused = true
            return paused
        }
    }

    /// Sets the dynamic configuration.
    mutating func configure(_ settings: [String: String]) {
        let sorted = settings.sorted { $0.key < $1.key }
        snapshot.configuration = .current(
            DynamicConfiguration(settings: sorted.map { .init(path: $0.key, value: $0.value) }),
            at: Self.now
        )
    }

    /// Lets a replica have received the log up to `position`.
    mutating func receives(_ name: MemberName, _ position: UInt64) {
        let received = LogSequenceNumber(position: position)
        report(name) { $0.wal = .recovered(received: received, replayed: received, replayedAt: nil, isPaused: false) }
    }

    /// Lets a leader send to these, and nobody else.
    mutating func sends(_ name: MemberName, to receivers: [String]) {
        report(name) { report in
            report.senders = receivers.map {
                ReplicationSender(
                    user: "replicator",
                    applicationName: $0,
                    clientAddress: nil,
                    state: "streaming",
                    syncState: "async",
                    syncPriority: 0
                )
            }
        }
    }

    /// Makes it a cluster of Patroni 2.0: replicas are listed as running.
    mutating func makeOld() {
        for name: MemberName in ["db1", "db2", "db3"] {
            report(name) { $0.patroniVersion = "2.0.2" }
            row(name) { $0.state = "running" }
        }
    }

    /// Writes promotions into the history, one timeline each, the last by the leader.
    mutating func promoted(secondsAgo: [Int64]) {
        let entries = secondsAgo.enumerated().map { offset, seconds in
            HistoryEntry(
                timeline: Int64(offset) + 1,
                lsn: LogSequenceNumber(position: UInt64(offset + 1) << 24),
                reason: "no recovery target specified",
                timestamp: CivilTime(Self.now - .seconds(seconds)).iso8601,
                newLeader: "db1"
            )
        }
        snapshot.history = .current(entries, at: Self.now)
    }

    /// Changes every server that stands for a member, also in the statistics themselves.
    mutating func server(_ name: MemberName, _ change: (inout ProxyServer) -> Void) {
        proxies { proxy in
            for index in proxy.routes.indices where proxy.routes[index].member == name {
                change(&proxy.routes[index].server)
            }
            let routed = Dictionary(proxy.routes.map { ($0.server.name, $0.server) }) { first, _ in first }
            proxy.statistics = proxy.statistics.map { statistics in
                var statistics = statistics
                for backend in statistics.backends.indices {
                    statistics.backends[backend].servers = statistics.backends[backend].servers.map {
                        routed[$0.name] ?? $0
                    }
                }
                return statistics
            }
        }
    }

    mutating func check(_ check: String, of name: MemberName, status: ServerStatus) {
        server(name) { server in
            server.status = status
            server.check = check.isEmpty ? nil : HealthCheck(status: check)
        }
    }

    mutating func addresses(_ addresses: [MemberName: String]) {
        for (name, address) in addresses { server(name) { $0.address = address } }
    }

    mutating func sessions(_ current: Int64, limit: Int64?, of name: MemberName) {
        server(name) { $0.sessions = SessionCounts(current: current, limit: limit) }
    }

    mutating func frontendSessions(_ current: Int64, limit: Int64) {
        proxies { proxy in
            proxy.statistics = proxy.statistics.map { statistics in
                var statistics = statistics
                let sessions = SessionCounts(current: current, limit: limit)
                statistics.frontends = [ProxyFrontend(name: "opengauss", status: "OPEN", sessions: sessions)]
                return statistics
            }
        }
    }

    /// How far each member's clock is ahead of ours, in milliseconds.
    mutating func clocks(_ offsets: [MemberName: Int64]) {
        for (name, offset) in offsets { member(name) { $0.agent?.clockOffset = .milliseconds(offset) } }
    }
}
