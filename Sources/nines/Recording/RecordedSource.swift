import ClusterModel
import CurlTransport
import Dashboard
import Endpoints
import Glibc
import Recording

/// A recording in place of a cluster: its replies come when the playback's time reaches them.
final class RecordedSource: ReplySource {
    private let file: RecordingFile
    private var next: RecordingEntry?
    private var playback: Playback
    /// A moment of the recording and when it was shown; time runs on from there.
    private var anchor: (recorded: Timestamp, shown: ContinuousClock.Instant)
    /// When the recording ends, once its last entry has been played: a fast replay runs ahead of what it has shown.
    private var lastAt: Timestamp?
    /// Messages that the next `wait` gives at once.
    private var waiting: [Dashboard.Message] = []
    /// However fast a replay runs, the screen is not painted more often than people can see.
    private static let shortestWait = Duration.milliseconds(20)

    init(_ file: RecordingFile, at moment: Timestamp, playback: Playback) {
        self.file = file
        self.playback = playback
        anchor = (moment, .now)
        advance()
    }

    var now: Timestamp {
        guard playback.isRunning else { return anchor.recorded }
        let moment = anchor.recorded + (ContinuousClock.now - anchor.shown) * playback.speed
        return lastAt.map { max(anchor.recorded, min($0, moment)) } ?? moment
    }

    /// A replay asks nobody anything.
    func start(_ request: ReadRequest, deadline: Duration) {}

    func stop(_ request: ReadRequest) {}

    /// What is played is on record already.
    func record(_ action: OperatorAction) {}

    var isIdle: Bool { true }

    /// Plays at another speed, pauses or goes on, from the moment that is shown now.
    func follow(_ playback: Playback) {
        guard playback != self.playback else { return }
        anchor = (now, .now)
        self.playback = playback
    }

    func wait(until end: Timestamp, descriptors: [Int32]) -> Woken {
        let until = min(end, next?.at ?? end)
        let span = playback.isRunning ? max((until - now) / playback.speed, Self.shortestWait) : .seconds(3600)
        let readable = Self.readable(among: descriptors, atMost: waiting.isEmpty ? span : .zero)
        var messages = waiting
        waiting = []
        guard playback.isRunning else { return Woken(messages: messages, readable: readable) }
        let moment = now
        while let entry = next, entry.at <= moment {
            messages.append(Self.message(entry))
            advance()
        }
        if next == nil { messages.append(.playbackEnded) }
        return Woken(messages: messages, readable: readable)
    }

    /// Reads on; a broken line is where the recording ends for us.
    private func advance() {
        let playedAt = next?.at
        defer { if next == nil { lastAt = playedAt ?? lastAt } }
        do {
            next = try file.next()
        } catch {
            next = nil
            waiting.append(.notice((error as? RecordingError)?.description ?? "\(error)"))
        }
    }

    /// Gives everything up to a moment at once and goes on from there; false when the recording ends before it.
    func skip(to moment: Timestamp, _ give: (Dashboard.Message) -> Void) -> Bool {
        var last = anchor.recorded
        while let entry = next, entry.at <= moment {
            give(.tick(entry.at))
            give(Self.message(entry))
            last = max(last, entry.at)
            advance()
        }
        let isReached = next != nil || moment <= last
        anchor = (isReached ? moment : last, .now)
        if isReached { give(.tick(moment)) }
        return isReached
    }

    private static func message(_ entry: RecordingEntry) -> Dashboard.Message {
        switch entry {
        case .reply(let reply): .replied(reply)
        case .note(let text, _): .notice(text)
        case .action(let action, _): .told(action)
        }
    }

    private static func readable(among descriptors: [Int32], atMost span: Duration) -> [Int32] {
        var polls = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        let milliseconds = Int32(clamping: min(max(span.inMilliseconds, 0), 3_600_000))
        guard poll(&polls, nfds_t(polls.count), milliseconds) > 0 else { return [] }
        return polls.filter { $0.revents != 0 }.map(\.fd)
    }
}
