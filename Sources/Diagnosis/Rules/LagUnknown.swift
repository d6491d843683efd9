import ClusterModel
import Wording

extension Rule {
    static let lagUnknown = Rule(
        id: "lag-unknown",
        severity: .warning,
        title: "a replica's lag is unknown",
        why: "Patroni knows no position of that replica, so nobody can tell what a failover to it would lose.",
        remedy: "Look at whether its database runs; a replica that has just started reports within a loop_wait.",
        examples: [
            .fires(
                "Patroni says unknown",
                ExampleCluster.with { $0.row("db3") { $0.lag = .unknown } },
                lasting: .seconds(16),
                subjects: ["db3"]
            ),
            .silent(
                "a replica that has just started",
                ExampleCluster.with { $0.row("db3") { $0.lag = .unknown } },
                lasting: .seconds(5)
            ),
            .silent("the leader never has lag", ExampleCluster().snapshot),
            .silent(
                "a stopped member has a finding of its own",
                ExampleCluster.with {
                    $0.row("db3") {
                        $0.lag = .unknown
                        $0.state = "stopped"
                    }
                }
            ),
        ]
    ) { snapshot, _ in
        snapshot.members.compactMap { member in
            guard !member.isGone, let row = member.listed.currentValue, row.lag == .unknown, row.state.kind == .serving
            else { return nil }
            return Found(
                member.name.text,
                "the lag of \(member.name) is unknown",
                patience: snapshot.loopAndAHalf,
                isSaidAtFirstLook: true
            )
        }
    }
}
