import ClusterModel
import Wording

extension Rule {
    static let checkSeesAnotherHost = Rule(
        id: "check-sees-another-host",
        severity: .critical,
        title: "a proxy's check of the leader is answered by somebody else",
        why:
            "The leader says primary to us and “no” to the proxy, for longer than checks take: the proxy asks another host.",
        remedy:
            "Compare the server's address in the proxy (`show servers state`) with the member's; without `resolvers` on its server line HAProxy keeps the address it found at its start. Reload it.",
        examples: [
            .fires(
                "DOWN with 503 for a quarter of a minute though db1 leads",
                ExampleCluster.with { $0.snapshot.proxies[0] = ExampleCluster.proxy(port: 7000, upMembers: []) },
                lasting: .seconds(15),
                subjects: ["127.0.0.1:7000 dbsrv1"]
            ),
            .silent(
                "for a few seconds",
                ExampleCluster.with {
                    $0.snapshot.proxies[0] = ExampleCluster.proxy(port: 7000, upMembers: [])
                    $0.server("db1") { $0.lastChangeSeconds = 5 }
                },
                lasting: .seconds(5)
            ),
            .silent(
                "the check gets no answer at all: that is another finding",
                ExampleCluster.with { $0.check("L4TOUT", of: "db1", status: "DOWN") },
                lasting: .seconds(15)
            ),
            .silent("UP", ExampleCluster().snapshot, lasting: .seconds(15)),
        ]
    ) { snapshot, circumstances in
        guard let leader = snapshot.rightfulLeader, leader.agent?.report.currentValue?.role.kind == .leader else {
            return []
        }
        return snapshot.writeProxies.flatMap { proxy in
            proxy.writeRoutes.filter { $0.member == leader.name && $0.server.isRefused }.map { route in
                Found(
                    "\(proxy.name) \(route.server.name)",
                    "\(leader.name) leads, but proxy \(proxy.name) is told otherwise "
                        + "(\(route.server.check?.summary ?? "")): its \(route.server.name) is another host",
                    patience: route.server.timeToRise(circumstances.thresholds),
                    began: snapshot.beganTogether(snapshot.ledAlready(leader.name), route.server)
                )
            }
        }
    }
}

extension ProxyServer {
    /// DOWN, because the check was answered with a no.
    fileprivate var isRefused: Bool { status.kind == .down && check?.status == "L7STS" }
}
