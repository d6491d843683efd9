import ClusterModel
import Diagnosis
import Testing

@Suite struct VerdictTests {
    /// One situation and what the first line must say of it.
    struct Case: Sendable, CustomTestStringConvertible {
        let situation: String
        let snapshot: ClusterSnapshot
        let level: Verdict.Level
        let text: String

        var testDescription: String { situation }
    }

    static let cases: [Case] = [
        Case(
            situation: "nothing read yet",
            snapshot: ClusterSnapshot(takenAt: ExampleCluster.now),
            level: .unknown,
            text: "CONNECTING  no answer yet"
        ),
        Case(
            situation: "healthy",
            snapshot: ExampleCluster().snapshot,
            level: .ok,
            text: "WRITES OK  → db1 via 2/2 proxies"
        ),
        Case(
            situation: "healthy, no proxy watched",
            snapshot: ExampleCluster.with { $0.snapshot.proxies = [] },
            level: .ok,
            text: "WRITES OK  → db1"
        ),
        Case(
            situation: "one proxy does not route",
            snapshot: ExampleCluster.with { $0.snapshot.proxies[1] = ExampleCluster.proxy(port: 7001, upMembers: []) },
            level: .warning,
            text: "WRITES OK  → db1 via 1/2 proxies; 127.0.0.1:7001 does not route"
        ),
        Case(
            situation: "one proxy is down",
            snapshot: ExampleCluster.with {
                $0.snapshot.proxies[1].statistics = .failed(.connectionRefused, since: ExampleCluster.now)
            },
            level: .warning,
            text: "WRITES OK  → db1 via 1/2 proxies; 127.0.0.1:7001: connection refused"
        ),
        Case(
            situation: "no proxy routes to the leader",
            snapshot: ExampleCluster.with { example in
                example.proxies { $0 = ExampleCluster.proxy(port: $0.address.port, upMembers: []) }
            },
            level: .critical,
            text: "WRITE OUTAGE 00:00  leader db1, no proxy routes to it"
        ),
        Case(
            situation: "the old leader is still UP after a switchover",
            snapshot: ExampleCluster.with(leader: "db2") { example in
                example.proxies { $0 = ExampleCluster.proxy(port: $0.address.port, upMembers: ["db1", "db2"]) }
            },
            level: .critical,
            text: "WRITES MISROUTED 00:00  leader db2, proxies also send to db1"
        ),
        Case(
            situation: "no leader",
            snapshot: ExampleCluster(leader: nil).snapshot,
            level: .critical,
            text: "FAILOVER 00:00  no leader; candidates db1, db2 and db3"
        ),
        Case(
            situation: "no leader and paused",
            snapshot: ExampleCluster.with(leader: nil) { $0.pause() },
            level: .critical,
            text: "WRITE OUTAGE 00:00  no leader, and maintenance mode forbids failover; candidates db1, db2 and db3"
        ),
        Case(
            situation: "maintenance mode",
            snapshot: ExampleCluster.with { $0.pause() },
            level: .warning,
            text: "MAINTENANCE MODE 0 s  → db1 via 2/2 proxies"
        ),
        Case(
            situation: "the leader is frozen, proxies noticed",
            snapshot: ExampleCluster.with { example in
                example.agentFails("db1", .timedOut(connected: true))
                example.proxies { $0 = ExampleCluster.proxy(port: $0.address.port, upMembers: []) }
            },
            level: .critical,
            text:
                "FAILOVER 00:00  leader db1: accepts connections but does not answer; its lock expires in at most 18 s"
        ),
        Case(
            situation: "only we cannot reach the leader's agent",
            snapshot: ExampleCluster.with { $0.agentFails("db1", .timedOut(connected: false)) },
            level: .ok,
            text: "WRITES OK  → db1 via 2/2 proxies"
        ),
        Case(
            situation: "the leader's database is starting",
            snapshot: ExampleCluster.with { $0.row("db1") { $0.state = "starting" } },
            level: .critical,
            text: "WRITE OUTAGE 00:00  leader db1 is starting"
        ),
        Case(
            situation: "the new leader is promoting",
            snapshot: ExampleCluster.with { $0.report("db1") { $0.role = "replica" } },
            level: .critical,
            text: "FAILOVER 00:00  db1 has the lock, its database is not primary yet"
        ),
        Case(
            situation: "DCS down, the primary has not stepped down yet",
            snapshot: ExampleCluster.with { $0.listingFails(.closedWithoutAnswer) },
            level: .warning,
            text: "DCS UNREACHABLE 00:00  db1 is still primary and will step down unless failsafe mode is on"
        ),
        Case(
            situation: "DCS down, and the proxies have given up the primary",
            snapshot: ExampleCluster.with { example in
                example.listingFails(.closedWithoutAnswer)
                example.proxies { $0 = ExampleCluster.proxy(port: $0.address.port, upMembers: []) }
            },
            level: .critical,
            text: "WRITE OUTAGE 00:00  DCS unreachable; db1 says primary, but no proxy routes to it"
        ),
        Case(
            situation: "the leader is stopping, and etcd hangs",
            snapshot: ExampleCluster.with { example in
                example.report("db1") { $0.state = "stopping" }
                example.snapshot.store = ExampleCluster.withSilentStore().store
            },
            level: .critical,
            text: "WRITE OUTAGE 00:00  leader db1 is stopping, and etcd does not answer"
        ),
        Case(
            situation: "etcd hangs as we see it, and the new leader is promoting",
            snapshot: ExampleCluster.with { example in
                example.report("db1") { $0.role = "replica" }
                example.snapshot.store = ExampleCluster.withSilentStore().store
            },
            level: .critical,
            text: "FAILOVER 00:00  db1 has the lock, its database is not primary yet"
        ),
        Case(
            situation: "etcd hangs as we see it, and the leader goes on",
            snapshot: ExampleCluster.withSilentStore(),
            level: .ok,
            text: "WRITES OK  → db1 via 2/2 proxies"
        ),
        Case(
            situation: "DCS down, nobody is primary",
            snapshot: ExampleCluster.with {
                $0.listingFails(.closedWithoutAnswer)
                $0.report("db1") { $0.role = "replica" }
            },
            level: .critical,
            text: "WRITE OUTAGE 00:00  DCS unreachable, no member is primary"
        ),
        Case(
            situation: "the listing is a page of HTML",
            snapshot: ExampleCluster.with { $0.listingFails(.html(title: "Login")) },
            level: .warning,
            text: "UNKNOWN 00:00  no listing: HTML page “Login” instead of data; db1 says primary"
        ),
        Case(
            situation: "nothing answers any more",
            snapshot: ExampleCluster.with { example in
                example.listingFails(.connectionRefused)
                for name: MemberName in ["db1", "db2", "db3"] { example.agentFails(name, .connectionRefused) }
            },
            level: .unknown,
            text: "UNKNOWN 00:00  no agent answers: 127.0.0.11:8008 connection refused"
        ),
        Case(
            situation: "a standby cluster",
            snapshot: ExampleCluster.with {
                $0.row("db1") { $0.role = "standby_leader" }
                $0.report("db1") { $0.role = "standby_leader" }
            },
            level: .ok,
            text: "STANDBY CLUSTER  db1 leads, no writes here"
        ),
        Case(
            situation: "the cluster is being created",
            snapshot: ExampleCluster.with(leader: nil) { example in
                for name: MemberName in ["db1", "db2", "db3"] {
                    example.row(name) { $0.role = "uninitialized" }
                }
            },
            level: .warning,
            text: "INITIALISING 00:00  the cluster is being created"
        ),
        Case(
            situation: "clients get no database though all looks well",
            snapshot: ExampleCluster.with {
                $0.snapshot.probes = [
                    Probe(
                        address: ClientAddress(host: "127.0.0.1", port: 6000),
                        answer: .failed(.connectionRefused, since: ExampleCluster.now)
                    )
                ]
            },
            level: .critical,
            text: "WRITE OUTAGE 00:00  leader db1 leads, but clients: connection refused"
        ),
    ]

    @Test(arguments: cases + moreCases + silentCases)
    func `the verdict fits the situation`(expected: Case) {
        var examination = Examination()
        let verdict = examination.examine(expected.snapshot).verdict
        let (headline, detail) = verdict.text(at: expected.snapshot.takenAt)
        #expect("\(headline)  \(detail)" == expected.text)
        #expect(verdict.level == expected.level)
    }

    @Test func `two primaries are a split brain only when both say so again`() {
        var examination = Examination()
        let first = ExampleCluster.with { $0.report("db3") { $0.role = "primary" } }
        #expect(examination.examine(first).verdict.level == .ok)
        var second = first
        second.takenAt = first.takenAt + .seconds(1)
        for index in second.members.indices {
            if let report = second.members[index].agent?.report.value {
                second.members[index].agent?.report = .current(report, at: second.takenAt)
            }
        }
        let verdict = examination.examine(second).verdict
        #expect(verdict.situation == .splitBrain(["db1", "db3"]))
        #expect(verdict.text(at: second.takenAt).headline == "SPLIT BRAIN 00:00")
    }

    @Test func `the clock runs from the first sight of a situation, whatever its details`() {
        var examination = Examination()
        let silent = ExampleCluster.with { example in
            example.agentFails("db1", .connectionRefused)
            example.proxies { $0 = ExampleCluster.proxy(port: $0.address.port, upMembers: []) }
        }
        _ = examination.examine(silent)
        var leaderless = ExampleCluster(leader: nil).snapshot
        leaderless.takenAt = silent.takenAt + .seconds(12)
        let verdict = examination.examine(leaderless).verdict
        #expect(verdict.text(at: leaderless.takenAt).headline == "FAILOVER 00:12")
    }
}

extension ExampleCluster {
    mutating func probe(_ answer: Observation<ProbeAnswer>) {
        let port = 6000 + snapshot.probes.count
        snapshot.probes.append(Probe(address: ClientAddress(host: "127.0.0.1", port: port), answer: answer))
    }

    mutating func pause() {
        snapshot.listing = snapshot.listing.map { listing in
            var paused = listing
            paused.isPaused = true
            return paused
        }
    }
}
