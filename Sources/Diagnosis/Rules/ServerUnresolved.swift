import ClusterModel
import Wording

extension Rule {
    static let serverUnresolved = Rule(
        id: "server-unresolved",
        severity: .warning,
        title: "a proxy's DNS no longer knows a server",
        why:
            "HAProxy puts a server whose name does not resolve into maintenance: nothing is routed there, and it is not even checked.",
        remedy:
            "Look at the Service or DNS record of that name, and at the resolvers that HAProxy uses (`show resolvers`).",
        examples: [
            .fires(
                "the name of db2 is gone",
                ExampleCluster.with { $0.check("", of: "db2", status: "MAINT (resolution)") },
                subjects: ["127.0.0.1:7000 dbsrv2", "127.0.0.1:7001 dbsrv2"]
            ),
            .silent("all are known", ExampleCluster().snapshot),
            .silent("put into maintenance by hand", ExampleCluster.with { $0.check("", of: "db2", status: "MAINT") }),
        ]
    ) { snapshot, _ in
        snapshot.servers { $0.status.kind == .unresolved }.map { proxy, route in
            let leads = route.member != nil && route.member == snapshot.rightfulLeader?.name
            let whose: Phrase = route.member.map { leads ? ", which is \($0), the leader" : ", which is \($0)" } ?? ""
            return Found(
                "\(proxy.name) \(route.server.name)",
                "proxy \(proxy.name) cannot resolve the name of \(route.server.name)\(whose)"
            )
        }
    }
}

extension ClusterSnapshot {
    /// Servers of proxies that answer now, each name once for a proxy.
    func servers(where isMeant: (ProxyServer) -> Bool) -> [(proxy: Proxy, route: Route)] {
        proxies.filter { $0.statistics.currentValue != nil }.flatMap { proxy in
            var seen: Set<String> = []
            return proxy.routes.filter { isMeant($0.server) && seen.insert($0.server.name).inserted }
                .map { (proxy, $0) }
        }
    }
}
