import ClusterModel

/// A named cluster with what happens to it.
package enum Scenario: String, CaseIterable, Sendable {
    case healthy
    case opengauss
    case lag
    case failover
    case flapping
    case dcsDown = "dcs-down"
    case splitBrain = "split-brain"
    case proxyDisagrees = "proxy-disagrees"
    case podReplaced = "pod-replaced"
    case crashLoop = "crash-loop"
    case evicted
    case staleAddress = "stale-address"
    case twoOnOneNode = "two-on-one-node"
    case story

    /// One line for a list of scenarios.
    package var summary: String {
        switch self {
        case .healthy: "one leader, streaming replicas, nothing happens"
        case .opengauss: "openGauss under Patroni 2.0, as the reference deployment answers; nothing happens"
        case .lag: "the last replica falls behind for a minute, then catches up; again and again"
        case .failover: "the leader crashes after 5 s and comes back as a replica 40 s later; again and again"
        case .flapping: "the leader crashes every 25 s"
        case .dcsDown: "the DCS hangs for a minute: no member may lead; again and again"
        case .splitBrain: "a leader cut from the DCS does not give up, and another is elected beside it"
        case .proxyDisagrees: "the second proxy checks an address that the leader no longer has"
        case .podReplaced: "the leader's pod is deleted and comes back with another address; again and again"
        case .crashLoop: "a replica's container dies of memory for a minute and a half; again and again"
        case .evicted: "a replica's pod is evicted and replaced; again and again"
        case .staleAddress: "pods are replaced, and the proxies keep the old addresses until one of them is to lead"
        case .twoOnOneNode:
            "two members share a node, which is lost after 20 s and comes back 50 s later; again and again"
        case .story: "lag, a crash, a failover and the return of the old leader within a minute; then quiet, then again"
        }
    }

    /// The faults of the scenario and their times.
    package var story: Story {
        switch self {
        case .healthy, .opengauss: Story()
        case .lag:
            Story(
                [
                    Story.Step(.seconds(5), .replicationLag(.replica(1), bytesPerSecond: 120_000)),
                    Story.Step(.seconds(65), .replicationLag(.replica(1), bytesPerSecond: 0)),
                ],
                period: .seconds(90)
            )
        case .failover:
            Story(
                [Story.Step(.seconds(5), .crash(.leader)), Story.Step(.seconds(45), .start(.absent))],
                period: .seconds(90)
            )
        case .flapping:
            Story(
                [Story.Step(.seconds(4), .crash(.leader)), Story.Step(.seconds(17), .start(.absent))],
                period: .seconds(25)
            )
        case .dcsDown:
            Story([Story.Step(.seconds(5), .dcsHang), Story.Step(.seconds(65), .dcsUp)], period: .seconds(100))
        case .splitBrain: Story([Story.Step(.seconds(3), .splitBrain(.leader))])
        case .proxyDisagrees: Story([Story.Step(.zero, .proxyStaleAddress(1, .leader))])
        case .podReplaced: Story([Story.Step(.seconds(5), .podDeleted(.leader))], period: .seconds(90))
        case .crashLoop:
            Story(
                [
                    Story.Step(.seconds(5), .podCrashLooping(.replica(1))),
                    Story.Step(.seconds(95), .start(.absent)),
                ],
                period: .seconds(150)
            )
        case .evicted: Story([Story.Step(.seconds(5), .podEvicted(.replica(0)))], period: .seconds(90))
        case .staleAddress:
            Story(
                [
                    Story.Step(.seconds(5), .podDeleted(.replica(0))),
                    Story.Step(.seconds(20), .podDeleted(.replica(1))),
                    Story.Step(.seconds(40), .crash(.leader)), Story.Step(.seconds(60), .start(.absent)),
                    Story.Step(.seconds(90), .proxyFreshAddress(0, .leader)),
                    Story.Step(.seconds(90), .proxyFreshAddress(1, .leader)),
                ],
                period: .seconds(150)
            )
        case .twoOnOneNode:
            Story(
                [
                    Story.Step(.seconds(20), .nodeLost(.named("db3"))),
                    Story.Step(.seconds(70), .nodeBack(.named("db3"))),
                ],
                period: .seconds(120)
            )
        case .story:
            Story(
                [
                    Story.Step(.seconds(8), .replicationLag(.replica(1), bytesPerSecond: 300_000)),
                    Story.Step(.seconds(20), .replicationLag(.replica(1), bytesPerSecond: 0)),
                    Story.Step(.seconds(26), .crash(.leader)), Story.Step(.seconds(46), .start(.absent)),
                ],
                period: .seconds(120)
            )
        }
    }

    /// What the scenario's clusters are made of.
    ///
    /// But for `opengauss`, which keeps the reference deployment's times, they are configured so that a failover is
    /// over in some 12 s, and `/config` says so.
    ///
    /// - Parameters:
    ///   - members: between 1 and 9; the names are `db1` and so on.
    ///   - proxies: `proxy-disagrees` has at least two.
    package func blueprint(scope: String? = nil, members: Int = 3, proxies: Int = 2) -> ClusterBlueprint {
        let isReference = self == .opengauss
        let hosts = ["192.168.1.29", "192.168.0.154", "192.168.2.140"]
        let rows = (1...min(max(members, 1), 9)).map { number in
            MemberBlueprint(
                name: MemberName("db\(number)"),
                host: hosts.indices.contains(number - 1) ? hosts[number - 1] : "192.168.3.\(10 + number)",
                serverName: "dbsrv\(number)",
                node: self == .twoOnOneNode && number == 3 ? SimulatedCluster.nodeNames[1] : nil
            )
        }
        let proxyCount = max(self == .proxyDisagrees ? 2 : 0, min(max(proxies, 0), 9))
        return ClusterBlueprint(
            scope: scope ?? (isReference ? "opengauss" : "orders"),
            flavour: isReference ? .openGauss : .postgreSQL(patroni: "4.1.5"),
            members: rows,
            proxies: (0..<proxyCount).map { ProxyBlueprint(name: "haproxy-\($0 + 1)") },
            systemIdentifier: isReference ? "5626236013549685205" : "7711005917929192345",
            settings: isReference
                ? PatroniSettings(ttl: 30, loopWait: 10, retryTimeout: 10)
                : PatroniSettings(ttl: 8, loopWait: 2, retryTimeout: 3),
            checks: isReference
                ? CheckSettings(resolvesNames: false)
                : CheckSettings(
                    interval: .seconds(1),
                    timeout: .seconds(2),
                    resolvesNames: self != .staleAddress
                ),
            writeRate: isReference ? 0 : 4000,
            kubernetes: KubernetesBlueprint()
        )
    }

    /// A number of clusters that play the scenario, each with a seed of its own.
    ///
    /// A crowd of more than ten has no pods: nobody looks at them, and they cost memory.
    package func start(
        clusters: Int = 1,
        members: Int = 3,
        proxies: Int = 2,
        at start: Timestamp,
        seed: UInt64
    ) -> [SimulatedCluster] {
        (0..<max(clusters, 0)).map { number in
            let base = blueprint(members: members, proxies: proxies)
            var numbered = base
            if clusters > 1 { numbered.scope = "\(base.scope)-\(number + 1)" }
            if clusters > 10 { numbered.kubernetes = nil }
            return SimulatedCluster(numbered, story: story, at: start, seed: seed &+ UInt64(number))
        }
    }
}
