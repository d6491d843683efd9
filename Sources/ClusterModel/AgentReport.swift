/// What `/patroni` of one agent says of itself: its own truth, beside the store's (Patroni `docs/rest_api.rst`).
package struct AgentReport: Equatable, Sendable {
    package var role: MemberRole
    /// `unknown` means that the database should run but does not answer its agent.
    package var state: MemberState
    /// As PostgreSQL counts it: 150018 is 15.18.
    package var serverVersion: Int?
    package var postmasterStartTime: String?
    package var timeline: Int64?
    package var wal: WALPosition?
    /// Connections that send WAL from here; on a cascading replica too.
    package var senders: [ReplicationSender]
    /// `streaming` or `in archive recovery`, of a replica since 3.0.4.
    package var replicationState: String?
    package var isSynchronousStandby: Bool
    package var isQuorumStandby: Bool
    package var isPaused: Bool
    /// The agent sees no leader lock.
    package var clusterIsUnlocked: Bool
    package var failsafeModeIsActive: Bool
    package var watchdogFailed: Bool
    /// When the agent last reached the DCS; since 2.1.2.
    package var dcsLastSeen: Timestamp?
    package var systemIdentifier: String?
    package var pendingRestart: PendingRestart?
    package var scheduledRestart: ScheduledRestart?
    package var tags: [Tag]
    /// Patroni's own version, for instance `4.1.5`.
    package var patroniVersion: String?
    package var scope: String?
    /// Since 3.2.0.
    package var name: MemberName?

    package init(
        role: MemberRole,
        state: MemberState,
        serverVersion: Int? = nil,
        postmasterStartTime: String? = nil,
        timeline: Int64? = nil,
        wal: WALPosition? = nil,
        senders: [ReplicationSender] = [],
        replicationState: String? = nil,
        isSynchronousStandby: Bool = false,
        isQuorumStandby: Bool = false,
        isPaused: Bool = false,
        clusterIsUnlocked: Bool = false,
        failsafeModeIsActive: Bool = false,
        watchdogFailed: Bool = false,
        dcsLastSeen: Timestamp? = nil,
        systemIdentifier: String? = nil,
        pendingRestart: PendingRestart? = nil,
        scheduledRestart: ScheduledRestart? = nil,
        tags: [Tag] = [],
        patroniVersion: String? = nil,
        scope: String? = nil,
        name: MemberName? = nil
    ) {
        self.role = role
        self.state = state
        self.serverVersion = serverVersion
        self.postmasterStartTime = postmasterStartTime
        self.timeline = timeline
        self.wal = wal
        self.senders = senders
        self.replicationState = replicationState
        self.isSynchronousStandby = isSynchronousStandby
        self.isQuorumStandby = isQuorumStandby
        self.isPaused = isPaused
        self.clusterIsUnlocked = clusterIsUnlocked
        self.failsafeModeIsActive = failsafeModeIsActive
        self.watchdogFailed = watchdogFailed
        self.dcsLastSeen = dcsLastSeen
        self.systemIdentifier = systemIdentifier
        self.pendingRestart = pendingRestart
        self.scheduledRestart = scheduledRestart
        self.tags = tags
        self.patroniVersion = patroniVersion
        self.scope = scope
        self.name = name
    }
}

/// Where an agent's database stands in the write-ahead log.
package enum WALPosition: Equatable, Sendable {
    /// A primary writes here.
    case written(LogSequenceNumber)
    /// A replica has received and replayed up to here. `replayedAt` is the time of the last replayed transaction.
    case recovered(received: LogSequenceNumber?, replayed: LogSequenceNumber?, replayedAt: String?, isPaused: Bool)

    /// The position that counts for lag: written, or replayed.
    package var effective: LogSequenceNumber? {
        switch self {
        case .written(let position): position
        case .recovered(let received, let replayed, _, _): replayed ?? received
        }
    }
}

/// One WAL sender of an agent's database (`pg_stat_replication`).
package struct ReplicationSender: Equatable, Sendable {
    package var user: String
    package var applicationName: String
    package var clientAddress: String?
    package var state: String
    /// `async`, `sync`, `potential` or `quorum`.
    package var syncState: String
    package var syncPriority: Int

    package init(
        user: String,
        applicationName: String,
        clientAddress: String?,
        state: String,
        syncState: String,
        syncPriority: Int
    ) {
        self.user = user
        self.applicationName = applicationName
        self.clientAddress = clientAddress
        self.state = state
        self.syncState = syncState
        self.syncPriority = syncPriority
    }
}
