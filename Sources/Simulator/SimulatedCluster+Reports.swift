import ClusterModel

/// The two JSON bodies that say who is what: `/cluster` from the DCS, `/patroni` from the agent itself.
extension SimulatedCluster {
    /// The body of `/cluster`: what the members last wrote into the DCS (patroni `utils.py cluster_as_json`).
    func listing() -> JSON {
        let rows = members.indices.compactMap { index in store.members[index].map { row(of: index, key: $0) } }
        let key = store.failover
        let scheduled: JSON? = key?.scheduledAt.map { time in
            .fields([
                "at": .string(time.scheduleText), "from": key?.formerLeader.map { .string($0.text) },
                "to": key?.candidate.map { .string($0.text) },
            ])
        }
        return .fields([
            "members": .array(rows),
            "pause": store.isPaused ? true : nil,
            "scheduled_switchover": scheduled,
            "scope": blueprint.flavour.namesScope ? .string(blueprint.scope) : nil,
        ])
    }

    private func row(of index: Int, key: DistributedStore.MemberKey) -> JSON {
        let member = members[index]
        let isLeader = store.lock?.holder == member.name
        let isStandby = store.synchronousStandby == member.name && store.isSynchronous
        let isOpenGauss = blueprint.flavour == .openGauss
        let pending = isOpenGauss ? true : key.pendingRestart != nil
        let row = JSON.fields([
            "name": .string(member.name.text),
            "role": isLeader ? "leader" : isStandby ? "sync_standby" : "replica",
            "state": .string(key.state),
            "api_url": .string(member.blueprint.agentURL + "/patroni"),
            "host": .string(member.blueprint.host),
            "port": .integer(member.blueprint.port),
            "timeline": key.timeline.map { isOpenGauss && !isLeader ? .string(String($0)) : .integer($0) },
            "pending_restart": pending ? true : nil,
            "pending_restart_reason": blueprint.flavour.explainsPendingRestart ? key.pendingRestart : nil,
            "scheduled_restart": key.scheduledRestart,
            "tags": member.blueprint.tags.isEmpty ? nil : .object(member.blueprint.tags),
        ])
        guard !isLeader, case .object(let fields) = row else { return row }
        return .object(fields + lagFields(key))
    }

    private func lagFields(_ key: DistributedStore.MemberKey) -> [JSON.Field] {
        guard let location = key.location, let replayed = key.replayed else {
            let names =
                blueprint.flavour.splitsLag
                ? ["receive_lsn", "receive_lag", "replay_lsn", "replay_lag", "lsn", "lag"] : ["lag"]
            return names.map { JSON.Field($0, "unknown") }
        }
        let receiveLag = JSON.integer(max(0, store.leaderPosition - location))
        let replayLag = JSON.integer(max(0, store.leaderPosition - replayed))
        guard blueprint.flavour.splitsLag else { return [JSON.Field("lag", receiveLag)] }
        let received = JSON.string(LogSequenceNumber(position: UInt64(clamping: location)).description)
        let replayedAt = JSON.string(LogSequenceNumber(position: UInt64(clamping: replayed)).description)
        return [
            JSON.Field("receive_lag", receiveLag), JSON.Field("receive_lsn", received),
            JSON.Field("replay_lag", replayLag), JSON.Field("replay_lsn", replayedAt), JSON.Field("lag", receiveLag),
            JSON.Field("lsn", received),
        ]
    }

    /// The body of `/patroni` (patroni `api.py get_postgresql_status`); without a running database only state, role
    /// and flags.
    func report(of index: Int) -> JSON {
        let member = members[index]
        let flavour = blueprint.flavour
        let isRunning = member.database == .running
        // In 2.0 the key is always there, later only when it is true; `pause` stood last until 3.0.2 at least.
        let isRecent = flavour.tellsStoreSeen
        let isPending = flavour == .openGauss || member.pendingRestart != nil
        let isStandby = isRunning && store.isSynchronous && store.synchronousStandby == member.name
        return .fields([
            // An agent that asks a dead database does not know yet that it crashed.
            "state": .string(member.database == .crashed ? "unknown" : member.stateText),
            "postmaster_start_time": isRunning ? .string(member.startedAt.databaseText) : nil,
            "role": .string(role(of: member)),
            "server_version": isRunning ? .integer(flavour.serverVersion) : nil,
            "cluster_unlocked": !isRecent ? .bool(member.seesUnlocked) : nil,
            "xlog": isRunning ? position(of: member) : nil,
            "sync_standby": isStandby ? true : nil,
            "timeline": isRunning ? .integer(member.timeline) : nil,
            "replication_state": isRunning && member.isStreaming && flavour.namesStreaming ? "streaming" : nil,
            "replication": isRunning ? senders(of: member) : nil,
            "pause": store.isPaused && flavour.namesScope ? true : nil,
            "cluster_unlocked": member.seesUnlocked && isRecent ? true : nil,
            "dcs_last_seen": isRecent ? .integer(realTime(member.sawDCSAt).secondsSinceEpoch) : nil,
            "tags": member.blueprint.tags.isEmpty ? nil : .object(member.blueprint.tags),
            "database_system_identifier": .string(blueprint.systemIdentifier),
            "pending_restart": isPending ? true : nil,
            "pending_restart_reason": flavour.explainsPendingRestart ? member.pendingRestart : nil,
            "patroni": .fields([
                "version": .string(flavour.patroniVersion), "scope": .string(blueprint.scope),
                "name": flavour.namesScope ? .string(member.name.text) : nil,
            ]),
            "scheduled_restart": member.scheduledRestart.map { .fields(["schedule": .string($0.scheduleText)]) },
            "pause": store.isPaused && !flavour.namesScope ? true : nil,
        ])
    }

    private func role(of member: SimulatedMember) -> String {
        if member.isPrimary { return blueprint.flavour.primaryRole }
        return member.wasDemoted && member.database != .running ? "demoted" : "replica"
    }

    private func position(of member: SimulatedMember) -> JSON {
        if member.isPrimary { return .fields(["location": .integer(member.location)]) }
        return .fields([
            "received_location": .integer(member.location), "replayed_location": .integer(member.replayed),
            "replayed_timestamp": .null, "paused": false,
        ])
    }

    private func senders(of member: SimulatedMember) -> JSON? {
        let receivers = members.filter { $0.isStreaming && $0.upstream == member.name && $0.listens }
        guard !receivers.isEmpty else { return nil }
        return .array(
            receivers.reversed().map { receiver in
                let isSynchronous = store.isSynchronous && store.synchronousStandby == receiver.name
                return .fields([
                    "usename": "replicator", "application_name": .string(receiver.name.text),
                    "client_addr": .string(receiver.blueprint.host), "state": "streaming",
                    "sync_state": isSynchronous ? "sync" : "async", "sync_priority": isSynchronous ? 1 : 0,
                ])
            }
        )
    }
}
