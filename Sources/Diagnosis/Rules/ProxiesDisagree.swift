import ClusterModel
import Wording

extension Rule {
    static let proxiesDisagree = Rule(
        id: "proxies-disagree",
        severity: .warning,
        title: "proxies route writes to different members",
        why: "Which member a client reaches depends on which proxy it happened to take.",
        remedy: "Compare their configurations, and the addresses that each has resolved.",
        examples: [
            .fires(
                "one routes to db1, the other to db2",
                ExampleCluster.with { $0.snapshot.proxies[1] = ExampleCluster.proxy(port: 7001, upMembers: ["db2"]) },
                lasting: .seconds(20),
                subjects: ["opengauss"]
            ),
            .silent(
                "for seconds, while both follow a new leader",
                ExampleCluster.with { $0.snapshot.proxies[1] = ExampleCluster.proxy(port: 7001, upMembers: ["db2"]) },
                lasting: .seconds(5)
            ),
            .silent("both route to db1", ExampleCluster().snapshot, lasting: .seconds(20)),
            .silent("one alone cannot disagree", ExampleCluster.with { $0.snapshot.proxies.removeLast() }),
        ]
    ) { snapshot, circumstances in
        let choices = snapshot.writeProxies.map { ($0.name, $0.writeTargets) }
        guard let first = choices.first, choices.contains(where: { $0.1 != first.1 }) else { return [] }
        let parts = choices.map { name, targets -> Phrase in
            targets.isEmpty ? "\(name) → nobody" : "\(name) → \(targets.sorted().map(\.text).joined(separator: "+"))"
        }
        return [
            Found(
                snapshot.displayName,
                "proxies disagree: \(parts.joined(separator: ", "))",
                patience: snapshot.writeProxies.map { $0.timeToFollow(circumstances.thresholds) }.max() ?? .zero,
                isSaidAtFirstLook: true
            )
        ]
    }
}
