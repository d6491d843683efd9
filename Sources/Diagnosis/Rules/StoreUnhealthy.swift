import ClusterModel
import Wording

extension Rule {
    static let storeUnhealthy = Rule(
        id: "store-unhealthy",
        severity: .warning,
        title: "an endpoint of etcd fails or complains",
        why: "Every lost member of etcd brings it nearer to losing its quorum, and Patroni its lock with it.",
        remedy: "Look at that etcd member: its process, its disk (NOSPACE needs an alarm disarmed), its certificates.",
        examples: [
            .fires(
                "one of three refuses connections",
                ExampleCluster.withStore {
                    $0.endpoints[2].status = .failed(.connectionRefused, since: ExampleCluster.now)
                },
                subjects: ["etcd3:2379"]
            ),
            .fires(
                "one is out of space",
                ExampleCluster.withStore { store in
                    store.endpoints[0].status = store.endpoints[0].status.map { status in
                        var status = status
                        status.errors = ["memberID:1 alarm:NOSPACE"]
                        return status
                    }
                },
                subjects: ["etcd1:2379"]
            ),
            .silent("all are well", ExampleCluster.withStore { _ in }),
            .silent("none is watched", ExampleCluster().snapshot),
        ]
    ) { snapshot, _ in
        (snapshot.store?.endpoints ?? []).compactMap { endpoint in
            let name = endpoint.address.authority
            if let failure = endpoint.status.failure { return Found(name, "etcd \(name): \(failure.reason)") }
            guard let status = endpoint.status.currentValue, !status.errors.isEmpty, status.raftLeader != nil else {
                return nil
            }
            return Found(name, "etcd \(name) complains: \(status.errors.phrase)")
        }
    }
}
