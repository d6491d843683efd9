import ClusterModel
import Wording

extension Rule {
    static let writesMisrouted = Rule(
        id: "writes-misrouted",
        severity: .warning,
        title: "a proxy sends writes to a member that does not lead",
        why:
            "Sessions that land there fail with “cannot execute … in a read-only transaction”; with the usual check settings every switchover has this for seconds, and past inter × fall it is critical.",
        remedy:
            "It ends when the proxy's checks have failed `fall` times. If it does not, the check does not ask Patroni for the primary: `option httpchk` against /primary. Shorter `inter` and `fall` shorten it.",
        examples: [
            .fires(
                "db2 is UP too",
                ExampleCluster.with {
                    $0.snapshot.proxies[1] = ExampleCluster.proxy(port: 7001, upMembers: ["db1", "db2"])
                },
                subjects: ["127.0.0.1:7001"]
            ),
            .silent("only the leader is UP", ExampleCluster().snapshot),
            .silent(
                "a backend for reads may use replicas",
                ExampleCluster.with {
                    $0.proxies { proxy in
                        proxy = ExampleCluster.proxy(port: proxy.address.port, upMembers: ["db1", "db2"])
                        for index in proxy.routes.indices { proxy.routes[index].backendKind = .replicasOnly }
                    }
                }
            ),
        ]
    ) { snapshot, circumstances in
        guard let leader = snapshot.rightfulLeader?.name else { return [] }
        return snapshot.writeProxies.compactMap { proxy in
            let wrong = proxy.writeRoutes.filter { route in
                route.server.status.takesTraffic && route.member.map { $0 != leader } ?? false
            }
            let names = Set(wrong.compactMap(\.member)).sorted()
            guard let slowest = wrong.map({ $0.server.timeToFall(circumstances.thresholds) }).max() else { return nil }
            let text: Phrase = "proxy \(proxy.name) sends writes to \(names.map(\.text).phrase) though \(leader) leads"
            let led = snapshot.ledAlready(leader)
            return Found(
                proxy.name,
                "\(text); normal for seconds after a change of leader",
                escalation: .init(severity: .critical, after: slowest, text: text),
                began: wrong.compactMap { snapshot.beganTogether(led, $0.server) }.min()
            )
        }
    }
}
