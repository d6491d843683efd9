import ClusterModel
import Diagnosis
import Endpoints
import TerminalUI
import Wording

/// What the composition root decided before the dashboard starts.
package struct DashboardOptions: Sendable {
    package var plan: WatchPlan
    /// What the user calls the cluster, shown beside its scope.
    package var label: String?
    /// Of what the screens say.
    package var language: Language
    /// Local time minus UTC, in seconds.
    package var utcOffsetSeconds: Int
    /// Names of the themes to go through, the first one in use.
    package var themes: [String]
    /// Always visible in the bar, for instance `INSECURE TLS`.
    package var badges: [String]
    /// Ids of the member table's columns, in the order wanted; all of them when nil.
    package var columns: [String]?
    package var thresholds: Thresholds
    /// Whether there is a folder for reports of incidents.
    package var savesReports: Bool
    /// How a recording is played; nil where a cluster is watched.
    package var playback: Playback?
    /// Whether every answer is written to a file; the bar says so.
    package var isRecording: Bool
    /// For how long answers of one round are gathered before the cluster is looked at; nothing is gathered while it is urgent.
    package var gathering = Duration.zero
    /// Answers to one round of questions come within a few milliseconds.
    package static let usualGathering = Duration.milliseconds(20)
    package var attention: AttentionOptions
    /// Keys of a program around this one, or those that this session may not use.
    package var keyHelp: [KeyHelp]
    /// Whether the cluster is one that must not be touched lightly; its bars look different.
    package var isProduction: Bool
    /// The role of the cluster's label and frames; nil where it is like any other.
    package var frame: StyleRole?

    package init(
        plan: WatchPlan,
        label: String? = nil,
        language: Language = .english,
        utcOffsetSeconds: Int = 0,
        themes: [String] = [],
        badges: [String] = [],
        columns: [String]? = nil,
        thresholds: Thresholds = Thresholds(),
        savesReports: Bool = false,
        playback: Playback? = nil,
        isRecording: Bool = false,
        attention: AttentionOptions = AttentionOptions(),
        keyHelp: [KeyHelp] = [],
        isProduction: Bool = false,
        frame: StyleRole? = nil
    ) {
        self.plan = plan
        self.label = label
        self.language = language
        self.utcOffsetSeconds = utcOffsetSeconds
        self.themes = themes
        self.badges = badges
        self.columns = columns
        self.thresholds = thresholds
        self.savesReports = savesReports
        self.playback = playback
        self.isRecording = isRecording
        self.attention = attention
        self.keyHelp = keyHelp
        self.isProduction = isProduction
        self.frame = frame ?? (isProduction ? .production : nil)
    }
}
