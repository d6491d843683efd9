import ClusterModel
import CurlTransport
import Endpoints
import TestSupport
import Testing

@Suite struct HeldConnectionTests {
    private func reader() throws -> CurlReader {
        try CurlReader(agents: Access(), proxies: Access(), userAgent: "nines/test", clock: SystemClock.now)
    }

    private func replies(_ count: Int, from reader: CurlReader) -> [ReadReply] {
        var replies: [ReadReply] = []
        _ = eventually {
            replies += reader.wait(atMost: .milliseconds(20), descriptors: []).replies
            return replies.count >= count
        }
        return replies
    }

    @Test(
        arguments: [[.read(8), .send("N"), .pause(.milliseconds(50))], [.read(8), .send("S"), .reset]]
            as [[LoopbackServer.Step]]
    )
    func `its end is told as soon as the other side ends it`(script: [LoopbackServer.Step]) throws {
        try LoopbackServer.run(script: { _ in script }) { server in
            let reader = try reader()
            reader.start(.heldConnection(server.client), deadline: .seconds(60))
            let replies = replies(2, from: reader)
            #expect(replies.map(\.isFinal) == [false, true])
            #expect(try replies.first?.outcome.get().body.count == 1)
            #expect(replies.last?.outcome == .failure(.notADatabase(reason: "connection closed")))
            #expect(reader.isIdle)
        }
    }

    @Test func `one that stands its whole time ends without a complaint, and is closed`() throws {
        try LoopbackServer.run(script: { _ in [.read(8), .send("N"), .hold] }) { server in
            let reader = try reader()
            reader.start(.heldConnection(server.client), deadline: .milliseconds(200))
            let replies = replies(2, from: reader)
            #expect(replies.last?.isFinal == true && replies.last?.outcome == .success(ReadAnswer(status: 0, body: [])))
            #expect(eventually { server.finishedConnections == 1 })
        }
    }

    @Test func `what is no database is not held`() throws {
        try LoopbackServer.run(script: { _ in [.read(8), .send("H"), .hold] }) { server in
            let reader = try reader()
            reader.start(.heldConnection(server.client), deadline: .seconds(60))
            let replies = replies(1, from: reader)
            #expect(
                replies.map(\.outcome) == [.failure(.notADatabase(reason: "answered “H” instead of S or N"))]
                    && replies.first?.isFinal == true
            )
        }
    }
}
