import ClusterModel
import Endpoints
import Recording
import Testing

@Suite struct RecordingRoundTripTests {
    static let start = Timestamp(secondsSinceEpoch: 1_795_358_873)
    static let agent = WebAddress(host: "10.0.0.1", port: 8008)
    static let proxy = WebAddress(isTLS: true, host: "::1", port: 7000, path: "/stats;csv;norefresh")

    static let server = WebAddress(isTLS: true, host: "gw", port: 443, path: "/k8s/clusters/c-1")

    static func header() -> RecordingHeader {
        RecordingHeader(
            startedAt: start,
            version: "0.1.0",
            utcOffsetSeconds: 28_800,
            plan: WatchPlan(
                name: "orders",
                scope: "orders",
                agents: [agent],
                proxies: [proxy],
                probes: [ClientAddress(host: "haproxy", port: 6000)],
                interval: .milliseconds(250),
                serverMembers: ["dbsrv1": "db1"],
                store: StorePlan(endpoints: [agent], namespace: "service", scope: "orders"),
                kubernetes: KubernetesPlan(
                    server: server,
                    pods: PodSelection(namespace: "platform", selector: "dev=gauss"),
                    podMembers: ["db1-0": "db1"],
                    way: .apiServer
                )
            ),
            label: "platform"
        )
    }

    private func reply(
        _ outcome: Result<ReadAnswer, ReadFailure>,
        to request: ReadRequest = .agent(agent)
    ) -> ReadReply {
        ReadReply(request: request, outcome: outcome, startedAt: Self.start, finishedAt: Self.start + .milliseconds(4))
    }

    /// What comes back of a reply that was written and read.
    private func back(_ reply: ReadReply) throws -> ReadReply {
        var writer = RecordingWriter(Self.header())
        var reader = RecordingReader(file: "x")
        let written = writer.line(of: reply)
        let line = try #require(written)
        #expect(line.count { $0 == UInt8(ascii: "\n") } == 1 && line.last == UInt8(ascii: "\n"))
        let entries = try reader.read(writer.firstLine + line)
        guard case .reply(let read)? = entries.first else { throw Missing() }
        return read
    }

    @Test(arguments: [
        OperatorAction.Stage.began,
        .ended(
            outcome: "done",
            text: "db2 leads",
            phases: [OperationPhase(text: "lock released", reachedAt: start), OperationPhase(text: "routed")]
        ),
    ])
    func `what an operator did comes back whole`(stage: OperatorAction.Stage) throws {
        let action = OperatorAction(
            id: "7-1",
            at: Self.start,
            user: "dba",
            host: "desk",
            cluster: "orders",
            summary: "switchover from db1 to db2",
            stage: stage
        )
        var writer = RecordingWriter(Self.header())
        let written = writer.line(of: action, at: Self.start + .seconds(1))
        let line = try #require(written)
        var reader = RecordingReader(file: "x")
        guard case .action(let read, let at)? = try reader.read(writer.firstLine + line).first else { throw Missing() }
        #expect(read == action && at == Self.start + .seconds(1))
    }

    @Test func `the header comes back whole`() throws {
        var reader = RecordingReader(file: "x")
        let entries = try reader.read(RecordingWriter(Self.header()).firstLine)
        #expect(entries.isEmpty)
        #expect(reader.header == Self.header())
    }

    @Test(arguments: [
        ReadRequest.listing(agent), .agent(agent), .history(agent), .configuration(agent), .proxyStatistics(proxy),
        .probe(ClientAddress(host: "::1", port: 6000)),
        .agent(WebAddress(isTLS: true, host: "gw", port: 443, path: "/prefix")),
        .agent(WebAddress(isTLS: true, host: "k", port: 6443, path: "/api/v1/namespaces/n/pods/https:db1:8008/proxy")),
        .heldConnection(ClientAddress(host: "haproxy", port: 6000)),
        .store(StoreRequest(.status, at: agent)), .store(StoreRequest(.members, at: agent, in: .v3beta)),
        .store(StoreRequest(.lease(id: 7), at: agent)),
        .kubernetes(KubernetesRequest(.pods(PodSelection(namespace: "n", selector: "a=b")), at: server)),
        .kubernetes(KubernetesRequest(.pods(PodSelection(namespace: nil), page: .after("t/=")), at: server)),
        .kubernetes(KubernetesRequest(.pods(PodSelection(namespace: nil), page: .whole), at: server)),
        .kubernetes(KubernetesRequest(.watchPods(PodSelection(namespace: "n"), from: "734"), at: server)),
        .kubernetes(KubernetesRequest(.services(namespace: nil), at: server)),
        .kubernetes(KubernetesRequest(.events(of: PodName(namespace: "n", name: "p"), uid: "u"), at: server)),
    ])
    func `every request comes back`(request: ReadRequest) throws {
        let read = try back(reply(.success(ReadAnswer(status: 200, body: [UInt8(ascii: "N")])), to: request))
        #expect(read.request == request)
        #expect(read.startedAt == Self.start && read.latency == .milliseconds(4))
    }

    @Test(arguments: [
        Array("{\"a\": \"é中\\u0000/\"}\r\n\u{2028}\"".utf8), [], [0xFF, 0xFE, 0x00], [0xC3], Array("e\u{301}".utf8),
    ])
    func `a body comes back byte by byte`(body: [UInt8]) throws {
        let answer = ReadAnswer(status: 503, contentType: "application/json", body: body)
        #expect(try back(reply(.success(answer))).outcome == .success(answer))
    }

    @Test(arguments: [
        ReadFailure.timedOut(connected: true), .timedOut(connected: false), .connectionRefused,
        .unreachable(reason: "no route"), .nameNotResolved(host: "db1"), .closedWithoutAnswer, .cutShort,
        .tls(reason: "expired"), .accessDenied(status: 401), .httpStatus(502), .tooLarge(limitBytes: 4 << 20),
        .tooManyRedirects, .html(title: "Login"), .html(title: nil), .undecodable(reason: "members: missing"),
        .notADatabase(reason: "closed"),
    ])
    func `every failure comes back`(failure: ReadFailure) throws {
        #expect(try back(reply(.failure(failure))).outcome == .failure(failure))
    }

    @Test func `a recording stops at its limit, and says so once`() throws {
        let one = reply(.success(ReadAnswer(status: 200, body: Array(repeating: 65, count: 1000))))
        var writer = RecordingWriter(Self.header(), limitBytes: 3000)
        let lines = (0..<5).compactMap { _ in writer.line(of: one) }
        #expect(lines.count == 3 && writer.isFull)
        var reader = RecordingReader(file: "x")
        let entries = try reader.read(writer.firstLine + lines.joined())
        guard case .note(let text, let at)? = entries.last else { throw Missing() }
        #expect(text.contains("limit") && at == one.finishedAt)
    }

    @Test func `etcd's questions below a prefix come back`() throws {
        for namespace in ["service", "/team/a/", ""] {
            let prefix = try #require(StorePrefix(namespace: namespace, scope: "orders"))
            for question in [StoreQuestion.keys(prefix), .watch(prefix, from: 9_000_000_000)] {
                let request = ReadRequest.store(StoreRequest(question, at: Self.agent))
                var message = reply(.success(ReadAnswer(status: 200, body: Array("{}".utf8))), to: request)
                message.isFinal = false
                let read = try back(message)
                #expect(read.request == request && !read.isFinal)
            }
        }
    }

    @Test func `a login and a log are left out`() {
        var writer = RecordingWriter(Self.header())
        let log = PodLog(of: PodName(namespace: "n", name: "p"))
        let requests = [
            ReadRequest.store(StoreRequest(.authenticate, at: Self.agent)),
            .kubernetes(KubernetesRequest(.log(log), at: Self.server)),
        ]
        for request in requests {
            #expect(writer.line(of: reply(.success(ReadAnswer(status: 200, body: [65])), to: request)) == nil)
        }
    }

    @Test func `the server's clock and its wish to be left alone come back`() throws {
        let date = Timestamp(secondsSinceEpoch: 1_795_358_870)
        let answer = ReadAnswer(status: 429, date: date, retryAfter: .seconds(7), body: [])
        #expect(try back(reply(.success(answer))).outcome == .success(answer))
    }

    @Test func `of what the API server says only what is read is kept`() throws {
        let pod = """
            {"kind":"Pod","metadata":{"name":"db1-0","annotations":{"last":"hunter2"},"managedFields":[{"f:x":{}}]},"spec":{"containers":\
            [{"name":"db","env":[{"name":"PASSWORD","value":"hunter2"}],"args":["hunter2"],"ports":[{"containerPort":8008}]}]},"status":\
            {"phase":"Running","conditions":[{"type":"Ready","status":"True"}]}}
            """
        let list = #"{"kind":"PodList","metadata":{"resourceVersion":"7","continue":"t"},"items":[\#(pod)]}"#
        let selection = PodSelection(namespace: "n")
        let bodies: [(KubernetesQuestion, String)] = [
            (.pods(selection), list), (.watchPods(selection, from: "7"), #"{"type":"ADDED","object":\#(pod)}"#),
        ]
        for (question, body) in bodies {
            let request = ReadRequest.kubernetes(KubernetesRequest(question, at: Self.server))
            let read = try back(reply(.success(ReadAnswer(status: 200, body: Array(body.utf8))), to: request))
            let text = String(decoding: try read.outcome.get().body, as: UTF8.self)
            for word in ["db1-0", "8008", "Running", "Ready"] { #expect(text.contains(word), "\(text)") }
            for word in ["hunter2", "env", "managedFields", "annotations"] { #expect(!text.contains(word), "\(text)") }
        }
    }

    @Test func `Secrets are not even asked for, and what is no JSON is not kept`() throws {
        let request = ReadRequest.kubernetes(KubernetesRequest(.services(namespace: nil), at: Self.server))
        let secret =
            #"{"kind":"SecretList","metadata":{},"items":[{"metadata":{"name":"s"},"data":{"password":"aHVudGVyMg=="}}]}"#
        for body in [secret, "token aHVudGVyMg==", "<html>aHVudGVyMg=="] {
            let line = RecordingWriter(Self.header()).firstLine
            var writer = RecordingWriter(Self.header())
            let written = writer.line(
                of: reply(.success(ReadAnswer(status: 200, body: Array(body.utf8))), to: request)
            )
            let text = String(decoding: line + (try #require(written)), as: UTF8.self)
            #expect(!text.contains("aHVudGVyMg"), "\(text)")
        }
    }

    struct Missing: Error {}
}
