/// Reads `thresholds`.
enum ThresholdsDecoder {
    private static let keys = [
        "lag_warning", "lag_critical", "replay_warning", "lag_forecast", "not_streaming", "paused", "check_interval",
        "routing_slack",
        "sessions", "clock_skew", "leader_changes_per_hour", "stale",
    ]

    static func decode(_ field: SettingsField) throws(SettingsError) -> Settings.Thresholds {
        let fields = try field.fields("a mapping of thresholds", known: keys)
        var thresholds = Settings.Thresholds(
            lagWarningBytes: try fields["lag_warning"]?.byteCount(),
            lagCriticalBytes: try fields["lag_critical"]?.byteCount()
        )
        if let warning = thresholds.lagWarningBytes, let critical = thresholds.lagCriticalBytes, critical < warning {
            throw field.failure("lag_critical is below lag_warning", suggestion: "swap them")
        }
        thresholds.replayWarningBytes = try fields["replay_warning"]?.byteCount()
        thresholds.lagForecast = try fields["lag_forecast"]?.interval()
        thresholds.notStreaming = try fields["not_streaming"]?.interval()
        thresholds.paused = try fields["paused"]?.interval()
        thresholds.checkInterval = try fields["check_interval"]?.interval()
        thresholds.routingSlack = try fields["routing_slack"]?.interval()
        thresholds.sessionsPercent = try fields["sessions"]?.percentage()
        thresholds.clockSkew = try fields["clock_skew"]?.interval()
        thresholds.leaderChangesPerHour = try fields["leader_changes_per_hour"]?.count()
        thresholds.stale = try fields["stale"]?.interval()
        return thresholds
    }
}
