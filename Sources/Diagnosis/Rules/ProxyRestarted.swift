import ClusterModel
import Wording

extension Rule {
    static let proxyRestarted = Rule(
        id: "proxy-restarted",
        severity: .notice,
        title: "a proxy's counters went backwards",
        why:
            "It restarted and dropped every session, or several processes answer in turns behind one address and no figure can be trusted.",
        remedy: "If it repeats, give the statistics URL of every proxy pod rather than a shared Service.",
        examples: [
            .fires(
                "ten seconds ago",
                ExampleCluster.with { $0.snapshot.proxies[0].countersResetAt = ExampleCluster.now - .seconds(10) },
                subjects: ["127.0.0.1:7000"]
            ),
            .silent(
                "an hour ago",
                ExampleCluster.with { $0.snapshot.proxies[0].countersResetAt = ExampleCluster.now - .seconds(3600) }
            ),
            .silent("never", ExampleCluster().snapshot),
        ]
    ) { snapshot, _ in
        snapshot.proxies.compactMap { proxy in
            guard let reset = proxy.countersResetAt, snapshot.takenAt - reset < .seconds(60) else { return nil }
            return Found(
                proxy.name,
                "proxy \(proxy.name) restarted, or another process answers there: its counters went back"
            )
        }
    }
}
