import ClusterModel

extension Rule {
    static let writesMisrouted = Rule(
        id: "writes-misrouted",
        severity: .critical,
        title: "a proxy sends writes to a member that does not lead",
        why:
            "Sessions that land there fail with “cannot execute … in a read-only transaction”; with the usual check settings every switchover has this for seconds.",
        remedy:
            "It ends when the proxy's checks have failed `fall` times. Shorter `inter` and `fall`, or `option httpchk` against /primary, shorten it.",
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
    ) { snapshot, _ in
        guard let leader = snapshot.listedLeader?.name else { return [] }
        return snapshot.writeProxies.compactMap { proxy in
            let wrong = proxy.writeTargets.subtracting([leader]).sorted()
            guard !wrong.isEmpty else { return nil }
            return Found(
                proxy.name,
                "proxy \(proxy.name) sends writes to \(wrong.map(\.text).listed) though \(leader) leads"
            )
        }
    }
}
