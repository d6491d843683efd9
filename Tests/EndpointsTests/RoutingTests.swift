import ClusterModel
import Endpoints
import Testing

struct RoutingTests {
    private func member(_ name: String, host: String? = nil, port: Int = 5432) -> Member {
        let row = ListedMember(name: MemberName(name), role: "replica", state: "running", host: host, port: port)
        return Member(name: MemberName(name), listed: .current(row, at: Timestamp(secondsSinceEpoch: 0)))
    }

    private func joins(
        _ servers: [ProxyServer],
        _ members: [Member],
        _ overrides: [String: MemberName] = [:]
    ) -> [String] {
        let backend = ProxyBackend(name: "db", status: "UP", sessions: SessionCounts(), servers: servers)
        return RouteJoin(members: members, overrides: overrides).joins(of: backend).map { join in
            join.map { "\($0.member) \($0.matchedBy.rawValue)" } ?? "-"
        }
    }

    private func server(_ name: String, address: String? = nil) -> ProxyServer {
        ProxyServer(name: name, status: "UP", address: address)
    }

    @Test func `the user's word goes before every clue`() {
        let members = [member("db1", host: "10.0.0.1"), member("db2", host: "10.0.0.2")]
        let servers = [server("db1", address: "10.0.0.1:5432"), server("other")]
        #expect(
            joins(servers, members, ["db1": "db2", "db/other": "db1"]) == ["db2 configuration", "db1 configuration"]
        )
    }

    @Test func `an address goes before a name`() {
        let members = [member("db1", host: "10.0.0.1"), member("db2", host: "10.0.0.2")]
        #expect(joins([server("db1", address: "10.0.0.2:5432")], members) == ["db2 address"])
        #expect(joins([server("db1", address: "10.0.0.9:5432")], members) == ["db1 name"])
        #expect(joins([server("10.0.0.2")], members) == ["db2 address"])
    }

    @Test func `members on one host are told apart by port`() {
        let members = [member("a", host: "::1", port: 5432), member("b", host: "::1", port: 5433)]
        #expect(
            joins([server("x", address: "[::1]:5433"), server("y", address: "[::1]:9")], members) == ["b address", "-"]
        )
    }

    @Test func `a name is found as a whole word, the longest first`() {
        let members = ["db1", "db10", "pg-1", "1"].map { member($0) }
        #expect(
            joins(["DB1", "pg_db10", "srv-pg-1", "xdb1x"].map { server($0) }, members)
                == ["db1 name", "db10 name", "pg-1 name", "-"]
        )
        #expect(joins([server("pg-0")], [member("patroni-pg-0"), member("patroni-pg-1")]) == ["patroni-pg-0 name"])
    }

    @Test func `numbers at the end match when nobody else has them`() {
        let members = ["db1", "db2", "db3"].map { member($0) }
        #expect(
            joins(["dbsrv1", "dbsrv2", "node03"].map { server($0) }, members) == [
                "db1 number", "db2 number", "db3 number",
            ]
        )
        #expect(joins(["a1", "b1"].map { server($0) }, members) == ["-", "-"])
        #expect(joins([server("srv1")], [member("x1"), member("y1")]) == ["-"])
        #expect(joins([server("srv"), server("s99999999999999999999")], members) == ["-", "-"])
    }

    @Test(arguments: [
        ("pg_primary", BackendKind.primaryOnly), ("db-rw", .primaryOnly), ("master", .primaryOnly),
        ("read-write", .primaryOnly),
        ("replicas", .replicasOnly), ("pg_ro", .replicasOnly), ("standby_read", .replicasOnly), ("opengauss", .unknown),
        ("zero", .unknown), ("thread", .unknown),
    ])
    func `a backend's name is a hint by its words`(_ name: String, _ kind: BackendKind) {
        #expect(BackendKindInference.hint(in: name) == kind)
    }

    @Test func `who passes the check tells the kind`() {
        typealias Sighting = BackendKindInference.Sighting
        let leads = Sighting(isLeader: true, passes: true, isRefused: false)
        let leaderRefused = Sighting(isLeader: true, passes: false, isRefused: true)
        let passes = Sighting(isLeader: false, passes: true, isRefused: false)
        let refused = Sighting(isLeader: false, passes: false, isRefused: true)
        let dead = Sighting(isLeader: false, passes: false, isRefused: false)
        #expect(BackendKindInference.evidence(of: [leads, refused, dead]) == .primaryOnly)
        #expect(BackendKindInference.evidence(of: [leaderRefused, passes, dead]) == .replicasOnly)
        #expect(BackendKindInference.evidence(of: [leads, passes, dead]) == .anyMember)
        for unclear in [
            [], [leads], [leads, dead], [leads, passes, refused], [passes, passes], [leaderRefused, refused],
        ] {
            #expect(BackendKindInference.evidence(of: unclear) == nil)
        }
    }

    @Test func `a failover does not turn a primary-only backend into something else`() {
        var inference = BackendKindInference()
        typealias Sighting = BackendKindInference.Sighting
        let start = Timestamp(secondsSinceEpoch: 1000)
        func look(up: Set<String>, leader: String, since: Int, at: Int) {
            let sightings = ["a", "b"].map {
                Sighting(isLeader: $0 == leader, passes: up.contains($0), isRefused: !up.contains($0))
            }
            inference.observe(sightings, leaderSince: start + .seconds(since), at: start + .seconds(at))
        }
        look(up: ["a"], leader: "a", since: 0, at: 1)
        #expect(inference.kind(named: "db") == .primaryOnly)
        look(up: ["a"], leader: "b", since: 5, at: 6)
        look(up: ["a", "b"], leader: "b", since: 5, at: 12)
        #expect(inference.kind(named: "db") == .primaryOnly, "a failover before anything settled")
        look(up: ["b"], leader: "b", since: 5, at: 60)
        look(up: ["b"], leader: "a", since: 70, at: 200)
        look(up: ["a", "b"], leader: "a", since: 70, at: 300)
        #expect(
            inference.kind(named: "db") == .primaryOnly,
            "a proxy that misroutes for minutes is wrong, not another kind"
        )
    }

    @Test func `what was seen during a switchover is corrected once it settles`() {
        var inference = BackendKindInference()
        let start = Timestamp(secondsSinceEpoch: 1000)
        let both = [true, false].map { BackendKindInference.Sighting(isLeader: $0, passes: true, isRefused: false) }
        inference.observe(both, leaderSince: start, at: start)
        #expect(inference.kind(named: "db") == .anyMember && inference.kind(named: "db_rw") == .primaryOnly)
        let settled = [true, false].map { BackendKindInference.Sighting(isLeader: $0, passes: $0, isRefused: !$0) }
        inference.observe(settled, leaderSince: start, at: start + .seconds(31))
        #expect(inference.kind(named: "db") == .primaryOnly && inference.kind(named: "db_ro") == .primaryOnly)
    }

    @Test func `the only backend is for writes until it proves otherwise`() {
        var inference = BackendKindInference()
        let start = Timestamp(secondsSinceEpoch: 0)
        // Nobody passes: the proxy has lost everybody.
        let lost = [true, false, false].map {
            BackendKindInference.Sighting(isLeader: $0, passes: false, isRefused: true)
        }
        inference.observe(lost, leaderSince: start, at: start)
        #expect(inference.kind(named: "opengauss", isOnly: true) == .primaryOnly)
        #expect(inference.kind(named: "opengauss") == .unknown)
        // A former leader alone passes: writes go astray, this is no backend for reads.
        let astray = [
            BackendKindInference.Sighting(isLeader: true, passes: false, isRefused: true),
            BackendKindInference.Sighting(isLeader: false, passes: true, isRefused: false),
            BackendKindInference.Sighting(isLeader: false, passes: false, isRefused: true),
        ]
        inference.observe(astray, leaderSince: start, at: start)
        #expect(inference.kind(named: "opengauss", isOnly: true) == .primaryOnly)
        #expect(inference.kind(named: "opengauss_read", isOnly: true) == .replicasOnly)
    }
}
