import ClusterModel
import CurlTransport
import Endpoints
import TestSupport
import Testing

/// etcd's questions over real sockets, against servers that do what no etcd should.
struct StoreTests {
    private static let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"

    private func chunk(_ text: String) -> LoopbackServer.Step {
        .send(String(text.utf8.count, radix: 16) + "\r\n" + text + "\r\n")
    }

    private func reader(_ access: Access = Access()) throws -> CurlReader {
        try CurlReader(
            agents: Access(),
            proxies: Access(),
            store: access,
            userAgent: "nines/test",
            clock: SystemClock.now
        )
    }

    private func question(_ question: StoreQuestion, _ server: LoopbackServer) -> ReadRequest {
        .store(StoreRequest(question, at: server.web))
    }

    private static let stream = StorePrefix(namespace: "service", scope: "x").map { StoreQuestion.watch($0, from: 1) }

    /// Reads a whole watch: what is left unread would make the server take the client for gone.
    private static let readWatch: [LoopbackServer.Step] = {
        let request = stream.map { StoreRequest($0, at: WebAddress(host: "etcd", port: 2379)) }
        return [.readRequest, .read(request?.body().count ?? 0)]
    }()

    private func watch(_ server: LoopbackServer) throws -> ReadRequest { question(try #require(Self.stream), server) }

    /// Replies of the first `count`, or those that came before the last one.
    private func replies(_ reader: CurlReader, _ count: Int) -> [ReadReply] {
        var replies: [ReadReply] = []
        let end = SystemClock.now() + .seconds(30)
        while replies.count < count, replies.last?.isFinal != true, SystemClock.now() < end {
            replies += reader.wait(atMost: .seconds(1), descriptors: []).replies
        }
        return replies
    }

    @Test func `a question is sent as JSON, and nothing else is`() throws {
        try LoopbackServer.run { _ in
            [.readRequest, .send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"), .hold]
        } _: {
            let reader = try reader()
            reader.start(question(.lease(id: 7), $0), deadline: .seconds(10))
            let reply = try #require(replies(reader, 1).first)
            #expect(try reply.outcome.get().text == "{}" && reply.isFinal)
            let request = try #require($0.requests.first)
            #expect(
                request.contains("/v3/lease/timetolive HTTP/1.1") && request.contains("Content-Type: application/json")
            )
            #expect(!request.contains("Authorization"))
        }
    }

    @Test func `each line of a watch is a reply as it arrives, also when it comes in pieces`() throws {
        try LoopbackServer.run { _ in
            Self.readWatch + [
                .send(Self.head), chunk("{\"a\":1}\n{\"b\""), .pause(.milliseconds(50)), chunk(":2}\n"),
                .pause(.milliseconds(50)), chunk("\n{\"c\":3}\n"), .hold,
            ]
        } _: { server in
            let reader = try reader()
            reader.start(try watch(server), deadline: .seconds(20))
            let replies = replies(reader, 3)
            #expect(try replies.map { try $0.outcome.get().text } == [#"{"a":1}"#, #"{"b":2}"#, #"{"c":3}"#])
            #expect(replies.allSatisfy { !$0.isFinal })
            reader.cancelAll()
        }
    }

    @Test func `a watch that is cut ends with a final reply`() throws {
        for steps in [[chunk("{}\n"), .reset], [chunk("{}\n")], [chunk("{}\n"), .send("0\r\n\r\n")]] {
            try LoopbackServer.run { _ in
                Self.readWatch + [.send(Self.head)] + steps
            } _: { server in
                let reader = try reader()
                reader.start(try watch(server), deadline: .seconds(20))
                let replies = replies(reader, 9)
                #expect(replies.last?.isFinal == true && replies.count(where: \.isFinal) == 1)
            }
        }
    }

    @Test func `silence ends a watch, and a word puts it off`() throws {
        try LoopbackServer.run { _ in
            Self.readWatch + [.send(Self.head), .pause(.milliseconds(300)), chunk("{}\n"), .hold]
        } _: { server in
            let reader = try reader()
            reader.start(try watch(server), deadline: .seconds(2))
            let replies = replies(reader, 2)
            #expect(replies.first?.isFinal == false)
            guard case .failure(let reason) = replies.last?.outcome else {
                Issue.record("no end")
                return
            }
            #expect(reason == .timedOut(connected: true))
        }
    }

    @Test func `a line without end is given up`() throws {
        try LoopbackServer.run { _ in
            Self.readWatch + [.send("HTTP/1.1 200 OK\r\n\r\n"), .sendEndlessly(Array(repeating: 0x78, count: 65_536))]
        } _: { server in
            let reader = try reader()
            reader.start(try watch(server), deadline: .seconds(20))
            let reply = try #require(replies(reader, 1).first)
            guard case .failure(.tooLarge) = reply.outcome else {
                Issue.record("\(reply.outcome)")
                return
            }
        }
    }

    @Test func `a login's token goes with what follows, and no further`() throws {
        let token = "HTTP/1.1 200 OK\r\nContent-Length: 22\r\nConnection: close\r\n\r\n{\"token\":\"secret.123\"}"
        let empty = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"
        let credentials = Access.Credentials(username: "root", password: Secret("hunter2"))
        try LoopbackServer.run {
            $0 == 0 ? [.readRequest, .send(token), .hold] : [.readRequest, .send(empty), .hold]
        } _: {
            let reader = try reader(Access(credentials: credentials))
            reader.start(question(.authenticate, $0), deadline: .seconds(10))
            let login = try #require(replies(reader, 1).first)
            #expect(try !login.outcome.get().text.contains("secret"))
            reader.start(question(.status, $0), deadline: .seconds(10))
            _ = try #require(replies(reader, 1).first)
            reader.start(.agent($0.web), deadline: .seconds(10))
            _ = try #require(replies(reader, 1).first)
            #expect($0.requests.count == 3)
            #expect($0.requests[1].contains("Authorization: secret.123\r\n"))
            #expect(!$0.requests[0].contains("Authorization") && !$0.requests[2].contains("Authorization"))
            #expect(!$0.requests.joined().contains("Basic"))
        }
    }
}
