/// What `/cluster` of one agent says: the store's view of the whole cluster (Patroni `docs/rest_api.rst`).
package struct ClusterListing: Equatable, Sendable {
    /// In the order of the answer, which is by name.
    package var members: [ListedMember]
    /// Absent before Patroni 3.2.0.
    package var scope: String?
    /// Maintenance mode.
    package var isPaused: Bool
    package var scheduledSwitchover: ScheduledSwitchover?

    package init(
        members: [ListedMember],
        scope: String? = nil,
        isPaused: Bool = false,
        scheduledSwitchover: ScheduledSwitchover? = nil
    ) {
        self.members = members
        self.scope = scope
        self.isPaused = isPaused
        self.scheduledSwitchover = scheduledSwitchover
    }

    /// The member that the listing calls leader or standby leader.
    package var leader: ListedMember? { members.first { $0.role.leads } }
}

/// One row of `/cluster`.
package struct ListedMember: Equatable, Sendable {
    package var name: MemberName
    package var role: MemberRole
    package var state: MemberState
    /// As written, for instance `http://192.168.1.29:8008/patroni`.
    package var apiURL: String?
    /// Absent while a pod has not been initialised.
    package var host: String?
    package var port: Int?
    /// Absent while the database is not running.
    ///
    /// openGauss does not raise it on promotion.
    package var timeline: Int64?
    /// Absent on the leader.
    package var lag: Lag?
    /// Since 4.1.
    package var receiveLag: Lag?
    /// Since 4.1.
    package var replayLag: Lag?
    /// Since 4.1.
    package var receiveLSN: LogSequenceNumber?
    /// Since 4.1.
    package var replayLSN: LogSequenceNumber?
    package var pendingRestart: PendingRestart?
    package var scheduledRestart: ScheduledRestart?
    package var tags: [Tag]

    package init(
        name: MemberName,
        role: MemberRole,
        state: MemberState,
        apiURL: String? = nil,
        host: String? = nil,
        port: Int? = nil,
        timeline: Int64? = nil,
        lag: Lag? = nil,
        receiveLag: Lag? = nil,
        replayLag: Lag? = nil,
        receiveLSN: LogSequenceNumber? = nil,
        replayLSN: LogSequenceNumber? = nil,
        pendingRestart: PendingRestart? = nil,
        scheduledRestart: ScheduledRestart? = nil,
        tags: [Tag] = []
    ) {
        self.name = name
        self.role = role
        self.state = state
        self.apiURL = apiURL
        self.host = host
        self.port = port
        self.timeline = timeline
        self.lag = lag
        self.receiveLag = receiveLag
        self.replayLag = replayLag
        self.receiveLSN = receiveLSN
        self.replayLSN = replayLSN
        self.pendingRestart = pendingRestart
        self.scheduledRestart = scheduledRestart
        self.tags = tags
    }
}

/// A tag of a member, for instance `nofailover: true`; the value is kept as JSON spells it, without quotes.
package struct Tag: Hashable, Sendable {
    package var name: String
    package var value: String

    package init(name: String, value: String) {
        self.name = name
        self.value = value
    }

    /// Whether the tag's value means yes: `true`, `yes`, `on` or a number other than zero.
    package var isSet: Bool {
        switch value.lowercased() {
        case "true", "yes", "on": true
        default: (Double(value) ?? 0) != 0
        }
    }
}

/// Parameters that take effect at the next restart; the reasons are known since Patroni 3.3.
package struct PendingRestart: Equatable, Sendable {
    /// One changed parameter.
    package struct Reason: Equatable, Sendable {
        package var parameter: String
        package var oldValue: String
        package var newValue: String

        package init(parameter: String, oldValue: String, newValue: String) {
            self.parameter = parameter
            self.oldValue = oldValue
            self.newValue = newValue
        }
    }

    /// By parameter name.
    package var reasons: [Reason]

    package init(reasons: [Reason] = []) {
        self.reasons = reasons
    }
}

/// A restart that waits for its time; `schedule` is the moment as Patroni spells it.
package struct ScheduledRestart: Equatable, Sendable {
    package var schedule: String
    package var postgresVersion: String?

    package init(schedule: String, postgresVersion: String? = nil) {
        self.schedule = schedule
        self.postgresVersion = postgresVersion
    }
}

/// A switchover that waits for its time; `at` is the moment as Patroni spells it, the members may be absent.
package struct ScheduledSwitchover: Equatable, Sendable {
    package var at: String
    package var from: MemberName?
    package var to: MemberName?

    package init(at: String, from: MemberName? = nil, to: MemberName? = nil) {
        self.at = at
        self.from = from
        self.to = to
    }
}
