import ClusterModel
import CurlTransport
import Endpoints
import TestSupport
import Testing

/// A watch of pods over real sockets.
struct PodWatchStreamTests {
    private static let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"

    private func reader() throws -> CurlReader {
        try CurlReader(agents: Access(), proxies: Access(), userAgent: "nines/test", clock: SystemClock.now)
    }

    private func watch(_ server: LoopbackServer) -> ReadRequest {
        .kubernetes(KubernetesRequest(.watchPods(PodSelection(namespace: "platform"), from: "7"), at: server.web))
    }

    private func replies(_ reader: CurlReader, _ count: Int) -> [ReadReply] {
        var replies: [ReadReply] = []
        let end = SystemClock.now() + .seconds(30)
        while replies.count < count, replies.last?.isFinal != true, SystemClock.now() < end {
            replies += reader.wait(atMost: .seconds(1), descriptors: []).replies
        }
        return replies
    }

    @Test func `a watch that begins says so before anything happens`() throws {
        try LoopbackServer.run { _ in
            [.readRequest, .send(Self.head), .pause(.milliseconds(50)), .send("4\r\n{1}\n\r\n0\r\n\r\n"), .hold]
        } _: { server in
            let reader = try reader()
            reader.start(watch(server), deadline: .seconds(20))
            let replies = replies(reader, 3)
            #expect(try replies.map { try $0.outcome.get().body.count } == [0, 3, 0])
            #expect(replies.map(\.isFinal) == [false, false, true])
            let request = try #require(server.requests.first)
            #expect(request.hasPrefix("GET /api/v1/namespaces/platform/pods?watch=true&allowWatchBookmarks=true"))
            #expect(request.contains("Accept: application/json") && request.contains("User-Agent: nines/test"))
        }
    }

    @Test func `a log that is followed keeps its empty lines, and another stream has none`() throws {
        let log = PodLog(of: PodName(namespace: "platform", name: "db1"), follows: true)
        for (question, lengths) in [
            (KubernetesQuestion.log(log), [1, 1, 1, 1, 0]),
            (.watchPods(PodSelection(namespace: "platform"), from: "7"), [0, 1, 1, 0]),
        ] {
            try LoopbackServer.run { _ in
                [.readRequest, .send(Self.head), .send("5\r\na\n\n\nb\r\n1\r\n\n\r\n0\r\n\r\n"), .hold]
            } _: { server in
                let reader = try reader()
                reader.start(.kubernetes(KubernetesRequest(question, at: server.web)), deadline: .seconds(20))
                let replies = replies(reader, lengths.count)
                #expect(try replies.map { try $0.outcome.get().body.count } == lengths)
            }
        }
    }

    @Test func `a refusal tells for how long to stay away`() throws {
        try LoopbackServer.run { _ in
            [
                .readRequest,
                .send("HTTP/1.1 429 Too Many Requests\r\nRetry-After: 7\r\nContent-Length: 4\r\n\r\nbusy"), .hold,
            ]
        } _: { server in
            let reader = try reader()
            reader.start(watch(server), deadline: .seconds(20))
            let reply = try #require(replies(reader, 1).first)
            let answer = try reply.outcome.get()
            #expect(reply.isFinal && answer.status == 429 && answer.retryAfter == .seconds(7))
        }
    }

    @Test func `a server that takes the connection and says nothing is left soon`() throws {
        try LoopbackServer.run { _ in
            [.readRequest, .hold]
        } _: { server in
            let reader = try reader()
            reader.start(watch(server), deadline: .seconds(35))
            let reply = try #require(replies(reader, 1).first)
            #expect(reply.latency < .seconds(20))
            guard case .failure(.timedOut(connected: true)) = reply.outcome else {
                Issue.record("\(reply.outcome)")
                return
            }
        }
    }
}
