import ClusterModel
import Wording

extension Rule {
    static let clientsGetNoDatabase = Rule(
        id: "clients-get-no-database",
        severity: .critical,
        title: "the client's-eye probe fails",
        why: "A client that connects where clients connect does not reach a living database.",
        remedy:
            "If the leader is well, look at the proxy and at what stands before it (Service, load balancer, firewall).",
        examples: [
            .fires(
                "the proxy closes at once",
                ExampleCluster.with {
                    $0.snapshot.probes = [
                        Probe(
                            address: ClientAddress(host: "127.0.0.1", port: 6000),
                            answer: .failed(.closedWithoutAnswer, since: ExampleCluster.now)
                        )
                    ]
                },
                subjects: ["127.0.0.1:6000"]
            ),
            .silent(
                "a database answers",
                ExampleCluster.with {
                    $0.snapshot.probes = [
                        Probe(
                            address: ClientAddress(host: "127.0.0.1", port: 6000),
                            answer: .current(.encryptionRefused, at: ExampleCluster.now)
                        )
                    ]
                }
            ),
        ]
    ) { snapshot, _ in
        snapshot.probes.compactMap { probe in
            probe.answer.failure.map {
                Found(probe.address.description, "clients get no database at \(probe.address): \($0.reason)")
            }
        }
    }
}
