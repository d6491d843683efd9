import ClusterModel
import Wording

extension Rule {
    static let twoPrimaries = Rule(
        id: "two-primaries",
        severity: .critical,
        title: "two members say that they are primary",
        why: "Both may accept writes, and one of them will lose its own at the next rewind.",
        remedy:
            "Keep clients on the holder of the leader lock, stop the other member, then let it rejoin (reinitialize if rewind fails).",
        examples: [
            .fires(
                "db3 calls itself primary beside db1",
                ExampleCluster.with { $0.report("db3") { $0.role = "primary" } },
                subjects: ["opengauss"]
            ),
            .silent("db1 alone is primary", ExampleCluster().snapshot),
            .silent(
                "the other's answer is old",
                ExampleCluster.with {
                    $0.report("db3") { $0.role = "primary" }
                    $0.agentFails("db3", .connectionRefused)
                }
            ),
        ]
    ) { snapshot, _ in
        let primaries = snapshot.selfDeclaredLeaders
        guard primaries.count > 1 else { return [] }
        return [Found(snapshot.displayName, "\(primaries.map(\.name.text).phrase) say primary of themselves")]
    }
}
