import ClusterModel
import Diagnosis
import Testing

/// What rules make of time: patience, escalation, what ends, what the user muted.
@Suite struct RuleTimeTests {
    private func later(_ snapshot: ClusterSnapshot, _ seconds: Int64) -> ClusterSnapshot {
        var later = snapshot
        later.takenAt = snapshot.takenAt + .seconds(seconds)
        return later
    }

    private func findings(_ examination: inout Examination, _ snapshot: ClusterSnapshot, of rule: String) -> [Finding] {
        examination.examine(snapshot).findings.filter { $0.rule == rule }
    }

    private let misrouted = ExampleCluster.with(leader: "db2") { example in
        example.proxies { proxy in
            proxy = ExampleCluster.proxy(port: proxy.address.port, upMembers: ["db1", "db2"])
            for index in proxy.routes.indices { proxy.routes[index].server.lastChangeSeconds = nil }
        }
    }

    @Test func `misrouted writes are a warning within the checks' own time and critical after`() {
        var examination = Examination()
        let seen = [0, 5, 13, 14, 20].map { second in
            findings(&examination, later(misrouted, second), of: "writes-misrouted").map(\.severity)
        }
        #expect(seen[0] == [.warning, .warning])
        #expect(seen[1] == seen[0] && seen[2] == seen[0])
        #expect(seen[3] == [.critical, .critical] && seen[4] == seen[3])
    }

    @Test func `slower checks are given more time`() {
        var examination = Examination()
        var thresholds = Thresholds()
        thresholds.checkInterval = .seconds(10)
        examination = Examination(thresholds: thresholds)
        let seen = [0, 30, 36].map { second in
            findings(&examination, later(misrouted, second), of: "writes-misrouted").first?.severity
        }
        #expect(seen == [.warning, .warning, .critical])
    }

    @Test func `the first look already knows what the proxies' own times tell`() {
        // Both servers have been UP for ten minutes, so db2 has led for ten minutes and db1 is still UP.
        let snapshot = ExampleCluster.with(leader: "db2") { example in
            example.proxies { $0 = ExampleCluster.proxy(port: $0.address.port, upMembers: ["db1", "db2"]) }
        }
        var examination = Examination()
        let found = findings(&examination, snapshot, of: "writes-misrouted")
        #expect(found.map(\.severity) == [.critical, .critical])
        #expect(found.first.map { snapshot.takenAt - $0.since } == .seconds(600))
    }

    @Test func `a proxy that has not followed yet is a warning and then critical`() {
        let snapshot = ExampleCluster.with(leader: "db2") { example in
            example.proxies { $0 = ExampleCluster.proxy(port: $0.address.port, upMembers: []) }
        }
        var examination = Examination()
        let seen = [0, 10, 11].map { second in
            findings(&examination, later(snapshot, second), of: "no-route-to-leader").first?.severity
        }
        #expect(seen == [.warning, .warning, .critical])
    }

    @Test func `a proxy that loses its way to the same leader is critical at once`() {
        let lost = ExampleCluster.with { example in
            example.proxies { $0 = ExampleCluster.proxy(port: $0.address.port, upMembers: []) }
        }
        var examination = Examination()
        _ = examination.examine(ExampleCluster().snapshot)
        let found = findings(&examination, later(lost, 1), of: "no-route-to-leader")
        #expect(found.map(\.severity) == [.critical, .critical])
        #expect(found.first?.text == "proxy 127.0.0.1:7000 does not route to db1, the leader: dbsrv1 DOWN L7STS/503")
    }

    @Test func `patience begins anew when the thing was well in between`() {
        let broken = ExampleCluster.with { $0.row("db2") { $0.state = "running" } }
        let well = ExampleCluster().snapshot
        var examination = Examination()
        let seen = [(well, -1), (broken, 0), (broken, 25), (well, 26), (broken, 27), (broken, 50), (broken, 58)].map {
            findings(&examination, later($0.0, Int64($0.1)), of: "replica-not-streaming").count
        }
        #expect(seen == [0, 0, 0, 0, 0, 0, 1])
    }

    @Test func `what was so at the first look is said at once, and stays said`() {
        let broken = ExampleCluster.with { $0.row("db2") { $0.state = "running" } }
        var examination = Examination()
        let seen = [0, 1, 40].map { findings(&examination, later(broken, $0), of: "replica-not-streaming").count }
        #expect(seen == [1, 1, 1])
    }

    @Test func `a first look does not claim what only time can tell`() {
        let paused = ExampleCluster.with { example in
            example.snapshot.listing = example.snapshot.listing.map { listing in
                var paused = listing
                paused.isPaused = true
                return paused
            }
        }
        var examination = Examination()
        #expect(examination.examine(paused).findings.map(\.rule) == ["maintenance-mode"])
    }

    @Test func `a clock that was set back does not keep findings back`() {
        let broken = ExampleCluster.with { $0.row("db2") { $0.state = "running" } }
        var examination = Examination()
        _ = examination.examine(later(ExampleCluster().snapshot, 3599))
        _ = examination.examine(later(broken, 3600))
        _ = examination.examine(broken)
        #expect(findings(&examination, later(broken, 31), of: "replica-not-streaming").count == 1)
    }

    @Test func `muted rules are left out`() {
        let broken = ExampleCluster.with {
            $0.row("db2") { $0.pendingRestart = PendingRestart() }
            $0.row("db3") { $0.state = "start failed" }
        }
        var talkative = Examination()
        var quiet = Examination(thresholds: Thresholds(muted: ["pending-restart"]))
        #expect(talkative.examine(broken).findings.map(\.rule).sorted() == ["member-not-serving", "pending-restart"])
        #expect(quiet.examine(broken).findings.map(\.rule) == ["member-not-serving"])
    }

    @Test func `leaders that change without a history are counted as they are seen`() {
        var examination = Examination()
        var found: [Finding] = []
        for (second, leader) in [(0, "db1"), (300, "db2"), (600, "db1"), (900, "db2")] {
            let snapshot = ExampleCluster.with(leader: MemberName(leader)) { _ in }
            found = findings(&examination, later(snapshot, Int64(second)), of: "leader-changes-often")
        }
        #expect(found.map(\.text) == ["3 promotions within the last hour"])
    }

    @Test func `the forecast names lag, rate and time`() throws {
        let rule = try #require(RuleCatalog.all.first { $0.id == "lag-rising" })
        let example = try #require(rule.examples.first)
        #expect(
            example.findings(by: rule).map(\.text) == [
                "db3 lags 1.1 MB and rises 39.1 kB/s; above maximum_lag_on_failover in about 3 min: it will not be a candidate"
            ]
        )
    }
}
