import ClusterModel
import Endpoints

/// A container's log as somebody reads it: which one, from when on, and the lines that came, bounded in number and size.
struct LogReading: Equatable, Sendable {
    /// How much of the past is read.
    enum Span: String, CaseIterable, Sendable {
        case tail = "the last 500 lines"
        case fiveMinutes = "since 5 min ago"
        case hour = "since 1 h ago"
        case sixHours = "since 6 h ago"
        case day = "since 1 d ago"

        fileprivate var length: Duration? {
            switch self {
            case .tail: nil
            case .fiveMinutes: .seconds(300)
            case .hour: .seconds(3600)
            case .sixHours: .seconds(6 * 3600)
            case .day: .seconds(86_400)
            }
        }
    }

    enum State: Equatable, Sendable {
        case asking
        case following
        /// Everything there was has been read.
        case complete
        case failed(ReadFailure)
    }

    let pod: PodName
    let server: WebAddress
    private(set) var containers: [String]
    private(set) var container: String?
    private(set) var isPrevious = false
    private(set) var span = Span.tail
    private(set) var state = State.asking
    private(set) var lines: [LogLine] = []
    /// Lines that were dropped at the beginning, being too many.
    private(set) var dropped = 0
    /// The question under way.
    private(set) var request: KubernetesRequest?
    private(set) var retryAt: Timestamp?
    /// The newest line's time.
    private var newest: String?
    /// After a reconnection: what is not newer than this has been read already.
    private var resumedAfter: String?
    private var bytes = 0

    static let mostLines = 5000
    static let mostBytes = 4 << 20
    private static let tailLines = 500

    init(of pod: Pod, at server: WebAddress) {
        self.pod = pod.id
        self.server = server
        containers = pod.containers.filter { $0.kind != .initial }.map(\.name)
        if containers.isEmpty { containers = pod.containers.map(\.name) }
        container = containers.first
    }

    /// Begins anew with what was chosen; answers what to ask.
    mutating func start(at now: Timestamp) -> KubernetesRequest {
        lines = []
        dropped = 0
        bytes = 0
        newest = nil
        resumedAfter = nil
        return ask(since: span.length.map { now - $0 })
    }

    private mutating func ask(since: Timestamp?) -> KubernetesRequest {
        retryAt = nil
        if lines.isEmpty { state = .asking }
        let log = PodLog(
            of: pod,
            container: container,
            follows: !isPrevious,
            isPrevious: isPrevious,
            tailLines: span == .tail ? Self.tailLines : Self.mostLines,
            since: since,
            hasTimestamps: true
        )
        let request = KubernetesRequest(.log(log), at: server)
        self.request = request
        return request
    }

    /// What to ask again by now; nil while nothing is to be.
    mutating func due(at now: Timestamp) -> KubernetesRequest? {
        guard let retryAt, retryAt <= now else { return nil }
        // A second before, since the server counts in whole ones; what is known already is passed over.
        resumedAfter = newest
        let resumed = newest.flatMap { Timestamp(iso8601: $0) }.map { $0 - .seconds(1) }
        return ask(since: resumed ?? span.length.map { now - $0 })
    }

    mutating func togglePrevious() { isPrevious.toggle() }

    mutating func nextSpan() { span = span.next }

    mutating func nextContainer() {
        guard let index = containers.firstIndex(where: { $0 == container }) else { return }
        container = containers[(index + 1) % containers.count]
    }

    /// Takes over what the API server sent of it; answers how many lines at the beginning went for that.
    mutating func absorb(_ reply: ReadReply) -> Int {
        guard case .kubernetes(let request) = reply.request, request == self.request,
            case .log(let log) = request.question
        else { return 0 }
        let before = dropped
        switch reply.outcome.flatMap({ PodLogDecoder.lines($0, of: log) }) {
        case .success(let new):
            append(new)
            state = isPrevious ? .complete : .following
        case .failure(let failure): state = .failed(failure)
        }
        if reply.isFinal {
            self.request = nil
            if !isPrevious { retryAt = reply.finishedAt + (state == .following ? .seconds(1) : .seconds(3)) }
        }
        return dropped - before
    }

    private mutating func append(_ new: [LogLine]) {
        for line in new {
            if let stamp = line.stamp {
                if let resumedAfter, stamp <= resumedAfter { continue }
                resumedAfter = nil
                newest = stamp
            }
            lines.append(line)
            bytes += line.text.utf8.count + 64
        }
        guard lines.count > Self.mostLines || bytes > Self.mostBytes else { return }
        var excess = max(0, lines.count - Self.mostLines)
        var rest = bytes - lines.prefix(excess).reduce(0) { $0 + $1.text.utf8.count + 64 }
        while rest > Self.mostBytes, excess < lines.count {
            rest -= lines[excess].text.utf8.count + 64
            excess += 1
        }
        // Some more, so that not every line moves all others.
        let count = min(lines.count, excess + Self.mostLines / 20)
        bytes = lines.dropFirst(count).reduce(0) { $0 + $1.text.utf8.count + 64 }
        lines.removeFirst(count)
        dropped += count
    }
}

extension LogReading.Span {
    fileprivate var next: Self {
        let all = Self.allCases
        let index = all.firstIndex(of: self).map { ($0 + 1) % all.count } ?? 0
        return all[index]
    }
}
