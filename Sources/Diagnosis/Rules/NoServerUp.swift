import ClusterModel
import Wording

extension Rule {
    static let noServerUp = Rule(
        id: "no-server-up",
        severity: .warning,
        title: "a backend has no server that is UP",
        why: "Every client of that backend is turned away.",
        remedy:
            "Look at why its checks fail (the proxies' screen shows each): the members, the check's path, or the addresses.",
        examples: [
            .fires(
                "a backend for reads has nobody left",
                ExampleCluster.with { example in
                    example.proxies { proxy in
                        proxy = ExampleCluster.proxy(port: proxy.address.port, upMembers: [])
                        for index in proxy.routes.indices { proxy.routes[index].backendKind = .replicasOnly }
                    }
                },
                lasting: .seconds(20),
                subjects: ["127.0.0.1:7000 opengauss", "127.0.0.1:7001 opengauss"]
            ),
            .silent("one is UP", ExampleCluster().snapshot, lasting: .seconds(20)),
            .silent(
                "of a backend for writes, other findings tell more",
                ExampleCluster.with { example in
                    example.proxies { $0 = ExampleCluster.proxy(port: $0.address.port, upMembers: []) }
                },
                lasting: .seconds(20)
            ),
        ]
    ) { snapshot, circumstances in
        snapshot.proxies.filter { $0.statistics.currentValue != nil }.flatMap { proxy -> [Found] in
            let backends = Set(proxy.routes.filter { $0.backendKind != .primaryOnly }.map(\.backend)).sorted()
            return backends.compactMap { name in
                let servers = proxy.routes.filter { $0.backend == name }.map(\.server)
                guard !servers.contains(where: \.status.takesTraffic),
                    let slowest = servers.map({ $0.timeToRise(circumstances.thresholds) }).max()
                else { return nil }
                return Found(
                    "\(proxy.name) \(name)",
                    "no server of backend \(name) in proxy \(proxy.name) is UP",
                    patience: slowest,
                    isSaidAtFirstLook: true
                )
            }
        }
    }
}
