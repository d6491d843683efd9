import Diagnosis
import Settings

extension Thresholds {
    /// The configuration's thresholds and mutes over the built-in ones.
    ///
    /// - Parameter muted: the cluster's own mutes; the configuration's for every cluster are added.
    init(_ settings: Settings, muted: [String]) {
        let given = settings.thresholds
        self.init(
            lagWarningBytes: given.lagWarningBytes,
            lagCriticalBytes: given.lagCriticalBytes,
            muted: Set(settings.mutedRules + muted)
        )
        replayWarningBytes = given.replayWarningBytes ?? replayWarningBytes
        lagForecast = given.lagForecast ?? lagForecast
        notStreaming = given.notStreaming ?? notStreaming
        paused = given.paused ?? paused
        checkInterval = given.checkInterval ?? checkInterval
        routingSlack = given.routingSlack ?? routingSlack
        sessionsPercent = given.sessionsPercent ?? sessionsPercent
        clockSkew = given.clockSkew ?? clockSkew
        leaderChangesPerHour = given.leaderChangesPerHour ?? leaderChangesPerHour
        stale = given.stale ?? stale
    }
}
