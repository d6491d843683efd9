import ClusterModel
import CurlTransport
import Endpoints
import TestSupport
import Testing

@Suite struct FailureTests {
    @Test func `nobody listening is a refusal`() throws {
        let address = WebAddress(host: "127.0.0.1", port: try LoopbackServer.refusedPort())
        let failure = try failure(of: .listing(address))
        #expect(failure == .connectionRefused)
    }

    @Test func `a name that does not exist is named`() throws {
        let address = WebAddress(host: "nines.invalid", port: 8008)
        let failure = try failure(of: .listing(address), deadline: .seconds(5))
        #expect(failure == .nameNotResolved(host: "nines.invalid"))
    }

    @Test(arguments: ["", "no such host", "::1::", "a/b?c", "host\u{7}"])
    func `a host that is none is a failure, not a crash`(host: String) throws {
        let address = WebAddress(host: host, port: 70_000)
        #expect(throws: ReadFailure.self) { try outcome(of: .listing(address), deadline: .seconds(5)).get() }
    }

    @Test func `a frozen process accepts and does not answer`() throws {
        try LoopbackServer.runFrozen { server in
            let failure = try failure(of: .listing(server.web), deadline: .milliseconds(100))
            #expect(failure == .timedOut(connected: true))
        }
    }

    @Test func `headers without end run into the deadline`() throws {
        let drip: [LoopbackServer.Step] = [.send("X: y\r\n"), .pause(.milliseconds(20))]
        let script = [.readRequest, .send("HTTP/1.0 200 OK\r\n")] + (0..<500).flatMap { _ in drip }
        try LoopbackServer.run(script: { _ in script }) { server in
            let failure = try failure(of: .listing(server.web), deadline: .milliseconds(200))
            #expect(failure == .timedOut(connected: true))
        }
    }

    @Test func `a body that stalls runs into the deadline`() throws {
        let script: [LoopbackServer.Step] = [
            .readRequest, .send("HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nab"), .hold,
        ]
        try LoopbackServer.run(script: { _ in script }) { server in
            let failure = try failure(of: .listing(server.web), deadline: .milliseconds(200))
            #expect(failure == .timedOut(connected: true))
        }
    }

    @Test func `a connection closed at once is closed without an answer`() throws {
        try LoopbackServer.run(script: { _ in [.readRequest] }) { server in
            let failure = try failure(of: .listing(server.web))
            #expect(failure == .closedWithoutAnswer)
        }
    }

    @Test func `a reset before an answer is told as libcurl tells it`() throws {
        try LoopbackServer.run(script: { _ in [.readRequest, .reset] }) { server in
            let failure = try failure(of: .listing(server.web))
            #expect(failure == .unreachable(reason: "Recv failure: Connection reset by peer"))
        }
    }

    @Test func `a reset within an answer cuts it short`() throws {
        let script: [LoopbackServer.Step] = [
            .readRequest, .send("HTTP/1.0 200 OK\r\nContent-Length: 9\r\n\r\nab"), .pause(.milliseconds(50)), .reset,
        ]
        try LoopbackServer.run(script: { _ in script }) { server in
            let failure = try failure(of: .listing(server.web))
            #expect(failure == .cutShort)
        }
    }

    @Test(
        arguments: [
            "HTTP/1.0 200 OK\r\nContent-Length: 9\r\n\r\nab",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nab",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n",
        ]) func `an answer that ends before its end is cut short`(bytes: String) throws
    {
        try LoopbackServer.run(script: { _ in [.readRequest, .send(bytes)] }) { server in
            let failure = try failure(of: .listing(server.web))
            #expect(failure == .cutShort)
        }
    }

    @Test(
        arguments: [
            "SSH-2.0-OpenSSH_9.2\r\n", "\u{0}\u{0}\u{0}", "nonsense", "HTTP/9.9 200 OK\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n",
        ]) func `what is not HTTP is undecodable`(bytes: String) throws
    {
        try LoopbackServer.run(script: { _ in [.readRequest, .send(bytes)] }) { server in
            guard case .undecodable = try failure(of: .listing(server.web)) else {
                Issue.record("\(try failure(of: .listing(server.web)))")
                return
            }
        }
    }
}
