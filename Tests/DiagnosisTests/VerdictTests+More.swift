import ClusterModel
import Diagnosis

extension VerdictTests {
    /// Situations beyond the common ones.
    static let moreCases: [Case] = [
        Case(
            situation: "no DCS, and the primary that is routed to serves no client",
            snapshot: ExampleCluster.with {
                $0.listingFails(.closedWithoutAnswer)
                $0.snapshot.probes = [
                    Probe(
                        address: ClientAddress(host: "127.0.0.1", port: 6000),
                        answer: .failed(.connectionRefused, since: ExampleCluster.now)
                    )
                ]
            },
            level: .critical,
            text: "WRITE OUTAGE 00:00  DCS unreachable; db1 says primary, but clients: connection refused"
        ),
        Case(
            situation: "one proxy's page is HTML",
            snapshot: ExampleCluster.with {
                $0.snapshot.proxies[0].statistics = .failed(.html(title: "Login"), since: ExampleCluster.now)
            },
            level: .warning,
            text: "WRITES OK  → db1 via 1/2 proxies; 127.0.0.1:7000: HTML page “Login” instead of data"
        ),
        Case(
            situation: "no proxy's page can be read: nobody knows where they route, and writes may be well",
            snapshot: ExampleCluster.with { example in
                example.proxies { $0.statistics = .failed(.connectionRefused, since: ExampleCluster.now) }
            },
            level: .warning,
            text:
                "WRITES OK  → db1, route unknown; 127.0.0.1:7000: connection refused; 127.0.0.1:7001: connection refused"
        ),
        Case(
            situation: "the only proxy cannot be read",
            snapshot: ExampleCluster.with {
                $0.snapshot.proxies.removeLast()
                $0.snapshot.proxies[0].statistics = .failed(.connectionRefused, since: ExampleCluster.now)
            },
            level: .warning,
            text: "WRITES OK  → db1, route unknown; 127.0.0.1:7000: connection refused"
        ),
        Case(
            situation: "no pod has the labels",
            snapshot: ExampleCluster.with {
                $0.snapshot = ClusterSnapshot(takenAt: ExampleCluster.now)
                $0.snapshot.kubernetes = KubernetesView(
                    server: WebAddress(isTLS: true, host: "api", port: 6443),
                    namespace: "platform",
                    selector: "app=nothing",
                    pods: .current([], at: ExampleCluster.now)
                )
            },
            level: .unknown,
            text: "UNKNOWN 00:00  no agent answers: no pods in namespace platform have the labels app=nothing"
        ),
        Case(
            situation: "pods may not be listed",
            snapshot: ExampleCluster.with {
                $0.snapshot = ClusterSnapshot(takenAt: ExampleCluster.now)
                $0.snapshot.kubernetes = KubernetesView(
                    server: WebAddress(isTLS: true, host: "api", port: 6443),
                    namespace: "platform",
                    selector: nil,
                    pods: .failed(
                        .refused(status: 403, reason: "user eve may not list pods in namespace platform"),
                        since: ExampleCluster.now
                    )
                )
            },
            level: .unknown,
            text:
                "UNKNOWN 00:00  no agent answers: API server api:6443: user eve may not list pods in namespace platform (403)"
        ),
        Case(
            situation: "the pods that were selected are no agents",
            snapshot: ExampleCluster.withPods {
                let kubernetes = $0.snapshot.kubernetes
                $0.snapshot = ClusterSnapshot(takenAt: ExampleCluster.now)
                $0.snapshot.kubernetes = kubernetes
            },
            level: .unknown,
            text:
                "UNKNOWN 00:00  no agent answers: no agent's port (8008, or one named patroni) among the pods in namespace platform with the labels dev=gauss"
        ),
        Case(
            situation: "no pod has an address yet",
            snapshot: ExampleCluster.withPods {
                var kubernetes = $0.snapshot.kubernetes
                let pods = kubernetes?.pods.value?.map { pod in
                    var pod = pod
                    pod.podIPs = []
                    return pod
                }
                kubernetes?.pods = .current(pods ?? [], at: ExampleCluster.now)
                $0.snapshot = ClusterSnapshot(takenAt: ExampleCluster.now)
                $0.snapshot.kubernetes = kubernetes
            },
            level: .unknown,
            text:
                "UNKNOWN 00:00  no agent answers: no pod has an address yet in namespace platform with the labels dev=gauss"
        ),
        Case(
            situation: "the proxies have not answered yet",
            snapshot: ExampleCluster.with { example in
                example.proxies {
                    $0.statistics = .pending
                    $0.routes = []
                }
            },
            level: .unknown,
            text: "CONNECTING  no answer yet"
        ),
        Case(
            situation: "one proxy watched",
            snapshot: ExampleCluster.with { $0.snapshot.proxies.removeLast() },
            level: .ok,
            text: "WRITES OK  → db1 via 1/1 proxy"
        ),
        Case(
            situation: "a replica is gone, another could take over",
            snapshot: ExampleCluster.with { $0.member("db3") { $0.presence = .gone(since: ExampleCluster.now) } },
            level: .ok,
            text: "WRITES OK  → db1 via 2/2 proxies"
        ),
        Case(
            situation: "every replica is gone",
            snapshot: ExampleCluster.with { example in
                for name: MemberName in ["db2", "db3"] {
                    example.member(name) { $0.presence = .gone(since: ExampleCluster.now) }
                }
            },
            level: .warning,
            text: "WRITES OK  → db1 via 2/2 proxies; no replica could take over"
        ),
        Case(
            situation: "every replica is silent, stopped or barred",
            snapshot: ExampleCluster.with { example in
                example.row("db2") { $0.tags = [Tag(name: "nofailover", value: "true")] }
                example.row("db3") { $0.state = "stopped" }
            },
            level: .warning,
            text: "WRITES OK  → db1 via 2/2 proxies; no replica could take over"
        ),
        Case(
            situation: "every replica's agent is silent",
            snapshot: ExampleCluster.with {
                $0.agentFails("db2", .connectionRefused)
                $0.agentFails("db3", .timedOut(connected: true))
            },
            level: .warning,
            text: "WRITES OK  → db1 via 2/2 proxies; no replica could take over"
        ),
        Case(
            situation: "a cluster of one has no replica to lose",
            snapshot: ExampleCluster.with { example in
                example.snapshot.members.removeLast(2)
                example.snapshot.proxies = []
            },
            level: .ok,
            text: "WRITES OK  → db1"
        ),
        Case(
            situation: "maintenance mode, and a proxy does not route",
            snapshot: ExampleCluster.with {
                $0.pause()
                $0.snapshot.proxies[1] = ExampleCluster.proxy(port: 7001, upMembers: [])
            },
            level: .warning,
            text: "MAINTENANCE MODE 0 s  → db1 via 1/2 proxies; 127.0.0.1:7001 does not route"
        ),
        Case(
            situation: "a replica lags",
            snapshot: ExampleCluster.with { $0.row("db3") { $0.lag = .bytes(9 << 20) } },
            level: .ok,
            text: "WRITES OK  → db1 via 2/2 proxies"
        ),
        Case(
            situation: "a replica's agent answers that it is primary once: that may be another moment",
            snapshot: ExampleCluster.with { $0.report("db3") { $0.role = "primary" } },
            level: .ok,
            text: "WRITES OK  → db1 via 2/2 proxies"
        ),
        Case(
            situation: "a synchronous standby changes nothing for writes",
            snapshot: ExampleCluster.with { $0.row("db2") { $0.role = "sync_standby" } },
            level: .ok,
            text: "WRITES OK  → db1 via 2/2 proxies"
        ),
        Case(
            situation: "no leader, nobody could take over",
            snapshot: ExampleCluster.with(leader: nil) { example in
                for name: MemberName in ["db1", "db2", "db3"] { example.row(name) { $0.state = "stopped" } }
            },
            level: .critical,
            text: "FAILOVER 00:00  no leader; nobody can take over"
        ),
        Case(
            situation: "no leader, one candidate",
            snapshot: ExampleCluster.with(leader: nil) { example in
                example.agentFails("db1", .connectionRefused)
                example.row("db3") { $0.tags = [Tag(name: "nofailover", value: "true")] }
            },
            level: .critical,
            text: "FAILOVER 00:00  no leader; candidates db2"
        ),
        Case(
            situation: "route without leader",
            snapshot: ExampleCluster.with(leader: nil) { example in
                example.proxies { $0 = ExampleCluster.proxy(port: $0.address.port, upMembers: ["db1"]) }
            },
            level: .critical,
            text: "FAILOVER 00:00  no leader; candidates db1, db2 and db3; proxies still send to db1"
        ),
        Case(
            situation: "route without leader, paused",
            snapshot: ExampleCluster.with(leader: nil) { example in
                example.pause()
                example.agentFails("db2", .connectionRefused)
                example.agentFails("db3", .connectionRefused)
                example.proxies { $0 = ExampleCluster.proxy(port: $0.address.port, upMembers: ["db1"]) }
            },
            level: .critical,
            text:
                "WRITE OUTAGE 00:00  no leader, and maintenance mode forbids failover; candidates db1; proxies still send to db1"
        ),
        Case(
            situation: "the leader refuses, no proxy is watched",
            snapshot: ExampleCluster.with { example in
                example.agentFails("db1", .connectionRefused, forSeconds: 4)
                example.snapshot.proxies = []
            },
            level: .critical,
            text: "FAILOVER 00:00  leader db1: connection refused; its lock expires in at most 26 s"
        ),
        Case(
            situation: "the leader has been silent for longer than its lock can last",
            snapshot: ExampleCluster.with { example in
                example.agentFails("db1", .connectionRefused, forSeconds: 50)
                example.snapshot.proxies = []
            },
            level: .critical,
            text: "FAILOVER 00:00  leader db1: connection refused; its lock expires in at most 0 s"
        ),
        Case(
            situation: "the leader is silent, its lock is short",
            snapshot: ExampleCluster.with { example in
                example.agentFails("db1", .connectionRefused, forSeconds: 4)
                example.snapshot.proxies = []
                example.snapshot.configuration = .current(
                    DynamicConfiguration(settings: [.init(path: "ttl", value: "20")]),
                    at: ExampleCluster.now
                )
            },
            level: .critical,
            text: "FAILOVER 00:00  leader db1: connection refused; its lock expires in at most 16 s"
        ),
        Case(
            situation: "the leader's database is stopping",
            snapshot: ExampleCluster.with { $0.row("db1") { $0.state = "stopping" } },
            level: .critical,
            text: "WRITE OUTAGE 00:00  leader db1 is stopping"
        ),
        Case(
            situation: "the leader's database crashed",
            snapshot: ExampleCluster.with { $0.row("db1") { $0.state = "crashed" } },
            level: .critical,
            text: "WRITE OUTAGE 00:00  leader db1 is crashed"
        ),
        Case(
            situation: "the leader's start failed",
            snapshot: ExampleCluster.with { $0.row("db1") { $0.state = "start failed" } },
            level: .critical,
            text: "WRITE OUTAGE 00:00  leader db1 is start failed"
        ),
        Case(
            situation: "the leader's agent knows of the restart before the listing does",
            snapshot: ExampleCluster.with { $0.report("db1") { $0.state = "restarting" } },
            level: .critical,
            text: "WRITE OUTAGE 00:00  leader db1 is restarting"
        ),
        Case(
            situation: "the leader's database does not answer its own agent",
            snapshot: ExampleCluster.with { $0.report("db1") { $0.state = "unknown" } },
            level: .critical,
            text: "WRITE OUTAGE 00:00  leader db1 gets no answer from its own database"
        ),
        Case(
            situation: "the leader's agent gets no answer from its database, but a client does",
            snapshot: ExampleCluster.with {
                $0.report("db1") { $0.state = "unknown" }
                $0.probe(.current(.encryptionRefused, at: ExampleCluster.now))
            },
            level: .ok,
            text: "WRITES OK  → db1 via 2/2 proxies"
        ),
        Case(
            situation: "a state that no version is known to spell stops nothing",
            snapshot: ExampleCluster.with { $0.row("db1") { $0.state = "running hot" } },
            level: .ok,
            text: "WRITES OK  → db1 via 2/2 proxies"
        ),
        Case(
            situation: "the leader gives up its role before its lock",
            snapshot: ExampleCluster.with { $0.report("db1") { $0.role = "demoted" } },
            level: .critical,
            text: "FAILOVER 00:00  db1 steps down, it still has the lock"
        ),
        Case(
            situation: "proxies route only to a member that does not lead",
            snapshot: ExampleCluster.with { example in
                example.proxies { $0 = ExampleCluster.proxy(port: $0.address.port, upMembers: ["db2"]) }
            },
            level: .critical,
            text: "WRITE OUTAGE 00:00  leader db1, no proxy routes to it"
        ),
        Case(
            situation: "one proxy routes elsewhere",
            snapshot: ExampleCluster.with {
                $0.snapshot.proxies[1] = ExampleCluster.proxy(port: 7001, upMembers: ["db2"])
            },
            level: .critical,
            text: "WRITES MISROUTED 00:00  leader db1, proxies also send to db2"
        ),
        Case(
            situation: "one proxy lets everybody through",
            snapshot: ExampleCluster.with {
                $0.snapshot.proxies[1] = ExampleCluster.proxy(port: 7001, upMembers: ["db1", "db2", "db3"])
            },
            level: .critical,
            text: "WRITES MISROUTED 00:00  leader db1, proxies also send to db2 and db3"
        ),
        Case(
            situation: "the only proxy that can be read does not route",
            snapshot: ExampleCluster.with {
                $0.snapshot.proxies[0].statistics = .failed(.connectionRefused, since: ExampleCluster.now)
                $0.snapshot.proxies[1] = ExampleCluster.proxy(port: 7001, upMembers: [])
            },
            level: .warning,
            text:
                "WRITES OK  → db1, route unknown; 127.0.0.1:7000: connection refused; 127.0.0.1:7001 does not route"
        ),
    ]
}
