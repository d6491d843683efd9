import ClusterModel

/// Reads `/cluster` of any Patroni since 1.6 and of the openGauss fork (patroni `api.py do_GET_cluster`, `utils.py cluster_as_json`).
package enum ListingDecoder {
    package static func decode(_ answer: ReadAnswer) -> Result<ClusterListing, ReadFailure> {
        answer.decoded(listing(from:))
    }

    private static func listing(from document: JSONValue) throws(DecodingFailure) -> ClusterListing {
        var members: [ListedMember] = []
        var names: Set<MemberName> = []
        for (index, row) in try document.requiredList("members").prefix(DecodingLimit.members).enumerated() {
            let member = try self.member(from: row, at: "members[\(index)]")
            if names.insert(member.name).inserted { members.append(member) }
        }
        return ClusterListing(
            members: members,
            scope: document["scope"]?.text(limit: 128),
            isPaused: document["pause"]?.isTrue ?? false,
            scheduledSwitchover: document["scheduled_switchover"].flatMap(switchover)
        )
    }

    private static func member(from row: JSONValue, at path: String) throws(DecodingFailure) -> ListedMember {
        ListedMember(
            name: MemberName(try row.requiredText("name", at: path)),
            role: MemberRole(row["role"]?.text() ?? ""),
            state: MemberState(row["state"]?.text() ?? ""),
            apiURL: row["api_url"]?.text(limit: 512),
            host: row["host"]?.text(limit: 253),
            port: row["port"]?.int,
            timeline: row["timeline"]?.integer,
            lag: row["lag"]?.lag,
            receiveLag: row["receive_lag"]?.lag,
            replayLag: row["replay_lag"]?.lag,
            receiveLSN: row["receive_lsn"]?.logSequenceNumber,
            replayLSN: row["replay_lsn"]?.logSequenceNumber,
            pendingRestart: row.pendingRestart,
            scheduledRestart: row.scheduledRestart,
            tags: row.tags
        )
    }

    /// `from` and `to` are names of members, both optional.
    private static func switchover(_ value: JSONValue) -> ScheduledSwitchover? {
        value["at"]?.text(limit: 64).map { at in
            ScheduledSwitchover(
                at: at,
                from: (value["from"]?.text()).map { MemberName($0) },
                to: (value["to"]?.text()).map { MemberName($0) }
            )
        }
    }
}
