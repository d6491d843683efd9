import ClusterModel

extension StatusReport.Store {
    init(_ store: StoreView, at now: Timestamp) {
        let lease = store.lockExpiresAt == nil ? nil : store.lease.value
        self.init(
            prefix: store.prefix,
            reachable: store.keys.currentValue != nil,
            failure: store.keys.failure?.reason.description,
            revision: store.keys.value?.revision,
            quorum: store.hasQuorum,
            members: store.members.value?.count,
            lock: store.lock.map { lock in
                StatusReport.Lock(
                    holder: lock.holder.text,
                    expiresInMs: store.lockExpiresAt.map { ($0 - now).inMilliseconds },
                    ttlMs: lease?.granted.inMilliseconds
                )
            },
            endpoints: store.endpoints.map { endpoint in
                StatusReport.StoreEndpoint(
                    address: endpoint.address.url,
                    reachable: endpoint.status.currentValue != nil,
                    healthy: endpoint.isHealthy,
                    version: endpoint.status.value?.version,
                    latencyMs: endpoint.latency?.inMilliseconds,
                    failure: endpoint.status.failure?.reason.description
                )
            }
        )
    }
}
