import ClusterModel
import Diagnosis

extension VerdictTests {
    /// Situations in which sources are silent, or tell little.
    static let silentCases: [Case] = [
        Case(
            situation: "DCS down, failsafe mode holds the primary",
            snapshot: ExampleCluster.with {
                $0.listingFails(.closedWithoutAnswer)
                $0.report("db1") { $0.failsafeModeIsActive = true }
            },
            level: .warning,
            text: "DCS UNREACHABLE 00:00  failsafe mode: db1 stays primary as long as it reaches every member"
        ),
        Case(
            situation: "DCS down, failsafe mode, no proxy watched",
            snapshot: ExampleCluster.with {
                $0.listingFails(.timedOut(connected: true))
                $0.report("db1") { $0.failsafeModeIsActive = true }
                $0.snapshot.proxies = []
            },
            level: .warning,
            text: "DCS UNREACHABLE 00:00  failsafe mode: db1 stays primary as long as it reaches every member"
        ),
        Case(
            situation: "DCS down, failsafe mode, but no proxy routes",
            snapshot: ExampleCluster.with { example in
                example.listingFails(.closedWithoutAnswer)
                example.report("db1") { $0.failsafeModeIsActive = true }
                example.proxies { $0 = ExampleCluster.proxy(port: $0.address.port, upMembers: []) }
            },
            level: .critical,
            text: "WRITE OUTAGE 00:00  DCS unreachable; db1 says primary, but no proxy routes to it"
        ),
        Case(
            situation: "DCS down, only a replica believes in failsafe mode",
            snapshot: ExampleCluster.with {
                $0.listingFails(.closedWithoutAnswer)
                $0.report("db2") { $0.failsafeModeIsActive = true }
            },
            level: .warning,
            text: "DCS UNREACHABLE 00:00  db1 is still primary and will step down unless failsafe mode is on"
        ),
        Case(
            situation: "DCS down, answers are cut short",
            snapshot: ExampleCluster.with { $0.listingFails(.cutShort) },
            level: .warning,
            text: "DCS UNREACHABLE 00:00  db1 is still primary and will step down unless failsafe mode is on"
        ),
        Case(
            situation: "the listing needs a password",
            snapshot: ExampleCluster.with { $0.listingFails(.accessDenied(status: 401)) },
            level: .warning,
            text: "UNKNOWN 00:00  no listing: not authenticated (401); db1 says primary"
        ),
        Case(
            situation: "the listing cannot be read, and nobody says primary",
            snapshot: ExampleCluster.with {
                $0.listingFails(.undecodable(reason: "members: found null"))
                $0.report("db1") { $0.role = "replica" }
            },
            level: .unknown,
            text: "UNKNOWN 00:00  no listing: unreadable answer: members: found null"
        ),
        Case(
            situation: "nothing answers, the network is gone",
            snapshot: ExampleCluster.with { example in
                example.listingFails(.timedOut(connected: false))
                for name: MemberName in ["db1", "db2", "db3"] { example.agentFails(name, .timedOut(connected: false)) }
            },
            level: .unknown,
            text: "UNKNOWN 00:00  no agent answers: 127.0.0.11:8008 connection timed out"
        ),
        Case(
            situation: "the only agent that was named refuses",
            snapshot: ClusterSnapshot(
                takenAt: ExampleCluster.now,
                listing: .failed(.connectionRefused, since: ExampleCluster.now),
                unnamedAgents: [
                    Agent(
                        address: WebAddress(host: "db1", port: 8008),
                        report: .failed(.connectionRefused, since: ExampleCluster.now)
                    )
                ]
            ),
            level: .unknown,
            text: "UNKNOWN 00:00  no agent answers: db1:8008 connection refused"
        ),
        Case(
            situation: "an agent answers, the listing is on its way",
            snapshot: ExampleCluster.with { $0.snapshot.listing = .pending },
            level: .unknown,
            text: "CONNECTING  no answer yet"
        ),
        Case(
            situation: "a standby cluster whose leader is silent",
            snapshot: ExampleCluster.with { example in
                example.row("db1") { $0.role = "standby_leader" }
                example.agentFails("db1", .connectionRefused)
                example.snapshot.proxies = []
            },
            level: .critical,
            text: "FAILOVER 00:00  leader db1: connection refused; its lock expires in at most 18 s"
        ),
        Case(
            situation: "the first member is being initialised",
            snapshot: ExampleCluster.with(leader: nil) { example in
                for name: MemberName in ["db1", "db2", "db3"] {
                    example.row(name) { $0.state = "initializing new cluster" }
                }
            },
            level: .warning,
            text: "INITIALISING 00:00  the cluster is being created"
        ),
        Case(
            situation: "a listing without members",
            snapshot: ExampleCluster.with(leader: nil) { $0.snapshot.members = [] },
            level: .warning,
            text: "INITIALISING 00:00  the cluster is being created"
        ),
        Case(
            situation: "one of two client probes fails",
            snapshot: ExampleCluster.with {
                $0.probe(.current(.encryptionOffered, at: ExampleCluster.now))
                $0.probe(.failed(.connectionRefused, since: ExampleCluster.now))
            },
            level: .ok,
            text: "WRITES OK  → db1 via 2/2 proxies"
        ),
        Case(
            situation: "clients are accepted and closed",
            snapshot: ExampleCluster.with {
                $0.probe(.failed(.notADatabase(reason: "connection closed"), since: ExampleCluster.now))
            },
            level: .critical,
            text: "WRITE OUTAGE 00:00  leader db1 leads, but clients: no database behind it: connection closed"
        ),
        Case(
            situation: "the probe has not answered yet",
            snapshot: ExampleCluster.with { $0.probe(.pending) },
            level: .ok,
            text: "WRITES OK  → db1 via 2/2 proxies"
        ),
        Case(
            situation: "openGauss names its primary as older Patroni does",
            snapshot: ExampleCluster.with { $0.report("db1") { $0.role = "master" } },
            level: .ok,
            text: "WRITES OK  → db1 via 2/2 proxies"
        ),
    ]
}
