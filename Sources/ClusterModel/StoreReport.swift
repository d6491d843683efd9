/// Patroni's keys of one cluster below `/<namespace>/<scope>/` (patroni `dcs/__init__.py`, FACTS 1.6).
package struct StoreReport: Equatable, Sendable {
    /// Of the store when this was read.
    package var revision: Int64
    /// Nil when nobody holds the lock.
    package var lock: StoreLock?
    /// By name.
    package var members: [MemberKey]
    package var failover: FailoverKey?
    package var sync: SyncKey?
    /// The database's system identifier once the cluster was initialized; empty while it is being so.
    package var initialize: String?
    package var hasConfiguration: Bool
    package var hasHistory: Bool
    package var hasFailsafe: Bool

    package init(
        revision: Int64,
        lock: StoreLock? = nil,
        members: [MemberKey] = [],
        failover: FailoverKey? = nil,
        sync: SyncKey? = nil,
        initialize: String? = nil,
        hasConfiguration: Bool = false,
        hasHistory: Bool = false,
        hasFailsafe: Bool = false
    ) {
        self.revision = revision
        self.lock = lock
        self.members = members
        self.failover = failover
        self.sync = sync
        self.initialize = initialize
        self.hasConfiguration = hasConfiguration
        self.hasHistory = hasHistory
        self.hasFailsafe = hasFailsafe
    }

    /// Nothing of Patroni's is there: another namespace, another scope, or another etcd.
    package var isEmpty: Bool { lock == nil && members.isEmpty && initialize == nil && !hasConfiguration }
}

/// The key `leader`.
package struct StoreLock: Equatable, Sendable {
    package var holder: MemberName
    /// The lease that it hangs on; nil where it has none and so never expires.
    package var lease: Int64?
    /// The store's revision when the key was made: another number means that it was taken anew.
    package var takenAtRevision: Int64

    package init(holder: MemberName, lease: Int64? = nil, takenAtRevision: Int64 = 0) {
        self.holder = holder
        self.lease = lease
        self.takenAtRevision = takenAtRevision
    }
}

/// A key `members/NAME`: what the member last wrote of itself.
package struct MemberKey: Equatable, Sendable {
    package var name: MemberName
    package var role: MemberRole?
    package var state: MemberState?
    package var apiURL: String?
    /// Where its WAL stood at its last run of the loop.
    package var walLocation: LogSequenceNumber?
    package var timeline: Int64?
    /// Patroni's version.
    package var version: String?
    package var replicationState: String?
    package var lease: Int64?

    package init(
        name: MemberName,
        role: MemberRole? = nil,
        state: MemberState? = nil,
        apiURL: String? = nil,
        walLocation: LogSequenceNumber? = nil,
        timeline: Int64? = nil,
        version: String? = nil,
        replicationState: String? = nil,
        lease: Int64? = nil
    ) {
        self.name = name
        self.role = role
        self.state = state
        self.apiURL = apiURL
        self.walLocation = walLocation
        self.timeline = timeline
        self.version = version
        self.replicationState = replicationState
        self.lease = lease
    }
}

/// The key `failover`: a switchover or failover that somebody asked for.
package struct FailoverKey: Equatable, Sendable {
    package var leader: MemberName?
    package var candidate: MemberName?
    package var scheduledAt: String?

    package init(leader: MemberName? = nil, candidate: MemberName? = nil, scheduledAt: String? = nil) {
        self.leader = leader
        self.candidate = candidate
        self.scheduledAt = scheduledAt
    }
}

/// The key `sync` of synchronous mode.
package struct SyncKey: Equatable, Sendable {
    package var leader: MemberName?
    package var standbys: [MemberName]
    package var quorum: Int?

    package init(leader: MemberName? = nil, standbys: [MemberName] = [], quorum: Int? = nil) {
        self.leader = leader
        self.standbys = standbys
        self.quorum = quorum
    }
}
