import ClusterModel

extension Rule {
    static let noRouteToLeader = Rule(
        id: "no-route-to-leader",
        severity: .critical,
        title: "a proxy does not route writes to the leader",
        why: "Clients of that proxy get no session, however healthy the cluster is.",
        remedy:
            "Within inter × rise after a leader change it comes by itself. Later, compare the proxy's address of that server with the member's: a stale DNS answer is the usual reason.",
        examples: [
            .fires(
                "no server is UP",
                ExampleCluster.with { $0.snapshot.proxies[0] = ExampleCluster.proxy(port: 7000, upMembers: []) },
                subjects: ["127.0.0.1:7000"]
            ),
            .silent("both proxies route to db1", ExampleCluster().snapshot),
            .silent("without a leader there is nowhere to route to", ExampleCluster(leader: nil).snapshot),
        ]
    ) { snapshot, _ in
        guard let leader = snapshot.listedLeader?.name else { return [] }
        return snapshot.writeProxies.filter { !$0.writeTargets.contains(leader) }.map { proxy in
            Found(proxy.name, "proxy \(proxy.name) does not route to \(leader), the leader")
        }
    }
}
