/// Reads `thresholds`.
enum ThresholdsDecoder {
    private static let keys = [
        "lag_warning", "lag_critical", "replay_warning", "lag_forecast", "not_streaming", "paused", "check_interval",
        "routing_slack",
        "sessions", "clock_skew", "leader_changes_per_hour", "stale",
    ]

    static func decode(_ field: SettingsField?, _ mistakes: inout SettingsMistakes) -> Settings.Thresholds {
        let fields = mistakes.fields(of: field, "a mapping of thresholds", known: keys)
        var thresholds = Settings.Thresholds(
            lagWarningBytes: mistakes.value(of: fields["lag_warning"]) { field throws(SettingsError) in
                try field.byteCount()
            },
            lagCriticalBytes: mistakes.value(of: fields["lag_critical"]) { field throws(SettingsError) in
                try field.byteCount()
            }
        )
        if let warning = thresholds.lagWarningBytes, let critical = thresholds.lagCriticalBytes, critical < warning,
            let field
        {
            mistakes.add(field.failure("lag_critical is below lag_warning", suggestion: "swap them"))
        }
        thresholds.replayWarningBytes = mistakes.value(of: fields["replay_warning"]) { field throws(SettingsError) in
            try field.byteCount()
        }
        thresholds.lagForecast = mistakes.interval(of: fields["lag_forecast"])
        thresholds.notStreaming = mistakes.interval(of: fields["not_streaming"])
        thresholds.paused = mistakes.interval(of: fields["paused"])
        thresholds.checkInterval = mistakes.interval(of: fields["check_interval"])
        thresholds.routingSlack = mistakes.interval(of: fields["routing_slack"])
        thresholds.sessionsPercent = mistakes.value(of: fields["sessions"]) { field throws(SettingsError) in
            try field.percentage()
        }
        thresholds.clockSkew = mistakes.interval(of: fields["clock_skew"])
        thresholds.leaderChangesPerHour = mistakes.value(of: fields["leader_changes_per_hour"]) {
            field throws(SettingsError) in try field.count()
        }
        thresholds.stale = mistakes.interval(of: fields["stale"])
        return thresholds
    }
}
