import ClusterModel
import Wording

extension Rule {
    static let leaseNearlyOut = Rule(
        id: "lease-nearly-out",
        severity: .warning,
        title: "the leader has not renewed its lock for long",
        why:
            "Patroni renews the lock once a loop_wait. When two turns are missed the leader hangs or cannot reach its DCS, and a failover follows when the lease is out.",
        remedy: "Look at the leader's agent and at its way to etcd; nothing is lost as long as the lock stands.",
        examples: [
            .fires(
                "renewed 23 seconds ago, though loop_wait is 10",
                ExampleCluster.withStore { $0.lease = .current(ExampleCluster.lease(7), at: ExampleCluster.now) },
                subjects: ["db1"]
            ),
            .silent(
                "one turn was late",
                ExampleCluster.withStore { $0.lease = .current(ExampleCluster.lease(14), at: ExampleCluster.now) }
            ),
            .silent("renewed just now", ExampleCluster.withStore { _ in }),
            .silent(
                "etcd cannot be read: its last word is no news",
                ExampleCluster.withStore { store in
                    store.lease = .stale(
                        ExampleCluster.lease(7),
                        at: ExampleCluster.now,
                        because: .connectionRefused,
                        since: ExampleCluster.now
                    )
                }
            ),
        ]
    ) { snapshot, _ in
        guard let store = snapshot.store, let lock = store.lock, let lease = store.lease.currentValue,
            let renewedAt = store.lockRenewedAt, let expiresAt = store.lockExpiresAt
        else { return [] }
        let loopWait = min(max(snapshot.configuration.value?.loopWaitSeconds ?? 10, 1), 3600)
        // etcd tells whole seconds, hence one of slack.
        let patience = max(2 * loopWait, lease.granted.inSeconds / 2) + 1
        let age = snapshot.takenAt - renewedAt
        guard age.inSeconds > patience else { return [] }
        return [
            Found(
                lock.holder.text,
                "\(lock.holder) last renewed its lock \(age.brief) ago; it expires in \((expiresAt - snapshot.takenAt).brief)"
            )
        ]
    }
}
