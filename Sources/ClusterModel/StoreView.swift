/// What etcd itself says of the cluster: the lock, its lease, the members' keys, and etcd's own health.
///
/// Read beside the agents, never instead of them: where the two disagree, both are shown.
package struct StoreView: Equatable, Sendable {
    /// `/service/opengauss/`; nil until the cluster's scope is known.
    package var prefix: String?
    /// The endpoints that were given, in that order.
    package var endpoints: [StoreEndpoint]
    package var keys: Observation<StoreReport>
    /// When the lock was first seen as it is.
    package var lockChangedAt: Timestamp?
    /// What is left of the lease that the leader's lock hangs on.
    package var lease: Observation<StoreLease>
    /// The members of etcd itself.
    package var members: Observation<[StoreMember]>
    /// A watch stands, so a change of a key is known at once.
    package var isWatched: Bool

    package init(
        prefix: String? = nil,
        endpoints: [StoreEndpoint] = [],
        keys: Observation<StoreReport> = .pending,
        lockChangedAt: Timestamp? = nil,
        lease: Observation<StoreLease> = .pending,
        members: Observation<[StoreMember]> = .pending,
        isWatched: Bool = false
    ) {
        self.prefix = prefix
        self.endpoints = endpoints
        self.keys = keys
        self.lockChangedAt = lockChangedAt
        self.lease = lease
        self.members = members
        self.isWatched = isWatched
    }

    /// The lock as long as etcd can be read.
    package var lock: StoreLock? { keys.currentValue?.lock }

    /// When the lock goes unless it is renewed until then; nil when nobody holds it or its lease was not read yet.
    package var lockExpiresAt: Timestamp? {
        guard let lock, let lease = lease.value, lease.id == lock.lease, let learntAt = self.lease.learntAt else {
            return nil
        }
        return learntAt + lease.remaining
    }

    /// When the lock was last renewed, as far as the lease's age tells.
    package var lockRenewedAt: Timestamp? {
        guard let expiresAt = lockExpiresAt, let lease = lease.value else { return nil }
        return expiresAt - lease.granted
    }

    /// Endpoints that answer and see nothing wrong with themselves.
    package var healthyEndpoints: [StoreEndpoint] { endpoints.filter(\.isHealthy) }

    /// Whether etcd's members have a raft leader; nil while no endpoint tells.
    package var hasQuorum: Bool? {
        let told = endpoints.compactMap(\.status.currentValue)
        guard !told.isEmpty else { return nil }
        return told.contains { $0.raftLeader != nil }
    }
}

/// One etcd endpoint as we reach it.
package struct StoreEndpoint: Equatable, Sendable {
    package var address: WebAddress
    /// What its `/v3/maintenance/status` answers.
    package var status: Observation<StoreStatus>
    /// How long the last answer took.
    package var latency: Duration?

    package init(address: WebAddress, status: Observation<StoreStatus> = .pending, latency: Duration? = nil) {
        self.address = address
        self.status = status
        self.latency = latency
    }

    package var isHealthy: Bool {
        status.currentValue.map { $0.raftLeader != nil && $0.errors.isEmpty } ?? false
    }
}

/// What one etcd member says of itself (etcd `rpc.proto StatusResponse`).
package struct StoreStatus: Equatable, Sendable {
    /// For instance `3.4.23`.
    package var version: String?
    /// Its own id; identifiers are unsigned 64-bit numbers, kept as text.
    package var memberID: String?
    /// The id of the member that it takes for raft's leader; nil when it sees none.
    package var raftLeader: String?
    package var raftTerm: Int64?
    package var revision: Int64?
    package var databaseBytes: Int64?
    package var isLearner: Bool
    /// What it complains about, for instance `NOSPACE`.
    package var errors: [String]

    package init(
        version: String? = nil,
        memberID: String? = nil,
        raftLeader: String? = nil,
        raftTerm: Int64? = nil,
        revision: Int64? = nil,
        databaseBytes: Int64? = nil,
        isLearner: Bool = false,
        errors: [String] = []
    ) {
        self.version = version
        self.memberID = memberID
        self.raftLeader = raftLeader
        self.raftTerm = raftTerm
        self.revision = revision
        self.databaseBytes = databaseBytes
        self.isLearner = isLearner
        self.errors = errors
    }
}

/// One member of etcd's own cluster.
package struct StoreMember: Equatable, Sendable {
    package var id: String
    /// Empty until the member has started once.
    package var name: String
    package var isLearner: Bool

    package init(id: String, name: String, isLearner: Bool = false) {
        self.id = id
        self.name = name
        self.isLearner = isLearner
    }
}

/// What is left of a lease (etcd `rpc.proto LeaseTimeToLiveResponse`).
package struct StoreLease: Equatable, Sendable {
    package var id: Int64
    /// In whole seconds; zero when it has run out.
    package var remaining: Duration
    /// What it was last renewed to: Patroni's `ttl`.
    package var granted: Duration

    package init(id: Int64, remaining: Duration, granted: Duration) {
        self.id = id
        self.remaining = remaining
        self.granted = granted
    }
}
