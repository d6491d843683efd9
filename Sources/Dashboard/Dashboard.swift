import ClusterModel
import Diagnosis
import Endpoints
import TerminalUI
import Wording

/// The read-only dashboard as a value: messages in, effects and pictures out.
///
/// It never reads the clock, a file or a socket. It cannot name a plan or a write: those wrap it from outside.
package struct Dashboard: Sendable {
    let options: DashboardOptions
    let startedAt: Timestamp
    var watch: ClusterWatch
    var examination: Examination
    var log = IncidentLog()
    /// Answers that are taken over and not looked at yet, and when they are at the latest.
    var unseen: [ReadReply] = []
    var lookBy: Timestamp?
    /// How often the cluster was looked at.
    package internal(set) var looks = 0
    var live: Picture
    /// Of the members' table.
    var heldWidths = HeldWidths()
    var frozen: Picture?
    package internal(set) var size: Size
    package internal(set) var screen = Screen.overview
    var selection: MemberName?
    /// The event that the cursor is on; the newest when nil.
    var selectedEvent: Event?
    /// The last screen that was opened from another, for the way back.
    var opening: (screen: Screen, from: Screen)?
    /// How far each screen is scrolled, in lines.
    var scroll: [Screen: Int] = [:]
    /// The pod that the cursor is on in the list of pods.
    var podSelection: PodName?
    /// The log that is open.
    var logReading: LogReading?
    var logIsAtEnd = true
    var filter = ""
    var isEditingFilter = false
    var themeIndex = 0
    /// Shown in the footer until the next key.
    var notice: String?
    var isRecording: Bool
    /// What a program around this one has to say on every screen.
    package var banner: Banner?
    /// What the bar calls a screen of a program around this one, which lies over ours; nil while ours is seen.
    package var screenAbove: Phrase?
    /// Keys of a program around this one, or those that may not be used now.
    package var keyHelp: [KeyHelp]
    /// Whether sources are asked as in an incident, because something is waited for.
    package var isHurried = false
    var attention: Attention
    /// How a recording is played, for whoever plays it; nil where a cluster is watched.
    package internal(set) var playback: Playback?

    package init(_ options: DashboardOptions, size: Size, at now: Timestamp) {
        self.options = options
        startedAt = now
        watch = ClusterWatch(options.plan, at: now)
        examination = Examination(thresholds: options.thresholds)
        live = Picture(now: now)
        playback = options.playback
        keyHelp = options.keyHelp
        isRecording = options.isRecording
        attention = Attention(options.attention)
        self.size = size
    }

    /// What the screens show: the present, or the moment that was frozen.
    var picture: Picture { frozen ?? live }

    /// When the dashboard wants its next `tick`, at the latest.
    package var nextWake: Timestamp {
        let nextSecond = Timestamp(millisecondsSinceEpoch: (live.now.millisecondsSinceEpoch / 1000 + 1) * 1000)
        guard playback == nil else { return nextSecond }
        return min(watch.nextDue ?? nextSecond, lookBy ?? nextSecond, nextSecond)
    }

    /// The words for the terminal's title.
    package var title: String {
        let headline = live.verdict.text(at: live.now, withClock: false, in: language).headline
        return "nines \(live.snapshot.name ?? "") \(live.verdict.level.signed(headline, beside: live.findings))"
    }

    /// Takes one message and says what is to be done.
    package mutating func update(_ message: Message) -> [Effect] {
        switch message {
        case .key(let key): return press(key)
        case .interrupted:
            isEditingFilter = false
            return [.quit]
        case .ending: return []
        case .resized(let size):
            self.size = size
            heldWidths = HeldWidths()
            return []
        case .tick(let now):
            live.now = now
            if isLookDue { endGathering() }
            followPace()
            return alerts() + dueReads() + followLog()
        case .replied(let reply):
            if absorbLog(reply) { return [] }
            absorb(reply)
            followPace()
            return alerts() + dueReads()
        case .notice(let text), .recordingEnded(let text):
            if case .recordingEnded = message { isRecording = false }
            notice = text
            return []
        case .told(let action):
            // A recording holds what was done to its own cluster alone.
            guard playback != nil || action.cluster == live.snapshot.displayName else { return [] }
            return tell(action)
        case .playbackEnded:
            playback?.hasEnded = true
            return []
        }
    }

    /// A recording calls nobody: what it shows is over.
    private mutating func alerts() -> [Effect] {
        guard playback == nil else { return [] }
        return attention.effects(of: live.verdict, cluster: live.snapshot.displayName, at: live.now, in: language)
    }

    private mutating func dueReads() -> [Effect] {
        if playback == nil { watch.watchEvents(of: podInView, at: live.now) }
        let due = watch.due(at: live.now)
        // The watch keeps its time in a replay too, but what it would ask was asked when the recording was made.
        guard playback == nil else { return [] }
        if !due.isEmpty { beginGathering() }
        return due.map { .read($0, deadline: watch.deadline(of: $0)) }
    }
}
