import ClusterModel
import Endpoints
import Testing

/// Runs a `ClusterWatch` against answers made up by the test, under virtual time.
struct VirtualCluster {
    /// How a source answers a request.
    enum Response {
        case answer(String, status: Int = 200, after: Duration = .milliseconds(1))
        case failure(ReadFailure, after: Duration = .milliseconds(1))
        /// Accepts and says nothing until the request's deadline.
        case hangs
        /// Messages of a stream, each after its time from the start; then silence until the deadline, or an end.
        case stream([(after: Duration, text: String)], endsAfter: Duration? = nil, isCut: Bool = false)
    }

    struct Sent: Equatable {
        var at: Duration
        var request: ReadRequest
    }

    private(set) var watch: ClusterWatch
    private(set) var now: Timestamp
    private let start: Timestamp
    private var replies: [ReadReply] = []
    private(set) var sent: [Sent] = []
    /// What the world answers; may be changed while running.
    var world: (ReadRequest) -> Response

    init(_ plan: WatchPlan, startingAt seconds: Int64 = 1_000_000, world: @escaping (ReadRequest) -> Response) {
        start = Timestamp(secondsSinceEpoch: seconds)
        now = start
        watch = ClusterWatch(plan, at: start)
        self.world = world
    }

    var snapshot: ClusterSnapshot { watch.snapshot(at: now) }

    var elapsed: Duration { now - start }

    mutating func change(_ change: (inout ClusterWatch) -> Void) { change(&watch) }

    /// Lets virtual time pass; stops early once `condition` holds.
    mutating func run(_ span: Duration, until condition: ((ClusterWatch) -> Bool)? = nil) {
        let end = now + span
        while condition?(watch) != true {
            send()
            let next = [replies.map(\.finishedAt).min(), watch.nextDue].compactMap { $0 }.min()
            guard let next, next <= end else { break }
            if next > now {
                now = next
            } else if replies.allSatisfy({ $0.finishedAt > now }) {
                Issue.record("nextDue lies in the past, but nothing was due")
                break
            }
            deliver()
        }
        if condition?(watch) != true { now = end }
    }

    private mutating func send() {
        for request in watch.due(at: now) {
            sent.append(Sent(at: now - start, request: request))
            // Asked once: a world may count.
            let response = world(request)
            if case .stream(let messages, let end, let isCut) = response {
                stream(request, messages, end, isCut)
                continue
            }
            let (outcome, delay) = exchange(request, response)
            replies.append(
                ReadReply(
                    request: request,
                    outcome: outcome,
                    startedAt: now,
                    finishedAt: now + min(delay, watch.deadline(of: request))
                )
            )
            checkCourtesy(to: request)
        }
    }

    private func exchange(
        _ request: ReadRequest,
        _ response: Response
    ) -> (Result<ReadAnswer, ReadFailure>, Duration) {
        switch response {
        case .answer(let text, let status, let delay):
            delay > watch.deadline(of: request)
                ? (.failure(.timedOut(connected: true)), delay) : (.success(ReadAnswer(text, status: status)), delay)
        case .failure(let reason, let delay): (.failure(reason), delay)
        case .hangs, .stream: (.failure(.timedOut(connected: true)), .seconds(3600))
        }
    }

    private mutating func stream(
        _ request: ReadRequest,
        _ messages: [(after: Duration, text: String)],
        _ end: Duration?,
        _ isCut: Bool
    ) {
        func reply(_ outcome: Result<ReadAnswer, ReadFailure>, _ after: Duration, isFinal: Bool) -> ReadReply {
            ReadReply(request: request, outcome: outcome, startedAt: now, finishedAt: now + after, isFinal: isFinal)
        }
        for message in messages where end.map({ message.after < $0 }) ?? true {
            replies.append(reply(.success(ReadAnswer(message.text)), message.after, isFinal: false))
        }
        let silence = (messages.last?.after ?? .zero) + watch.deadline(of: request)
        replies.append(
            end.map { reply(isCut ? .failure(.closedWithoutAnswer) : .success(ReadAnswer("")), $0, isFinal: true) }
                ?? reply(.failure(.timedOut(connected: true)), silence, isFinal: true)
        )
        checkCourtesy(to: request)
    }

    private mutating func deliver() {
        let due = replies.filter { $0.finishedAt <= now }
        replies.removeAll { $0.finishedAt <= now }
        for reply in due { watch.absorb(reply) }
    }

    /// Never more than two requests at a service, and a second one only beside one that is late.
    private func checkCourtesy(to request: ReadRequest) {
        let slot = RequestSlot(request)
        let flying = replies.filter { $0.isFinal && RequestSlot($0.request) == slot }
        #expect(flying.count <= 2, "\(flying.map(\.request)) at once")
        if flying.count == 2 {
            #expect(now - flying[0].startedAt >= PollSchedule.patience, "\(flying.map(\.request)) at \(elapsed)")
        }
        #expect(Set(flying.map(\.request)).count == flying.count, "asked again before the answer")
    }
}

/// A Patroni cluster of three as its answers spell it.
struct Trio {
    var leader: String? = "db1"
    var members = ["db1", "db2", "db3"]
    var down: Set<String> = []
    var cutFromDCS: Set<String> = []
    var frozen: Set<String> = []
    var version = "4.1.5"
    var scope: String? = "opengauss"
    var timeline = 1
    var states: [String: String] = [:]
    var serverRows: String?
    /// Unix seconds.
    var dcsLastSeen = 1000

    static func address(_ name: String) -> WebAddress {
        WebAddress(host: "10.0.0.\(name.dropFirst(2))", port: 8008)
    }

    static func name(at address: WebAddress) -> String? {
        address.host.hasPrefix("10.0.0.") && address.port == 8008 ? "db\(address.host.dropFirst(7))" : nil
    }

    static let seeds = [address("db1"), address("db2"), address("db3")]

    var listing: String {
        let rows = members.map { name in
            let role = name == leader ? "leader" : "replica"
            let state = states[name] ?? "running"
            let lag = name == leader ? "" : ", \"lag\": 0"
            return """
                {"name": "\(name)", "role": "\(role)", "state": "\(state)", "host": "10.0.0.\(name.dropFirst(2))",
                 "port": 5432, "api_url": "http://10.0.0.\(name.dropFirst(2)):8008/patroni", "timeline": \(timeline)\(lag)}
                """
        }
        let scope = scope.map { ", \"scope\": \"\($0)\"" } ?? ""
        return "{\"members\": [\(rows.joined(separator: ","))]\(scope)}"
    }

    func report(_ name: String) -> String {
        let identity = version.hasPrefix("2.") ? "" : ", \"name\": \"\(name)\""
        return """
            {"state": "\(states[name] ?? "running")", "role": "\(name == leader ? "primary" : "replica")",
             "postmaster_start_time": "2026-11-22 16:44:43.26\(name.dropFirst(2))+00:00", "server_version": 150018, "dcs_last_seen": \(dcsLastSeen),
             "patroni": {"version": "\(version)", "scope": "opengauss"\(identity)}}
            """
    }

    /// A primary-only backend as HAProxy sees it at once.
    func statistics(total: Int = 10, lastChange: Int = 100) -> String {
        let rows = members.map { name in
            let isUp = name == leader && !down.contains(name)
            let check = isUp ? "UP,L7OK,200" : "DOWN,L7STS,503"
            return "opengauss,dbsrv\(name.dropFirst(2)),\(check),2,\(total),\(lastChange)"
        }
        return """
            # pxname,svname,status,check_status,check_code,type,stot,lastchg
            opengauss,FRONTEND,OPEN,,,0,\(total),
            \(serverRows ?? rows.joined(separator: "\n"))
            opengauss,BACKEND,UP,,,1,\(total),\(lastChange)
            """
    }

    func response(to request: ReadRequest) -> VirtualCluster.Response {
        switch request {
        case .listing(let address): response(to: request, at: address) { _ in listing }
        case .agent(let address): response(to: request, at: address, report)
        case .history(let address): response(to: request, at: address) { _ in "[]" }
        case .configuration(let address): response(to: request, at: address) { _ in "{\"ttl\": 30}" }
        case .proxyStatistics: .answer(statistics())
        case .store, .heldConnection, .kubernetes: .failure(.connectionRefused)
        case .probe: leader == nil ? .failure(.notADatabase(reason: "closed")) : .answer("N", status: 0)
        }
    }

    private func response(
        to request: ReadRequest,
        at address: WebAddress,
        _ body: (String) -> String
    ) -> VirtualCluster.Response {
        guard let name = Self.name(at: address) else { return .failure(.nameNotResolved(host: address.host)) }
        if down.contains(name) { return .failure(.connectionRefused) }
        if frozen.contains(name) { return .hangs }
        if case .listing = request, cutFromDCS.contains(name) {
            return .failure(.closedWithoutAnswer, after: .milliseconds(3500))
        }
        return .answer(body(name))
    }
}
