import ClusterModel
import Wording

extension Rule {
    static let storeWithoutQuorum = Rule(
        id: "store-without-quorum",
        severity: .critical,
        title: "etcd has lost its quorum",
        why: "Without a raft leader nothing can be written to etcd: the lock cannot be renewed and runs out.",
        remedy: "Bring back enough members of etcd that more than half of them see each other.",
        examples: [
            .fires(
                "the only endpoint that answers sees no raft leader",
                ExampleCluster.withStore { store in
                    for index in 1...2 {
                        store.endpoints[index].status = .failed(.connectionRefused, since: ExampleCluster.now)
                    }
                    store.endpoints[0].status = .current(
                        StoreStatus(version: "3.4.23", memberID: "1", errors: ["etcdserver: no leader"]),
                        at: ExampleCluster.now
                    )
                },
                subjects: ["opengauss"]
            ),
            .silent(
                "two of three still see a leader",
                ExampleCluster.withStore {
                    $0.endpoints[2].status = .failed(.connectionRefused, since: ExampleCluster.now)
                }
            ),
            .silent(
                "no endpoint answers: nobody knows",
                ExampleCluster.withStore { store in
                    for index in store.endpoints.indices {
                        store.endpoints[index].status = .failed(.connectionRefused, since: ExampleCluster.now)
                    }
                }
            ),
        ]
    ) { snapshot, _ in
        guard let store = snapshot.store, store.hasQuorum == false else { return [] }
        let answering = store.endpoints.count { $0.status.currentValue != nil }
        return [
            Found(
                snapshot.displayName,
                "etcd has no quorum: \(answering) of \(store.endpoints.count) endpoints answer, none sees a raft leader"
            )
        ]
    }
}
