import ClusterModel

/// The keys of one cluster in the DCS (patroni `dcs/__init__.py`), which is what `/cluster` shows.
struct DistributedStore: Sendable {
    /// Whether it answers.
    var isUp = true
    var lock: Lock?
    /// In the order of the blueprint, which is sorted by name; nil where the key has expired.
    var members: [MemberKey?]
    /// Position of the leader's log as of its last loop.
    var leaderPosition: Int64 = 0
    var failover: FailoverKey?
    var synchronousStandby: MemberName?
    var history: [JSON] = []
    var configuration: JSON

    /// The leader key, attached to a lease.
    struct Lock: Hashable, Sendable {
        var holder: MemberName
        var expiresAt: Timestamp
    }

    /// What a member last wrote about itself.
    struct MemberKey: Sendable {
        var state: String
        var timeline: Int64?
        var location: Int64?
        var replayed: Int64?
        var pendingRestart: JSON?
        var scheduledRestart: JSON?
        var expiresAt: Timestamp
    }

    /// A switchover or failover somebody asked for.
    struct FailoverKey: Hashable, Sendable {
        var formerLeader: MemberName?
        var candidate: MemberName?
        var scheduledAt: Timestamp?
    }

    func setting(_ key: String, default fallback: Int64) -> Int64 {
        guard let value = configuration[key]?.integerValue, (1...1_000_000_000).contains(value) else { return fallback }
        return value
    }

    var ttl: Duration { .seconds(setting("ttl", default: 30)) }
    var loopWait: Duration { .seconds(setting("loop_wait", default: 10)) }
    var retryTimeout: Duration { .seconds(setting("retry_timeout", default: 10)) }
    var isPaused: Bool { configuration["pause"] == true }
    var isSynchronous: Bool { !(configuration["synchronous_mode"] ?? .null).isFalsy }
    var maximumConnections: JSON? { configuration["postgresql"]?["parameters"]?["max_connections"] }
}
