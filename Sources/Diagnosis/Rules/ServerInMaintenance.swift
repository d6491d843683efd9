import ClusterModel
import Wording

extension Rule {
    static let serverInMaintenance = Rule(
        id: "server-in-maintenance",
        severity: .notice,
        title: "a proxy's server was put into maintenance or drained",
        why: "Somebody took it out by hand, and it will not be routed to, not even when its member leads.",
        remedy: "Give it back when the work is done (`set server BACKEND/SERVER state ready`).",
        examples: [
            .fires(
                "db2 is out",
                ExampleCluster.with { $0.check("", of: "db2", status: "MAINT") },
                subjects: ["127.0.0.1:7000 dbsrv2", "127.0.0.1:7001 dbsrv2"]
            ),
            .silent("none is out", ExampleCluster().snapshot),
            .silent("its name is gone", ExampleCluster.with { $0.check("", of: "db2", status: "MAINT (resolution)") }),
        ]
    ) { snapshot, _ in
        snapshot.servers { $0.status.kind == .maintenance || $0.status.kind == .draining }.map { proxy, route in
            Found(
                "\(proxy.name) \(route.server.name)",
                "server \(route.server.name) of proxy \(proxy.name) is \(route.server.status)"
            )
        }
    }
}
