import ClusterModel
import Diagnosis
import Endpoints
import TerminalUI

/// The read-only dashboard as a value: messages in, effects and pictures out.
///
/// It never reads the clock, a file or a socket. It cannot name a plan or a write: those wrap it from outside.
package struct Dashboard: Sendable {
    let options: DashboardOptions
    let startedAt: Timestamp
    var watch: ClusterWatch
    var examination: Examination
    var log = IncidentLog()
    var live: Picture
    var frozen: Picture?
    var size: Size
    var screen = Screen.overview
    var selection: MemberName?
    /// How far each screen is scrolled, in lines.
    var scroll: [Screen: Int] = [:]
    var filter = ""
    var isEditingFilter = false
    var themeIndex = 0
    var notice: (text: String, at: Timestamp)?

    package init(_ options: DashboardOptions, size: Size, at now: Timestamp) {
        self.options = options
        startedAt = now
        watch = ClusterWatch(options.plan, at: now)
        examination = Examination(thresholds: options.thresholds)
        live = Picture(now: now)
        self.size = size
    }

    /// What the screens show: the present, or the moment that was frozen.
    var picture: Picture { frozen ?? live }

    /// When the dashboard wants its next `tick`, at the latest.
    package var nextWake: Timestamp {
        let nextSecond = Timestamp(millisecondsSinceEpoch: (live.now.millisecondsSinceEpoch / 1000 + 1) * 1000)
        return min(watch.nextDue ?? nextSecond, nextSecond)
    }

    /// The words for the terminal's title.
    package var title: String {
        "nines \(live.snapshot.name ?? "") \(live.verdict.text(at: live.verdict.since).headline)"
    }

    /// Takes one message and says what is to be done.
    package mutating func update(_ message: Message) -> [Effect] {
        switch message {
        case .key(let key): return press(key)
        case .resized(let size):
            self.size = size
            return []
        case .tick(let now):
            live.now = max(live.now, now)
            followPace()
            return dueReads()
        case .replied(let reply):
            absorb(reply)
            followPace()
            return dueReads()
        case .notice(let text):
            notice = (text, live.now)
            return []
        }
    }

    private mutating func absorb(_ reply: ReadReply) {
        live.now = max(live.now, reply.finishedAt)
        watch.absorb(reply)
        live.snapshot = watch.snapshot(at: live.now)
        switch (reply.request, reply.outcome) {
        case (.agent(let address), .success): live.trends.note(latency: reply.latency, of: address)
        case (.listing, .success): live.trends.note(live.snapshot, at: live.now)
        case (.agent, _), (.listing, _), (.history, _), (.configuration, _), (.proxyStatistics, _), (.probe, _),
            (.store, _):
            break
        }
        let assessment = examination.examine(live.snapshot)
        live.verdict = assessment.verdict
        live.findings = assessment.findings
        for event in assessment.events { live.events.append(event) }
        log.observe(live.snapshot, assessment)
        live.incidents = log.incidents
    }

    private mutating func dueReads() -> [Effect] {
        watch.due(at: live.now).map { .read($0, deadline: watch.deadline(of: $0)) }
    }
}
