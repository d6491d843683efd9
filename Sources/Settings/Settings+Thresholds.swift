extension Settings {
    /// From when on something is worth a word; nil where the built-in value holds.
    package struct Thresholds: Sendable, Equatable {
        package var lagWarningBytes: Int64?
        package var lagCriticalBytes: Int64?
        /// What may have been received and not replayed.
        package var replayWarningBytes: Int64?
        /// How far ahead rising lag is told.
        package var lagForecast: Duration?
        package var notStreaming: Duration?
        package var paused: Duration?
        /// HAProxy's `inter`.
        package var checkInterval: Duration?
        /// What routing may take beyond the checks' own time.
        package var routingSlack: Duration?
        package var sessionsPercent: Int64?
        package var clockSkew: Duration?
        package var leaderChangesPerHour: Int?
        package var stale: Duration?

        package init(lagWarningBytes: Int64? = nil, lagCriticalBytes: Int64? = nil) {
            self.lagWarningBytes = lagWarningBytes
            self.lagCriticalBytes = lagCriticalBytes
        }

        /// These with `user`'s over them, one by one.
        func overlaid(by user: Thresholds) -> Thresholds {
            var merged = self
            merged.lagWarningBytes = user.lagWarningBytes ?? lagWarningBytes
            merged.lagCriticalBytes = user.lagCriticalBytes ?? lagCriticalBytes
            merged.replayWarningBytes = user.replayWarningBytes ?? replayWarningBytes
            merged.lagForecast = user.lagForecast ?? lagForecast
            merged.notStreaming = user.notStreaming ?? notStreaming
            merged.paused = user.paused ?? paused
            merged.checkInterval = user.checkInterval ?? checkInterval
            merged.routingSlack = user.routingSlack ?? routingSlack
            merged.sessionsPercent = user.sessionsPercent ?? sessionsPercent
            merged.clockSkew = user.clockSkew ?? clockSkew
            merged.leaderChangesPerHour = user.leaderChangesPerHour ?? leaderChangesPerHour
            merged.stale = user.stale ?? stale
            return merged
        }
    }
}
