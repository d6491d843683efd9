import ClusterModel

/// Fields that `/cluster` and `/patroni` spell alike.
extension JSONValue {
    /// `tags`, ordered by name.
    package var tags: [Tag] {
        guard let fields = self["tags"]?.sortedFields else { return [] }
        return fields.prefix(DecodingLimit.tags).map { name, value in
            Tag(name: name.printable(limit: 64), value: value.text(limit: 128) ?? value.kind)
        }
    }

    /// `pending_restart` with the reasons that Patroni adds since 3.3.
    package var pendingRestart: PendingRestart? {
        let reasons = self["pending_restart_reason"]?.sortedFields ?? []
        guard self["pending_restart"]?.isTrue == true || !reasons.isEmpty else { return nil }
        return PendingRestart(
            reasons: reasons.prefix(DecodingLimit.restartReasons).map { parameter, change in
                PendingRestart.Reason(
                    parameter: parameter.printable(limit: 64),
                    oldValue: change["old_value"]?.text(limit: 128) ?? "",
                    newValue: change["new_value"]?.text(limit: 128) ?? ""
                )
            }
        )
    }

    /// `scheduled_restart`, once it names its time.
    package var scheduledRestart: ScheduledRestart? {
        guard let restart = self["scheduled_restart"], let schedule = restart["schedule"]?.text(limit: 64) else {
            return nil
        }
        return ScheduledRestart(schedule: schedule, postgresVersion: restart["postgres_version"]?.text(limit: 32))
    }
}
