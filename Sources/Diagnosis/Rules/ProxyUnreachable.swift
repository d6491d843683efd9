import ClusterModel
import Wording

extension Rule {
    static let proxyUnreachable = Rule(
        id: "proxy-unreachable",
        severity: .warning,
        title: "a proxy's statistics cannot be read",
        why: "Its clients may be cut off, and what it routes is unknown.",
        remedy:
            "Look at whether the proxy runs, and at the statistics URL: it must be the page's own, for instance http://HOST:7000/.",
        examples: [
            .fires(
                "connection refused",
                ExampleCluster.with { example in
                    example.snapshot.proxies[0].statistics = .failed(.connectionRefused, since: ExampleCluster.now)
                },
                subjects: ["127.0.0.1:7000"]
            ),
            .silent("both answer", ExampleCluster().snapshot),
        ]
    ) { snapshot, _ in
        snapshot.proxies.compactMap { proxy in
            proxy.statistics.failure.map { Found(proxy.name, "proxy \(proxy.name): \($0.reason)") }
        }
    }
}
