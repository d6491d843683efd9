import ClusterModel
import Testing

@testable import Endpoints

/// Runs a `PodWatch` against a `PodServer` under virtual time, with streams that live and end as a real server's do.
struct PodRehearsal {
    private struct Stream {
        var request: KubernetesRequest
        var openedAt: Timestamp
        /// Told up to here.
        var version: Int
        var isMute = false
        var wordAt: Timestamp
    }

    static let start = Timestamp(secondsSinceEpoch: 1_800_000_000)
    static let plan = KubernetesPlan(
        server: WebAddress(isTLS: true, host: "api", port: 6443),
        pods: PodSelection(namespace: "platform", selector: "app=db")
    )

    private(set) var watch = PodWatch(Self.plan, at: Self.start)
    var server = PodServer()
    private(set) var now = Self.start
    private(set) var sent: [(at: Duration, question: KubernetesQuestion)] = []
    private(set) var changes: Set<PodName> = []
    private var streams: [Stream] = []
    private var inFlight: [(request: KubernetesRequest, startedAt: Timestamp, at: Timestamp)] = []
    /// Streams that are opened get nothing through, as with a gateway that has forgotten them.
    var isStalled = false
    static let step = Duration.milliseconds(20)

    var view: KubernetesView { watch.view(at: now) }
    var elapsed: Duration { now - Self.start }

    /// The pods that are known, by name, and their versions.
    var known: [String: String] {
        Dictionary((view.pods.value ?? []).map { ($0.name, "\($0.uid) \($0.resourceVersion)") }) { first, _ in first }
    }

    /// The pods that are there.
    var truth: [String: String] { server.pods.mapValues { "u\($0.uid) \($0.version)" } }

    mutating func change(_ change: (inout PodWatch) -> Void) { change(&watch) }

    mutating func run(_ span: Duration, until condition: ((PodRehearsal) -> Bool)? = nil) {
        let end = now + span
        while now < end, condition?(self) != true {
            ask()
            now = now + Self.step
            answer()
            tell()
        }
    }

    /// How often a kind of question was asked.
    func count(_ kind: String, since start: Duration = .zero) -> Int {
        sent.count { $0.question.kind == kind && $0.at >= start }
    }

    private mutating func ask() {
        for request in watch.takeDue(at: now) {
            sent.append((elapsed, request.question))
            #expect(!inFlight.contains { $0.request == request } && !streams.contains { $0.request == request })
            inFlight.append((request, now, now + Self.step))
        }
        #expect(streams.count <= 8)
    }

    private mutating func answer() {
        let due = inFlight.filter { $0.at <= now }
        inFlight.removeAll { $0.at <= now }
        for (request, startedAt, _) in due {
            switch request.question {
            case .pods(_, let page): reply(request, server.page(page), startedAt)
            case .watchPods(_, let from): open(request, from, startedAt)
            case .services, .events, .log:
                reply(request, server.refusal ?? .success(ReadAnswer(#"{"metadata":{},"items":[]}"#)), startedAt)
            }
        }
    }

    private mutating func open(_ request: KubernetesRequest, _ from: String, _ startedAt: Timestamp) {
        if let refusal = server.refusal ?? server.watchRefusal { return reply(request, refusal, startedAt) }
        let version = Int(from) ?? 0
        reply(request, .success(ReadAnswer("")), startedAt, isFinal: false)
        if version < server.compactedTo {
            reply(request, .success(ReadAnswer(PodServer.expired)), startedAt, isFinal: false)
            return reply(request, .success(ReadAnswer("")), startedAt)
        }
        streams.append(
            Stream(
                request: request,
                openedAt: now,
                version: version,
                isMute: isStalled || version > server.version,
                wordAt: now
            )
        )
    }

    private mutating func tell() {
        for index in streams.indices {
            let stream = streams[index]
            let life = now - stream.openedAt
            if stream.isMute { continue }
            for event in server.events where event.pod.version > stream.version {
                say(PodServer.line(event), on: index)
            }
            streams[index].version = max(stream.version, server.version)
            if life >= .seconds(KubernetesQuestion.watchSeconds - 2), now - streams[index].wordAt >= .seconds(5) {
                say(PodServer.bookmark(server.version), on: index)
            }
        }
        let ended = streams.filter { now - $0.openedAt >= .seconds(KubernetesQuestion.watchSeconds) && !isStalled }
        let deaf = streams.filter { isStalled && now - $0.wordAt >= $0.request.question.deadline }
        end(ended, .success(ReadAnswer("")))
        end(deaf, .failure(.timedOut(connected: true)))
    }

    private mutating func say(_ line: String, on index: Int) {
        streams[index].wordAt = now
        reply(streams[index].request, .success(ReadAnswer(line)), streams[index].openedAt, isFinal: false)
    }

    private mutating func end(_ ended: [Stream], _ outcome: Result<ReadAnswer, ReadFailure>) {
        let requests = Set(ended.map(\.request))
        streams.removeAll { requests.contains($0.request) }
        for stream in ended { reply(stream.request, outcome, stream.openedAt) }
    }

    /// Ends every stream, as a server does that is stopped.
    mutating func cut(_ outcome: Result<ReadAnswer, ReadFailure> = .failure(.cutShort)) {
        end(streams, outcome)
        let broken = inFlight
        inFlight = []
        for (request, startedAt, _) in broken { reply(request, .failure(.cutShort), startedAt) }
    }

    /// Streams that are open fall silent.
    mutating func mute() {
        isStalled = true
        for index in streams.indices { streams[index].isMute = true }
    }

    /// Gives a line to every open stream that the server never sent.
    mutating func tell(_ line: String) {
        for index in streams.indices { say(line, on: index) }
    }

    private mutating func reply(
        _ request: KubernetesRequest,
        _ outcome: Result<ReadAnswer, ReadFailure>,
        _ startedAt: Timestamp,
        isFinal: Bool = true
    ) {
        let change = watch.absorb(
            request,
            ReadReply(
                request: .kubernetes(request),
                outcome: outcome,
                startedAt: startedAt,
                finishedAt: now,
                isFinal: isFinal
            )
        )
        changes.formUnion(change.pods)
    }
}
