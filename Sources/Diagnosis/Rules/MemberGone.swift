import ClusterModel
import Wording

extension Rule {
    static let memberGone = Rule(
        id: "member-gone",
        severity: .warning,
        title: "a member vanished from the listing",
        why: "Patroni drops a dead member's row when its key expires; the cluster has lost a copy of the data.",
        remedy: "Start the member again.",
        examples: [
            .fires(
                "db3's key expired",
                ExampleCluster.with {
                    $0.member("db3") { $0.presence = .gone(since: ExampleCluster.now - .seconds(42)) }
                },
                subjects: ["db3"]
            ),
            .silent("all are listed", ExampleCluster().snapshot),
        ]
    ) { snapshot, _ in
        snapshot.members.filter(\.isGone).map { member in
            Found(member.name.text, "\(member.name) is no longer listed by Patroni")
        }
    }
}
