import ClusterModel
import Wording

extension Rule {
    static let noRouteToLeader = Rule(
        id: "no-route-to-leader",
        severity: .critical,
        title: "a proxy does not route writes to the leader",
        why: "Clients of that proxy get no session, however healthy the cluster is.",
        remedy:
            "Within inter × rise after a leader change it comes by itself, and until then it is a warning. Later, compare the proxy's address of that server with the member's: a stale DNS answer is the usual reason.",
        examples: [
            .fires(
                "no server is UP",
                ExampleCluster.with { $0.snapshot.proxies[0] = ExampleCluster.proxy(port: 7000, upMembers: []) },
                subjects: ["127.0.0.1:7000"]
            ),
            .fires(
                "it did route to this leader",
                ExampleCluster.with { $0.snapshot.proxies[0] = ExampleCluster.proxy(port: 7000, upMembers: []) },
                before: [ExampleCluster().snapshot],
                subjects: ["127.0.0.1:7000"]
            ),
            .silent("both proxies route to db1", ExampleCluster().snapshot),
            .silent("without a leader there is nowhere to route to", ExampleCluster(leader: nil).snapshot),
            .silent(
                "a standby cluster takes no writes",
                ExampleCluster.with {
                    $0.row("db1") { $0.role = "standby_leader" }
                    $0.snapshot.proxies[0] = ExampleCluster.proxy(port: 7000, upMembers: [])
                }
            ),
        ]
    ) { snapshot, circumstances in
        guard let leader = snapshot.rightfulLeader, leader.role?.kind == .leader else { return [] }
        return snapshot.writeProxies.filter { !$0.writeTargets.contains(leader.name) }.map { proxy in
            let server = proxy.writeRoutes.first { $0.member == leader.name }?.server
            let plight: Phrase = server.map { ": \($0.plight)" } ?? ", and none of its servers is \(leader.name)"
            let failing: Phrase = "proxy \(proxy.name) does not route to \(leader.name), the leader\(plight)"
            guard let server, server.mayRise, !circumstances.memory.hasRouted(proxy, to: leader.name) else {
                return Found(proxy.name, failing)
            }
            return Found(
                proxy.name,
                "proxy \(proxy.name) does not route to \(leader.name), the leader, yet\(plight)",
                severity: .warning,
                escalation: .init(
                    severity: .critical,
                    after: server.timeToRise(circumstances.thresholds),
                    text: failing
                ),
                began: snapshot.beganTogether(snapshot.ledAlready(leader.name), server)
            )
        }
    }
}

extension ProxyServer {
    /// Whether its next checks may turn it UP; nobody checks a server in maintenance.
    fileprivate var mayRise: Bool {
        switch status.kind {
        case .down, .goingUp, .unknown: true
        case .up, .goingDown, .unchecked, .draining, .maintenance, .unresolved: false
        }
    }
}

extension ClusterSnapshot {
    /// Since when a leader has led and a server has been in its state at the same time, where both are told.
    func beganTogether(_ ledAlready: Timestamp?, _ server: ProxyServer) -> Timestamp? {
        guard let ledAlready, let changed = server.changed(before: takenAt) else { return nil }
        return max(ledAlready, changed)
    }
}
