import ClusterModel
import Wording

extension Rule {
    static let serverUnmatched = Rule(
        id: "server-unmatched",
        severity: .notice,
        title: "a proxy's server matches no member",
        why: "What is routed there cannot be judged.",
        remedy: "Name the member in the configuration: `server_members: {SERVER: MEMBER}`.",
        examples: [
            .fires(
                "a server named otherwise",
                ExampleCluster.with {
                    $0.snapshot.proxies[0].routes[2].member = nil
                    $0.snapshot.proxies[0].routes[2].server.name = "spare"
                },
                subjects: ["127.0.0.1:7000 spare"]
            ),
            .silent("every server is known", ExampleCluster().snapshot),
            .silent(
                "nothing to match with yet",
                ExampleCluster.with {
                    $0.snapshot.members = []
                    $0.proxies { for index in $0.routes.indices { $0.routes[index].member = nil } }
                }
            ),
        ]
    ) { snapshot, _ in
        guard snapshot.listing.value != nil, !snapshot.members.isEmpty else { return [] }
        return snapshot.proxies.flatMap { proxy in
            proxy.routes.filter { $0.member == nil && $0.backendKind != .unknown }.map { route in
                Found(
                    "\(proxy.name) \(route.server.name)",
                    "server \(route.server.name) of proxy \(proxy.name) matches no member"
                )
            }
        }
    }
}
