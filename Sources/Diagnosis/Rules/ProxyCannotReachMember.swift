import ClusterModel
import Wording

extension Rule {
    static let proxyCannotReachMember = Rule(
        id: "proxy-cannot-reach-member",
        severity: .warning,
        title: "a proxy cannot reach an agent that we reach",
        why:
            "That member will not be routed to when it leads: the proxy has an old address of it, or something stands between them.",
        remedy:
            "Compare the address that the proxy uses with the member's (a pod gets a new one at each restart), then look at network policies. A timed-out check (L7TOUT) can also mean that Patroni has no worker free.",
        examples: [
            .fires(
                "the check of db2 finds nobody",
                ExampleCluster.with { $0.check("L4TOUT", of: "db2", status: "DOWN") },
                lasting: .seconds(20),
                subjects: ["127.0.0.1:7000 dbsrv2", "127.0.0.1:7001 dbsrv2"]
            ),
            .silent(
                "db2 has just come back",
                ExampleCluster.with { $0.check("L4CON", of: "db2", status: "DOWN") },
                lasting: .seconds(5)
            ),
            .silent(
                "we do not reach it either",
                ExampleCluster.with {
                    $0.check("L4TOUT", of: "db2", status: "DOWN")
                    $0.agentFails("db2", .timedOut(connected: false))
                },
                lasting: .seconds(20)
            ),
            .silent(
                "a replica is refused by a check for the primary",
                ExampleCluster().snapshot,
                lasting: .seconds(20)
            ),
        ]
    ) { snapshot, circumstances in
        let reached = Set(snapshot.members.filter { $0.agent?.report.currentValue != nil }.map(\.name))
        return snapshot.proxies.filter { $0.statistics.currentValue != nil }.flatMap { proxy in
            var seen: Set<String> = []
            return proxy.routes.compactMap { route -> Found? in
                guard let member = route.member, reached.contains(member), route.server.findsNobody,
                    seen.insert(route.server.name).inserted
                else { return nil }
                return Found(
                    "\(proxy.name) \(route.server.name)",
                    "proxy \(proxy.name) does not reach \(member), but we do: \(route.server.plight)",
                    patience: max(
                        route.server.timeToRise(circumstances.thresholds),
                        route.server.timeToFall(circumstances.thresholds)
                    ),
                    isSaidAtFirstLook: true
                )
            }
        }
    }
}

extension ProxyServer {
    /// DOWN, because the check got no answer (`L4CON`, `L4TOUT`, `L6…`, `L7TOUT`).
    fileprivate var findsNobody: Bool {
        guard status.kind == .down || status.kind == .goingUp, let word = check?.status else { return false }
        return word == "L7TOUT" || ["L4CON", "L4TOUT", "L6TOUT", "L6RSP", "SOCKERR"].contains(word)
    }
}
