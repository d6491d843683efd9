import ClusterModel
import Wording

extension Rule {
    static let noLeader = Rule(
        id: "no-leader",
        severity: .critical,
        title: "the cluster has no leader",
        why: "Nobody holds the leader lock, so nobody accepts writes.",
        remedy:
            "Patroni elects a leader by itself within ttl + loop_wait when a candidate is fit. In maintenance mode it does not: resume, or fail over by hand.",
        examples: [
            .fires("every member is a replica", ExampleCluster(leader: nil).snapshot, subjects: ["opengauss"]),
            .silent("db1 leads", ExampleCluster().snapshot),
            .silent(
                "the listing is stale: nobody knows",
                ExampleCluster.with(leader: nil) { $0.listingFails(.closedWithoutAnswer) }
            ),
        ]
    ) { snapshot, _ in
        guard let listing = snapshot.listing.currentValue, !listing.members.isEmpty, listing.leader == nil
        else { return [] }
        return [Found(snapshot.displayName, "no member holds the leader lock")]
    }
}

extension ClusterSnapshot {
    /// The cluster's name, or a word for it while none is known.
    package var displayName: String { name ?? "cluster" }
}
