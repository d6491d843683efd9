import ClusterModel

/// What the store ought to be; only where etcd itself is asked.
extension Criterion {
    static let storeRedundant = Criterion(
        id: "store-redundant",
        severity: .warning,
        title: "etcd survives the loss of a member",
        why: "Without the DCS the leader steps down, and nobody can write.",
        remedy:
            "Run etcd with three or five members on different machines, all of them in the configuration of every Patroni.",
        inquiry: "etcdctl member list; with --etcd URL it is looked at here.",
        examples: [
            .init(.unknown, "etcd is not asked", ExampleCluster().snapshot),
            .init(
                .holds,
                "three members",
                ExampleCluster.withStore { $0.members = .current(Self.members(3), at: ExampleCluster.now) }
            ),
            .init(
                .fails,
                "one",
                ExampleCluster.withStore { $0.members = .current(Self.members(1), at: ExampleCluster.now) }
            ),
            .init(
                .fails,
                "two",
                ExampleCluster.withStore { $0.members = .current(Self.members(2), at: ExampleCluster.now) }
            ),
        ]
    ) { candidature in
        guard let store = candidature.snapshot.store else { return .unknown("etcd is not asked") }
        guard let members = store.members.value?.filter({ !$0.isLearner }), !members.isEmpty else {
            return .unknown("etcd does not tell its members")
        }
        let sick = store.endpoints.filter { $0.status.currentValue != nil && !$0.isHealthy }.map(\.address.authority)
        if !sick.isEmpty { return .fails("\(sick.listed) is not healthy") }
        return members.count >= 3
            ? .holds("\(members.count) members")
            : .fails("\(members.count) member\(members.count == 1 ? "" : "s"): the loss of one stops it")
    }

    private static func members(_ count: Int) -> [StoreMember] {
        (1...count).map { StoreMember(id: "\($0)", name: "etcd\($0)") }
    }

    static let leaseAsConfigured = Criterion(
        id: "lease-as-configured",
        severity: .warning,
        title: "the leader's lease lasts as long as ttl says",
        why: "A lease of another length means that the leader runs with another configuration than the cluster has.",
        remedy: "nines reload --all.",
        inquiry: "etcdctl lease timetolive of the lock's lease.",
        examples: [
            .init(nil, "etcd is not asked", ExampleCluster().snapshot),
            .init(.holds, "30 s", Self.withTTL("30")),
            .init(.fails, "20 s", Self.withTTL("20")),
            .init(.unknown, "/config was not read", ExampleCluster.withStore { _ in }),
        ]
    ) { candidature in
        guard let store = candidature.snapshot.store else { return nil }
        guard let lease = store.lease.value, let configuration = candidature.snapshot.configuration.value else {
            return .unknown("the lease or the configuration could not be read")
        }
        let (granted, ttl) = (lease.granted.inSeconds, configuration.ttlSeconds)
        return abs(granted - ttl) < 1
            ? .holds(lease.granted.brief)
            : .fails("the lease is for \(lease.granted.brief), ttl is \(Int64(nearest: ttl)) s")
    }

    private static func withTTL(_ ttl: String) -> ClusterSnapshot {
        var snapshot = ExampleCluster.withStore { _ in }
        let setting = DynamicConfiguration.Setting(path: "ttl", value: ttl)
        snapshot.configuration = .current(DynamicConfiguration(settings: [setting]), at: ExampleCluster.now)
        return snapshot
    }
}
