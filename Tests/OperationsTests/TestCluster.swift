import ClusterModel
import Operations
import Wording

/// A healthy cluster of three with a proxy, to be bent into shape by tests: db1 leads, db2 and db3 stream.
struct TestCluster {
    static let now = Timestamp(secondsSinceEpoch: 1_795_358_870)

    var snapshot: ClusterSnapshot

    init(leader: MemberName = "db1", version: String = "4.1.5") {
        let names: [MemberName] = ["db1", "db2", "db3"]
        snapshot = ClusterSnapshot(takenAt: Self.now, name: "opengauss")
        snapshot.members = names.map { Self.member($0, leads: $0 == leader, version: version) }
        snapshot.configuration = .current(
            DynamicConfiguration(settings: [
                .init(path: "loop_wait", value: "5"), .init(path: "maximum_lag_on_failover", value: "1048576"),
                .init(path: "postgresql.parameters.max_connections", value: "50"),
                .init(path: "retry_timeout", value: "5"), .init(path: "ttl", value: "20"),
            ]),
            at: Self.now
        )
        snapshot.proxies = [Self.proxy(leader: leader)]
        relist()
    }

    static func with(
        leader: MemberName = "db1",
        version: String = "4.1.5",
        _ change: (inout TestCluster) -> Void
    ) -> ClusterSnapshot {
        var cluster = TestCluster(leader: leader, version: version)
        change(&cluster)
        cluster.relist()
        return cluster.snapshot
    }

    mutating func member(_ name: MemberName, _ change: (inout Member) -> Void) {
        guard let index = snapshot.members.firstIndex(where: { $0.name == name }) else { return }
        change(&snapshot.members[index])
    }

    mutating func row(_ name: MemberName, _ change: (inout ListedMember) -> Void) {
        member(name) { member in
            guard var row = member.listed.value else { return }
            change(&row)
            member.listed = .current(row, at: Self.now)
        }
    }

    mutating func report(_ name: MemberName, _ change: (inout AgentReport) -> Void) {
        member(name) { member in
            guard var report = member.agent?.report.value else { return }
            change(&report)
            member.agent?.report = .current(report, at: Self.now)
        }
    }

    mutating func silence(_ name: MemberName, _ reason: ReadFailure = .connectionRefused) {
        member(name) { member in
            guard let report = member.agent?.report.value else { return }
            member.agent?.report = .stale(report, at: Self.now - .seconds(5), because: reason, since: Self.now)
        }
    }

    mutating func listing(_ change: (inout ClusterListing) -> Void) {
        guard var listing = snapshot.listing.value else { return }
        change(&listing)
        snapshot.listing = .current(listing, at: Self.now)
    }

    mutating func set(_ path: String, _ value: String) {
        guard var configuration = snapshot.configuration.value else { return }
        configuration.settings.removeAll { $0.path == path }
        configuration.settings.append(.init(path: path, value: value))
        snapshot.configuration = .current(configuration, at: Self.now)
    }

    /// Makes `name` a synchronous standby in synchronous mode.
    mutating func synchronize(_ name: MemberName?) {
        set("synchronous_mode", "true")
        if let name { row(name) { $0.role = "sync_standby" } }
    }

    /// Takes the lock away from everybody.
    mutating func unlock() {
        for name in snapshot.members.map(\.name) { row(name) { $0.role = "replica" } }
    }

    private mutating func relist() {
        let old = snapshot.listing.value
        let rows = snapshot.members.filter { !$0.isGone }.compactMap(\.listed.value)
        snapshot.listing = .current(
            ClusterListing(
                members: rows,
                scope: "opengauss",
                isPaused: old?.isPaused ?? false,
                scheduledSwitchover: old?.scheduledSwitchover
            ),
            at: Self.now
        )
    }
}

extension TestCluster {
    private static func member(_ name: MemberName, leads: Bool, version: String) -> Member {
        let host = "10.0.0.\(name.text.suffix(1))"
        let position = LogSequenceNumber(position: 0x600_0388)
        let row = ListedMember(
            name: name,
            role: leads ? "leader" : "replica",
            state: leads ? "running" : "streaming",
            apiURL: "http://\(host):8008/patroni",
            host: host,
            port: 5432,
            timeline: 2,
            lag: leads ? nil : .bytes(0),
            receiveLag: leads ? nil : .bytes(0),
            replayLag: leads ? nil : .bytes(0)
        )
        let wal: WALPosition =
            leads
            ? .written(position)
            : .recovered(received: position, replayed: position, replayedAt: nil, isPaused: false)
        let report = AgentReport(
            role: leads ? "primary" : "replica",
            state: "running",
            serverVersion: 150_018,
            postmasterStartTime: "2026-11-22 14:46:1\(name.text.suffix(1)).506889+00:00",
            timeline: 2,
            wal: wal,
            replicationState: leads ? nil : "streaming",
            patroniVersion: version,
            scope: "opengauss",
            name: name
        )
        return Member(
            name: name,
            listed: .current(row, at: now),
            agent: Agent(
                address: WebAddress(host: host, port: 8008),
                report: .current(report, at: now),
                latency: .milliseconds(2)
            )
        )
    }

    static let proxyAddress = WebAddress(host: "10.0.0.9", port: 7000)

    private static func proxy(leader: MemberName) -> Proxy {
        let names: [MemberName] = ["db1", "db2", "db3"]
        let routes = names.map { name in
            Route(
                backend: "opengauss",
                backendKind: .primaryOnly,
                server: ProxyServer(
                    name: "dbsrv\(name.text.suffix(1))",
                    status: name == leader ? "UP" : "DOWN",
                    check: HealthCheck(
                        status: name == leader ? "L7OK" : "L7STS",
                        code: name == leader ? 200 : 503,
                        rise: 2,
                        fall: 3
                    ),
                    sessions: SessionCounts(current: name == leader ? 17 : 0)
                ),
                member: name,
                matchedBy: .number
            )
        }
        let statistics = ProxyStatistics(frontends: [], backends: [])
        return Proxy(address: proxyAddress, statistics: .current(statistics, at: now), routes: routes)
    }
}

extension Plan {
    /// The refusal that is predicted, or nil.
    var predictedRefusal: String? {
        guard case .refused(let status, let text) = prediction else { return nil }
        return "\(status) \(text)"
    }

    /// Why it may come to nothing, or nil.
    var doubt: String? {
        guard case .doubtful(let reason) = prediction else { return nil }
        return reason.english
    }

    var weightiest: Check? { checks.first }

    func says(_ severity: Check.Severity, _ part: String) -> Bool {
        checks.contains { $0.severity == severity && $0.text.english.contains(part) }
    }
}

extension Moment {
    /// A time as a user would write it.
    init(written text: String) {
        self.init(timestamp: Timestamp(iso8601: text) ?? Timestamp(secondsSinceEpoch: 0), text: text)
    }
}
