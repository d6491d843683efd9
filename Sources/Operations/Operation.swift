import ClusterModel

/// Something that changes a cluster, as the user means it; a `Plan` says what it takes.
package enum Operation: Hashable, Sendable {
    case switchover(Switchover)
    case cancelSwitchover
    case failover(candidate: MemberName)
    case restart(Restart)
    case cancelRestart(MemberName)
    case reload([MemberName])
    case reinitialize(Reinitialization)
    case pause
    case resume
    /// All of them in one request: they take effect together, or not at all.
    case configure([ConfigurationChange])
}

/// The leader hands over to `candidate`, now or at a time (Patroni `docs/rest_api.rst`, "Switchover").
package struct Switchover: Hashable, Sendable {
    package var leader: MemberName
    /// Never left to chance silently: nil only where the user chose "any".
    package var candidate: MemberName?
    package var at: Moment?

    package init(leader: MemberName, candidate: MemberName?, at: Moment? = nil) {
        self.leader = leader
        self.candidate = candidate
        self.at = at
    }
}

/// Databases are restarted one after the other, under conditions that each agent checks (`POST /restart`).
package struct Restart: Hashable, Sendable {
    package var members: [MemberName]
    package var at: Moment?
    /// Only where a restart is pending.
    package var onlyPending: Bool
    /// Only where the database is older than this version, for instance `15.4`.
    package var belowVersion: String?
    /// Seconds that the restart may take.
    package var timeoutSeconds: Int?

    package init(
        members: [MemberName],
        at: Moment? = nil,
        onlyPending: Bool = false,
        belowVersion: String? = nil,
        timeoutSeconds: Int? = nil
    ) {
        self.members = members
        self.at = at
        self.onlyPending = onlyPending
        self.belowVersion = belowVersion
        self.timeoutSeconds = timeoutSeconds
    }
}

/// A member's data is thrown away and copied anew (`POST /reinitialize`).
package struct Reinitialization: Hashable, Sendable {
    package var member: MemberName
    /// Cancels a copy that runs already.
    package var force: Bool
    /// Copies from the leader whatever `clonefrom` says; since Patroni 4.1.
    package var fromLeader: Bool

    package init(member: MemberName, force: Bool = false, fromLeader: Bool = false) {
        self.member = member
        self.force = force
        self.fromLeader = fromLeader
    }
}

/// One key of the dynamic configuration, by its dotted path; a nil value deletes it (`PATCH /config`).
package struct ConfigurationChange: Hashable, Sendable {
    package var path: String
    /// JSON text: `30`, `"on"`, `true`.
    package var value: String?

    package init(path: String, value: String?) {
        self.path = path
        self.value = value
    }
}

/// A time that the user named, and how it is sent: ISO 8601 with a time zone, which Patroni insists on.
package struct Moment: Hashable, Sendable {
    package var timestamp: Timestamp
    package var text: String

    package init(timestamp: Timestamp, text: String) {
        self.timestamp = timestamp
        self.text = text
    }
}
