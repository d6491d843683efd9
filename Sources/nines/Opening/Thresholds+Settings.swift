import Diagnosis
import Settings

extension Thresholds {
    /// The configuration's thresholds and mutes over the built-in ones.
    ///
    /// - Parameter muted: the cluster's own mutes; the configuration's for every cluster are added.
    init(_ settings: Settings, muted: [String]) throws {
        let muted = settings.mutedRules + muted
        for id in muted where !RuleCatalog.all.contains(where: { $0.id == id }) {
            throw Complaint.configuration("mute: no rule is called “\(id)”; `nines rules` lists them.")
        }
        let given = settings.thresholds
        self.init(
            lagWarningBytes: given.lagWarningBytes,
            lagCriticalBytes: given.lagCriticalBytes,
            muted: Set(muted)
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
