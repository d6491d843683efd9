import ClusterModel
import Wording

extension Rule {
    static let splitRouting = Rule(
        id: "split-routing",
        severity: .critical,
        title: "a proxy spreads writes over several members while nobody knows who leads",
        why: "A backend for the primary has two servers UP: clients write to both in turns, if both accept.",
        remedy:
            "Find out who is primary, and take the other out of the proxy (`set server BACKEND/SERVER state maint`).",
        examples: [
            .fires(
                "no leader is listed, db1 and db2 are UP",
                ExampleCluster.with(leader: nil) { example in
                    example.proxies { $0 = ExampleCluster.proxy(port: $0.address.port, upMembers: ["db1", "db2"]) }
                },
                lasting: .seconds(20),
                subjects: ["127.0.0.1:7000", "127.0.0.1:7001"]
            ),
            .silent(
                "for seconds, while leaders change",
                ExampleCluster.with(leader: nil) { example in
                    example.proxies { $0 = ExampleCluster.proxy(port: $0.address.port, upMembers: ["db1", "db2"]) }
                },
                lasting: .seconds(5)
            ),
            .silent("the leader alone is UP", ExampleCluster().snapshot, lasting: .seconds(20)),
        ]
    ) { snapshot, circumstances in
        guard snapshot.rightfulLeader == nil else { return [] }
        return snapshot.writeProxies.filter { $0.writeTargets.count > 1 }.map { proxy in
            Found(
                proxy.name,
                "proxy \(proxy.name) spreads writes over \(proxy.writeTargets.sorted().map(\.text).phrase), and nobody leads",
                patience: proxy.timeToFollow(circumstances.thresholds)
            )
        }
    }
}
