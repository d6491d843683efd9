import ClusterModel
import CurlTransport
import Endpoints
import Foundation
import TestSupport
import Testing

@Suite struct WaitTests {
    private static let prompt: @Sendable (Int) -> [LoopbackServer.Step] = { _ in
        [.readRequest, .send("HTTP/1.0 200 OK\r\n\r\n{}")]
    }

    private func reader() throws -> CurlReader {
        try CurlReader(agents: Access(), proxies: Access(), clock: SystemClock.now)
    }

    /// The replies of the next `count`, in the order of their arrival.
    private func replies(_ count: Int, from reader: CurlReader) -> [ReadReply] {
        var replies: [ReadReply] = []
        _ = eventually {
            replies += reader.wait(atMost: .seconds(5), descriptors: []).replies
            return replies.count >= count
        }
        return replies
    }

    @Test func `a hanging agent holds up no other`() throws {
        try LoopbackServer.runFrozen { frozen in
            try LoopbackServer.run(script: Self.prompt) { first in
                try LoopbackServer.run(script: Self.prompt) { second in
                    let reader = try reader()
                    reader.start(.agent(frozen.web), deadline: .seconds(2))
                    reader.start(.agent(first.web), deadline: .seconds(20))
                    reader.start(.agent(second.web), deadline: .seconds(20))
                    let replies = replies(3, from: reader)
                    #expect(Set(replies.prefix(2).map(\.request)) == [.agent(first.web), .agent(second.web)])
                    #expect(replies.last?.request == .agent(frozen.web))
                    #expect(replies.last?.outcome == .failure(.timedOut(connected: true)))
                }
            }
        }
    }

    @Test func `an equal request is asked once at a time`() throws {
        try LoopbackServer.run(script: { _ in
            [.readRequest, .pause(.milliseconds(50)), .send("HTTP/1.0 200 OK\r\n\r\n")]
        }
        ) { server in
            let reader = try reader()
            for _ in 0..<5 { reader.start(.agent(server.web), deadline: .seconds(20)) }
            #expect(replies(1, from: reader).count == 1)
            #expect(server.acceptedConnections == 1)
            reader.start(.agent(server.web), deadline: .seconds(20))
            #expect(replies(1, from: reader).count == 1)
            #expect(server.acceptedConnections == 2)
        }
    }

    @Test func `a connection that could be kept is closed after its answer`() throws {
        let script: [LoopbackServer.Step] = [
            .readRequest, .send("HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\n{}"), .hold,
        ]
        try LoopbackServer.run(script: { _ in script }) { server in
            let reader = try reader()
            reader.start(.agent(server.web), deadline: .seconds(20))
            #expect(replies(1, from: reader).count == 1)
            #expect(eventually { server.finishedConnections == 1 })
            reader.start(.agent(server.web), deadline: .seconds(20))
            #expect(replies(1, from: reader).count == 1)
            #expect(server.acceptedConnections == 2)
        }
    }

    @Test func `a cancelled request is closed and never replies`() throws {
        try LoopbackServer.run(script: { $0 == 0 ? [.readRequest, .hold] : Self.prompt($0) }) { server in
            let reader = try reader()
            reader.start(.agent(server.web), deadline: .seconds(20))
            #expect(
                eventually {
                    _ = reader.wait(atMost: .milliseconds(1), descriptors: [])
                    return server.requests.count == 1
                }
            )
            reader.cancelAll()
            #expect(eventually { server.finishedConnections == 1 })
            reader.start(.listing(server.web), deadline: .seconds(20))
            #expect(replies(1, from: reader).map(\.request) == [.listing(server.web)])
        }
    }

    @Test func `a cancelled probe is closed`() throws {
        try LoopbackServer.run(script: { _ in [.read(8), .hold] }) { server in
            let reader = try reader()
            reader.start(.probe(server.client), deadline: .seconds(20))
            #expect(
                eventually {
                    _ = reader.wait(atMost: .milliseconds(1), descriptors: [])
                    return server.requests.count == 1
                }
            )
            reader.cancelAll()
            #expect(eventually { server.finishedConnections == 1 })
        }
    }

    @Test func `a cancelled probe does not knock again`() throws {
        try LoopbackServer.run(script: { _ in [.read(8), .hold] }) { server in
            let reader = try reader()
            let probe = ReadRequest.probe(server.client)
            reader.start(probe, deadline: .seconds(1))
            #expect(
                eventually {
                    _ = reader.wait(atMost: .milliseconds(1), descriptors: [])
                    return server.requests.count == 1
                }
            )
            reader.cancel(probe)
            #expect(reader.wait(atMost: .milliseconds(350), descriptors: []).replies.isEmpty && reader.isIdle)
            #expect(server.requests.count == 1)
        }
    }

    @Test func `a reader that goes away closes what runs`() throws {
        try LoopbackServer.run(script: { _ in [.readRequest, .hold] }) { server in
            do {
                let reader = try reader()
                reader.start(.agent(server.web), deadline: .seconds(20))
                #expect(
                    eventually {
                        _ = reader.wait(atMost: .milliseconds(1), descriptors: [])
                        return server.requests.count == 1
                    }
                )
            }
            #expect(eventually { server.finishedConnections == 1 })
        }
    }

    @Test func `readable descriptors end the wait, the others are left out`() throws {
        try LoopbackServer.runFrozen { frozen in
            let (loud, quiet) = (Pipe(), Pipe())
            try loud.fileHandleForWriting.write(contentsOf: [1])
            let reader = try reader()
            reader.start(.agent(frozen.web), deadline: .seconds(60))
            let descriptors = [quiet, loud].map(\.fileHandleForReading.fileDescriptor)
            let wakeup = reader.wait(atMost: .seconds(30), descriptors: descriptors)
            #expect(wakeup.readable == [loud.fileHandleForReading.fileDescriptor])
            #expect(wakeup.replies.isEmpty)
        }
    }

    @Test func `a descriptor whose other end is closed counts as readable`() throws {
        let pipe = Pipe()
        try pipe.fileHandleForWriting.close()
        let descriptor = pipe.fileHandleForReading.fileDescriptor
        #expect(try reader().wait(atMost: .seconds(30), descriptors: [descriptor]).readable == [descriptor])
    }

    @Test func `with nothing to wait for the time-out ends the wait`() throws {
        let wakeup = try reader().wait(atMost: .milliseconds(5), descriptors: [])
        #expect(wakeup.replies.isEmpty && wakeup.readable.isEmpty)
    }

    @Test func `replies carry the given clock's times`() throws {
        try LoopbackServer.run(script: Self.prompt) { server in
            var ticks: Int64 = 1000
            let reader = try CurlReader(agents: Access(), proxies: Access()) {
                defer { ticks += 7 }
                return Timestamp(millisecondsSinceEpoch: ticks)
            }
            reader.start(.agent(server.web), deadline: .seconds(20))
            let reply = try #require(replies(1, from: reader).first)
            #expect(reply.startedAt == Timestamp(millisecondsSinceEpoch: 1000))
            #expect(reply.latency == .milliseconds(7))
        }
    }

    @Test func `a peer that hangs up cannot kill the process`() async {
        await #expect(processExitsWith: .success) {
            let reader = try CurlReader(agents: Access(), proxies: Access(), clock: SystemClock.now)
            raise(SIGPIPE)
            _ = reader
        }
    }

    @Test func `many requests at once all come back`() throws {
        try LoopbackServer.run(script: Self.prompt) { server in
            let reader = try reader()
            let requests = (0..<50).map {
                ReadRequest.proxyStatistics(WebAddress(host: "127.0.0.1", port: server.port, path: "/\($0)"))
            }
            for request in requests { reader.start(request, deadline: .seconds(20)) }
            let replies = replies(50, from: reader)
            #expect(Set(replies.map(\.request)) == Set(requests))
            #expect(replies.allSatisfy { (try? $0.outcome.get().status) == 200 })
        }
    }
}
