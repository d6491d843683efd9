import ClusterModel

/// A member's processes: its agent (Patroni) and its database.
package struct SimulatedMember: Sendable {
    /// Whether the machine's processes run at all.
    package enum Process: Hashable, Sendable {
        case running
        /// Accepts connections and answers none.
        case frozen
        /// Was asked to stop and finishes its database; answers none meanwhile.
        case stopping(until: Timestamp)
        case stopped
        case crashed
    }

    /// The database under a running agent.
    package enum Database: Hashable, Sendable {
        case running
        case starting(until: Timestamp)
        /// Restarts on request of an operator.
        case restarting(until: Timestamp)
        case stopping(until: Timestamp)
        /// Is being copied from the leader.
        case creatingReplica(until: Timestamp)
        case stopped
        case crashed
    }

    package internal(set) var blueprint: MemberBlueprint
    package internal(set) var process = Process.running
    package internal(set) var database = Database.running
    /// Whether the database accepts writes when it runs: it is out of recovery.
    package internal(set) var isPrimary = false
    /// Whether the agent believes to hold the leader lock: what `/primary` answers from.
    package internal(set) var believesLeader = false
    package internal(set) var timeline: Int64
    /// End of the log: written by a primary, received by a replica.
    package internal(set) var location: Int64
    package internal(set) var replayed: Int64
    package internal(set) var isStreaming = false

    /// Whom the replica is configured to follow.
    var upstream: MemberName?
    var reconnectsAt: Timestamp
    var promotesAt: Timestamp?
    var wasDemoted = false
    var reachesDCS = true
    var isLoopStuck = false
    var lostDCSAt: Timestamp?
    var sawDCSAt: Timestamp
    var seesUnlocked = false
    var nextLoopAt: Timestamp
    var blockedRate: Int64 = 0
    /// What halts replay dies with the database, or is cancelled when it is promoted.
    var isReplayHalted = false
    var startedAt: Timestamp
    /// `max_connections` as the running database has it.
    var activeConnections: JSON?
    var pendingRestart: JSON?
    var scheduledRestart: Timestamp?

    init(_ blueprint: MemberBlueprint, timeline: Int64, location: Int64, now: Timestamp) {
        self.blueprint = blueprint
        self.timeline = timeline
        self.location = location
        replayed = location
        reconnectsAt = now
        sawDCSAt = now
        nextLoopAt = now
        startedAt = now
    }

    package var name: MemberName { blueprint.name }

    /// Whether clients and replicas can talk to the database.
    package var serves: Bool { process == .running && database == .running }

    /// Whether its TCP ports accept connections.
    package var listens: Bool {
        switch process {
        case .running, .frozen, .stopping: true
        case .stopped, .crashed: false
        }
    }

    var isBeingBuilt: Bool {
        guard case .creatingReplica = database else { return false }
        return true
    }

    /// The state as the agent says it of itself.
    var stateText: String {
        switch database {
        case .running: "running"
        case .starting: "starting"
        case .restarting: "restarting"
        case .stopping: "stopping"
        case .creatingReplica: "creating replica"
        case .stopped: "stopped"
        case .crashed: "crashed"
        }
    }
}
