import ClusterModel
import Wording

extension Rule {
    static let lockAndListingDisagree = Rule(
        id: "lock-and-listing-disagree",
        severity: .warning,
        title: "etcd and the agents name different leaders",
        why:
            "The lock in etcd is the truth. Agents that say otherwise for seconds read another etcd, another namespace, or an old state.",
        remedy: "Compare the etcd hosts in the agents' configuration with the endpoints watched here.",
        examples: [
            .fires(
                "the lock is db2's, the listing still names db1",
                ExampleCluster.withStore { $0.hold("db2", since: ExampleCluster.now - .seconds(5)) },
                subjects: ["opengauss"]
            ),
            .fires(
                "nobody holds the lock, the listing names db1",
                ExampleCluster.withStore { $0.hold(nil, since: ExampleCluster.now - .seconds(5)) },
                subjects: ["opengauss"]
            ),
            .silent(
                "the lock has just changed hands",
                ExampleCluster.withStore { $0.hold("db2", since: ExampleCluster.now) }
            ),
            .silent("both name db1", ExampleCluster.withStore { _ in }),
            .silent(
                "the keys are elsewhere: that is not said of the lock",
                ExampleCluster.withStore { $0.keys = .current(StoreReport(revision: 1), at: ExampleCluster.now) }
            ),
        ]
    ) { snapshot, _ in
        guard let store = snapshot.store, let report = store.keys.currentValue, !report.isEmpty,
            let since = store.lockChangedAt, let listedAt = snapshot.listing.learntAt,
            snapshot.listing.currentValue != nil, listedAt - since > .seconds(2)
        else { return [] }
        let listed = snapshot.listedLeader?.name
        guard report.lock?.holder != listed else { return [] }
        let holder: Phrase = report.lock.map { "\($0.holder) holds the lock" } ?? "nobody holds the lock"
        let named: Phrase = listed.map { "the agents list \($0) as leader" } ?? "the agents list no leader"
        return [Found(snapshot.displayName, "in etcd \(holder), but \(named)")]
    }
}
