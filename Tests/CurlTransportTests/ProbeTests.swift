import ClusterModel
import CurlTransport
import Endpoints
import TestSupport
import Testing

@Suite struct ProbeTests {
    @Test(arguments: ["S", "N"]) func `a database's byte is the answer`(byte: String) throws {
        try LoopbackServer.run(script: { _ in [.read(8), .send(byte), .hold] }) { server in
            let answer = try answer(to: .probe(server.client))
            #expect(answer == ReadAnswer(status: 0, body: Array(byte.utf8)))
            #expect(server.requests.map { Array($0.utf8) } == [Array("\0\0\0\u{8}\u{4}\u{FFFD}\u{16}/".utf8)])
            #expect(eventually { server.finishedConnections == 1 }, "the connection is closed after the byte")
            #expect(server.resets == 0, "a database would log that")
        }
    }

    @Test(arguments: [
        ("HTTP/1.1 400 Bad Request\r\n\r\n", "answered “H” instead of S or N"),
        ("E", "answered “E” instead of S or N"), ("\u{1B}", "answered byte 27 instead of S or N"),
    ]) func `another byte is no database`(bytes: String, reason: String) throws {
        try LoopbackServer.run(script: { _ in [.read(8), .send(bytes), .hold] }) { server in
            let failure = try failure(of: .probe(server.client))
            #expect(failure == .notADatabase(reason: reason))
        }
    }

    @Test(arguments: [[.read(8)], [.read(8), .reset], [], [.reset]] as [[LoopbackServer.Step]])
    func `a proxy that hangs up has no database behind it`(script: [LoopbackServer.Step]) throws {
        try LoopbackServer.run(script: { _ in script }) { server in
            let failure = try failure(of: .probe(server.client))
            #expect(failure == .notADatabase(reason: "connection closed"))
        }
    }

    @Test func `silence runs into the deadline`() throws {
        try LoopbackServer.run(script: { _ in [.read(8), .hold] }) { server in
            let failure = try failure(of: .probe(server.client), deadline: .milliseconds(100))
            #expect(failure == .timedOut(connected: true))
            #expect(eventually { server.finishedConnections == 1 })
            #expect(server.resets == 1, "a proxy would keep a connection that is only closed")
        }
    }

    @Test func `a frozen proxy runs into the deadline`() throws {
        try LoopbackServer.runFrozen { server in
            let failure = try failure(of: .probe(server.client), deadline: .milliseconds(100))
            #expect(failure == .timedOut(connected: true))
        }
    }

    @Test func `nobody listening is a refusal`() throws {
        let address = ClientAddress(host: "127.0.0.1", port: try LoopbackServer.refusedPort())
        let failure = try failure(of: .probe(address))
        #expect(failure == .connectionRefused)
    }

    @Test func `a name that does not exist is named`() throws {
        let failure = try failure(of: .probe(ClientAddress(host: "nines.invalid", port: 5432)), deadline: .seconds(5))
        #expect(failure == .nameNotResolved(host: "nines.invalid"))
    }

    @Test func `IPv6 is spoken`() throws {
        try LoopbackServer.run(on: .ipv6, script: { _ in [.read(8), .send("S")] }) { server in
            let answer = try answer(to: .probe(ClientAddress(host: "::1", port: server.port)))
            #expect(answer.body == [0x53])
        }
    }

    @Test func `credentials are not sent to a database port`() throws {
        let access = Access(credentials: .init(username: "admin", password: Secret("secret")))
        try LoopbackServer.run(script: { _ in [.read(9)] }) { server in
            let failure = try failure(of: .probe(server.client), access: access, deadline: .milliseconds(200))
            #expect(failure == .timedOut(connected: true))
            #expect(eventually { server.finishedConnections == 1 })
            #expect(server.requests.map(\.unicodeScalars.count) == [8], "eight bytes came, and no ninth")
        }
    }

    @Test func `a hurried probe knocks again, and the first answer counts`() throws {
        let script: @Sendable (Int) -> [LoopbackServer.Step] = { number in
            number == 0 ? [.read(8), .hold] : [.read(8), .send("N"), .hold]
        }
        try LoopbackServer.run(script: script) { server in
            let outcome = try outcome(of: .probe(server.client), deadline: .seconds(1))
            #expect(outcome == .success(ReadAnswer(status: 0, body: Array("N".utf8))))
            #expect(server.requests.count == 2)
            #expect(eventually { server.finishedConnections == 2 }, "the one that hung is given up")
        }
    }

    @Test func `a hurried probe that nobody answers knocks ten times, and fails once`() throws {
        try LoopbackServer.run(script: { _ in [.read(8), .hold] }) { server in
            let failure = try failure(of: .probe(server.client), deadline: .seconds(1))
            #expect(failure == .timedOut(connected: true))
            #expect((5...10).contains(server.requests.count), "\(server.requests.count)")
        }
    }
}
