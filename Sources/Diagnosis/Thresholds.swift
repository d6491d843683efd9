/// The limits that rules compare with, and the rules that the user does not want to hear of.
package struct Thresholds: Sendable, Equatable {
    /// Lag from which a replica is a warning; the cluster's `maximum_lag_on_failover` when nil.
    package var lagWarningBytes: Int64?
    /// Lag from which a replica is critical; never when nil.
    package var lagCriticalBytes: Int64?
    /// What a replica may have received without having replayed it; a segment of WAL.
    package var replayWarningBytes: Int64 = 16 << 20
    /// How far ahead rising lag is told to pass `maximum_lag_on_failover`.
    package var lagForecast = Duration.seconds(600)
    /// How long a replica may go without streaming; a switchover's old leader streams again within 14 s (LAB.md).
    package var notStreaming = Duration.seconds(30)
    /// How long maintenance mode may last without a word.
    package var paused = Duration.seconds(3600)
    /// HAProxy's `inter`, which its statistics do not tell; the reference deployment's 3 s.
    package var checkInterval = Duration.seconds(3)
    /// What a proxy may take beyond `inter` × `rise` or `fall`: a check that hangs, the time between two looks.
    package var routingSlack = Duration.seconds(5)
    /// Sessions in percent of their limit from which a proxy is a warning.
    package var sessionsPercent: Int64 = 80
    /// How far two members' clocks may differ.
    package var clockSkew = Duration.seconds(3)
    /// Changes of the leader within an hour from which the cluster counts as unstable.
    package var leaderChangesPerHour = 3
    /// The age from which an answer that ought to have been renewed is worth a word.
    package var stale = Duration.seconds(30)
    /// Ids of rules that are left out.
    package var muted: Set<String> = []

    package init(lagWarningBytes: Int64? = nil, lagCriticalBytes: Int64? = nil, muted: Set<String> = []) {
        self.lagWarningBytes = lagWarningBytes
        self.lagCriticalBytes = lagCriticalBytes
        self.muted = muted
    }
}
