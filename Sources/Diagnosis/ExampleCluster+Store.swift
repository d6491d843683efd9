import ClusterModel

extension ExampleCluster {
    /// A healthy cluster with three etcd endpoints, in which `db1` renewed its lock three seconds ago; changed by `change`.
    package static func withStore(_ change: (inout StoreView) -> Void) -> ClusterSnapshot {
        with { example in
            var store = store
            change(&store)
            example.snapshot.store = store
        }
    }

    /// With an etcd that accepts connections and answers nothing.
    package static func withSilentStore() -> ClusterSnapshot {
        withStore { store in
            for index in store.endpoints.indices {
                store.endpoints[index].status = .failed(.timedOut(connected: true), since: now)
            }
        }
    }

    /// A lease of Patroni's default 30 seconds.
    package static func lease(_ remainingSeconds: Int64) -> StoreLease {
        StoreLease(id: 42, remaining: .seconds(remainingSeconds), granted: .seconds(30))
    }

    private static var store: StoreView {
        let endpoints = (1...3).map { number in
            StoreEndpoint(
                address: WebAddress(host: "etcd\(number)", port: 2379),
                status: .current(
                    StoreStatus(version: "3.4.23", memberID: "\(number)", raftLeader: "1", raftTerm: 2, revision: 1807),
                    at: now
                ),
                latency: .milliseconds(1)
            )
        }
        var store = StoreView(
            prefix: "/service/opengauss/",
            endpoints: endpoints,
            lease: .current(lease(27), at: now),
            isWatched: true
        )
        store.hold("db1", since: now - .seconds(600))
        return store
    }
}

extension StoreView {
    /// Lets a member hold the lock, or nobody.
    package mutating func hold(_ holder: MemberName?, since: Timestamp) {
        let names: [MemberName] = ["db1", "db2", "db3"]
        let report = StoreReport(
            revision: 1807,
            lock: holder.map { StoreLock(holder: $0, lease: 42, takenAtRevision: 12) },
            members: names.map { MemberKey(name: $0, role: $0 == holder ? "primary" : "replica", state: "running") },
            initialize: "7445566778899001122",
            hasConfiguration: true,
            hasHistory: true
        )
        keys = .current(report, at: ExampleCluster.now)
        lockChangedAt = since
    }
}
