import ClusterModel

/// Reads `/patroni` of any Patroni since 1.6 and of the openGauss fork (patroni `api.py get_postgresql_status`).
///
/// Patroni answers `/patroni` with 200 whatever its state; a 503 that carries the node's JSON is what a proxied or misspelt
/// path gives (Tests/Fixtures/patroni-4.1.5/requests.jsonl) and tells as much.
package enum AgentReportDecoder {
    package static func decode(_ answer: ReadAnswer) -> Result<AgentReport, ReadFailure> {
        answer.decoded(accepting: [503], report(from:))
    }

    private static func report(from document: JSONValue) throws(DecodingFailure) -> AgentReport {
        let patroni = document["patroni"]
        return AgentReport(
            role: MemberRole(try document.requiredText("role")),
            state: MemberState(try document.requiredText("state")),
            serverVersion: document["server_version"]?.int,
            postmasterStartTime: document["postmaster_start_time"]?.text(limit: 64),
            timeline: document["timeline"]?.integer,
            wal: document["xlog"].flatMap(position),
            senders: (document["replication"]?.elements ?? []).prefix(DecodingLimit.senders).map(sender),
            replicationState: document["replication_state"]?.text(limit: 64),
            isSynchronousStandby: document["sync_standby"]?.isTrue ?? false,
            isQuorumStandby: document["quorum_standby"]?.isTrue ?? false,
            isPaused: document["pause"]?.isTrue ?? false,
            clusterIsUnlocked: document["cluster_unlocked"]?.isTrue ?? false,
            failsafeModeIsActive: document["failsafe_mode_is_active"]?.isTrue ?? false,
            watchdogFailed: document["watchdog_failed"]?.isTrue ?? false,
            dcsLastSeen: (document["dcs_last_seen"]?.integer).flatMap {
                $0 > 0 ? Timestamp(secondsSinceEpoch: $0) : nil
            },
            systemIdentifier: document["database_system_identifier"]?.text(limit: 32),
            pendingRestart: document.pendingRestart,
            scheduledRestart: document.scheduledRestart,
            tags: document.tags,
            patroniVersion: patroni?["version"]?.text(limit: 32),
            scope: patroni?["scope"]?.text(limit: 128),
            name: (patroni?["name"]?.text()).map { MemberName($0) }
        )
    }

    /// A primary has `location`, a replica `received_location` and `replayed_location`.
    private static func position(_ value: JSONValue) -> WALPosition? {
        if let written = value["location"]?.logSequenceNumber { return .written(written) }
        let received = value["received_location"]?.logSequenceNumber
        let replayed = value["replayed_location"]?.logSequenceNumber
        guard received != nil || replayed != nil else { return nil }
        return .recovered(
            received: received,
            replayed: replayed,
            replayedAt: value["replayed_timestamp"]?.text(limit: 64),
            isPaused: value["paused"]?.isTrue ?? false
        )
    }

    private static func sender(_ value: JSONValue) -> ReplicationSender {
        ReplicationSender(
            user: value["usename"]?.text(limit: 64) ?? "",
            applicationName: value["application_name"]?.text(limit: 128) ?? "",
            clientAddress: value["client_addr"]?.text(limit: 64),
            state: value["state"]?.text(limit: 64) ?? "",
            syncState: value["sync_state"]?.text(limit: 64) ?? "",
            syncPriority: value["sync_priority"]?.int ?? 0
        )
    }
}
