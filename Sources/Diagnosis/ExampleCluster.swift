import ClusterModel

/// Builds the snapshots that rule examples and tests speak about: three members, `db1` leads, two proxies route to it.
package struct ExampleCluster: Sendable {
    /// The moment at which every example is taken.
    package static let now = Timestamp(secondsSinceEpoch: 1_795_358_873)

    package var snapshot: ClusterSnapshot

    /// A cluster in which nothing is wrong.
    package init(leader: MemberName? = "db1") {
        let names: [MemberName] = ["db1", "db2", "db3"]
        let rows = names.map { Self.row($0, role: $0 == leader ? "leader" : "replica") }
        let listing = ClusterListing(members: rows, scope: "opengauss")
        snapshot = ClusterSnapshot(
            takenAt: Self.now,
            name: "opengauss",
            listing: .current(listing, at: Self.now),
            listingSource: Self.agentAddress("db1"),
            members: rows.map { row in
                Member(
                    name: row.name,
                    listed: .current(row, at: Self.now),
                    agent: Agent(
                        address: Self.agentAddress(row.name),
                        report: .current(Self.report(row.name, isPrimary: row.name == leader), at: Self.now),
                        latency: .milliseconds(4)
                    )
                )
            },
            proxies: [7000, 7001].map { Self.proxy(port: $0, upMembers: leader.map { [$0] } ?? []) }
        )
    }

    /// A snapshot made from the healthy one.
    package static func with(leader: MemberName? = "db1", _ change: (inout ExampleCluster) -> Void) -> ClusterSnapshot {
        var example = ExampleCluster(leader: leader)
        change(&example)
        return example.snapshot
    }

    /// Changes one member.
    package mutating func member(_ name: MemberName, _ change: (inout Member) -> Void) {
        guard let index = snapshot.members.firstIndex(where: { $0.name == name }) else { return }
        change(&snapshot.members[index])
    }

    /// Changes one member's row in the listing.
    package mutating func row(_ name: MemberName, _ change: (inout ListedMember) -> Void) {
        member(name) { member in
            guard var row = member.listed.value else { return }
            change(&row)
            member.listed = .current(row, at: Self.now)
        }
        guard var listing = snapshot.listing.value,
            let index = listing.members.firstIndex(where: { $0.name == name })
        else { return }
        change(&listing.members[index])
        snapshot.listing = .current(listing, at: Self.now)
    }

    /// Changes what one member's agent says of itself.
    package mutating func report(_ name: MemberName, _ change: (inout AgentReport) -> Void) {
        member(name) { member in
            guard var report = member.agent?.report.value else { return }
            change(&report)
            member.agent?.report = .current(report, at: Self.now)
        }
    }

    /// Lets one member's agent fail for the last `seconds`.
    package mutating func agentFails(_ name: MemberName, _ reason: ReadFailure, forSeconds seconds: Int64 = 12) {
        let since = Self.now - .seconds(seconds)
        member(name) { member in
            guard let report = member.agent?.report.value else { return }
            member.agent?.report = .stale(report, at: since, because: reason, since: since)
        }
    }

    /// Lets a replica that has received everything stand `bytes` behind in replaying it.
    package mutating func stopsReplay(of name: MemberName, behind bytes: UInt64, isPaused: Bool = false) {
        report(name) { report in
            guard case .recovered(let received?, _, let replayedAt, _) = report.wal else { return }
            let replayed = LogSequenceNumber(position: received.position - min(received.position, bytes))
            report.wal = .recovered(received: received, replayed: replayed, replayedAt: replayedAt, isPaused: isPaused)
        }
    }

    /// Lets `/cluster` fail on every agent for the last `seconds`.
    package mutating func listingFails(_ reason: ReadFailure, forSeconds seconds: Int64 = 12) {
        let since = Self.now - .seconds(seconds)
        if let listing = snapshot.listing.value {
            snapshot.listing = .stale(listing, at: since, because: reason, since: since)
        }
        for index in snapshot.members.indices {
            if let row = snapshot.members[index].listed.value {
                snapshot.members[index].listed = .stale(row, at: since, because: reason, since: since)
            }
            snapshot.members[index].agent?.listingFailure = Agent.Failure(reason: reason, since: since)
        }
    }

    /// Changes what the proxies route.
    package mutating func proxies(_ change: (inout Proxy) -> Void) {
        for index in snapshot.proxies.indices { change(&snapshot.proxies[index]) }
    }

    /// A proxy with one primary-only backend in which `upMembers` pass the check.
    package static func proxy(port: Int, upMembers: Set<MemberName>) -> Proxy {
        let servers = ["db1", "db2", "db3"].map { (name: MemberName) in
            let isUp = upMembers.contains(name)
            return (
                name,
                ProxyServer(
                    name: "dbsrv" + name.text.suffix(1),
                    status: isUp ? "UP" : "DOWN",
                    check: HealthCheck(status: isUp ? "L7OK" : "L7STS", code: isUp ? 200 : 503),
                    sessions: SessionCounts(current: isUp ? 12 : 0),
                    lastChangeSeconds: 600
                )
            )
        }
        let backend = ProxyBackend(
            name: "opengauss",
            status: upMembers.isEmpty ? "DOWN" : "UP",
            sessions: SessionCounts(),
            servers: servers.map(\.1)
        )
        return Proxy(
            address: WebAddress(host: "127.0.0.1", port: port, path: "/;csv;norefresh"),
            statistics: .current(ProxyStatistics(frontends: [], backends: [backend]), at: now),
            routes: servers.map { member, server in
                Route(
                    backend: "opengauss",
                    backendKind: .primaryOnly,
                    server: server,
                    member: member,
                    matchedBy: .number
                )
            }
        )
    }

    private static func agentAddress(_ name: MemberName) -> WebAddress {
        WebAddress(host: "127.0.0.1\(name.text.suffix(1))", port: 8008)
    }

    private static func row(_ name: MemberName, role: MemberRole) -> ListedMember {
        ListedMember(
            name: name,
            role: role,
            state: role.leads ? "running" : "streaming",
            apiURL: agentAddress(name).url,
            host: agentAddress(name).host,
            port: 5432,
            timeline: 1,
            lag: role.leads ? nil : .bytes(0)
        )
    }

    private static func report(_ name: MemberName, isPrimary: Bool) -> AgentReport {
        let position = LogSequenceNumber(position: 100_664_200)
        return AgentReport(
            role: isPrimary ? "primary" : "replica",
            state: "running",
            serverVersion: 150_018,
            timeline: 1,
            wal: isPrimary
                ? .written(position)
                : .recovered(received: position, replayed: position, replayedAt: nil, isPaused: false),
            patroniVersion: "4.1.5",
            scope: "opengauss",
            name: name
        )
    }
}
