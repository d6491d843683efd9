import ClusterModel
import CurlTransport
import Endpoints
import TestSupport
import Testing

@Suite struct CredentialTests {
    private static let guarded: @Sendable (Int) -> [LoopbackServer.Step] = { _ in
        [.readRequest, .send("HTTP/1.0 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"\r\n\r\n")]
    }

    @Test func `without credentials none are sent`() throws {
        try LoopbackServer.run(script: Self.guarded) { server in
            let found = try answer(to: .agent(server.web)).status
            #expect(found == 401)
            #expect(server.requests.map { $0.contains("Authorization") } == [false])
        }
    }

    @Test func `credentials are sent once, and a refusal is not argued with`() throws {
        let access = Access(credentials: .init(username: "admin", password: Secret("p:ä")))
        try LoopbackServer.run(script: Self.guarded) { server in
            let found = try answer(to: .agent(server.web), access: access).status
            #expect(found == 401)
            #expect(server.requests.map { $0.contains("\r\nAuthorization: Basic YWRtaW46cDrDpA==\r\n") } == [true])
        }
    }

    @Test func `agents and proxies are given their own credentials`() throws {
        try LoopbackServer.run(script: Self.guarded) { server in
            let reader = try CurlReader(
                agents: Access(credentials: .init(username: "a", password: Secret("1"))),
                proxies: Access(credentials: .init(username: "p", password: Secret("2"))),
                clock: SystemClock.now
            )
            for request in [ReadRequest.agent(server.web), .proxyStatistics(server.web)] {
                reader.start(request, deadline: .seconds(20))
                _ = reader.wait(atMost: .seconds(60), descriptors: [])
            }
            #expect(server.requests.map { $0.contains("Basic YTox") } == [true, false])
            #expect(server.requests.map { $0.contains("Basic cDoy") } == [false, true])
        }
    }

    @Test func `an address cannot carry a user name of its own`() throws {
        try LoopbackServer.run(script: Self.guarded) { server in
            let address = WebAddress(host: "user@127.0.0.1", port: server.port)
            guard case .unreachable = try failure(of: .listing(address)) else {
                Issue.record("a user name in the address was accepted")
                return
            }
            #expect(server.acceptedConnections == 0)
        }
    }

    @Test(arguments: [301, 302, 303, 307, 308])
    func `a redirect is an answer, and nobody follows it`(status: Int) throws {
        let access = Access(credentials: .init(username: "admin", password: Secret("secret")))
        try LoopbackServer.run(script: { _ in [.readRequest, .send("HTTP/1.0 200 OK\r\n\r\n")] }) { other in
            for target in ["http://127.0.0.1:\(other.port)/", "file:///etc/passwd", "/cluster"] {
                let head = "HTTP/1.0 \(status) Moved\r\nLocation: \(target)\r\n\r\n"
                try LoopbackServer.run(script: { _ in [.readRequest, .send(head)] }) { server in
                    let found = try answer(to: .listing(server.web), access: access).status
                    #expect(found == status)
                    #expect(server.acceptedConnections == 1)
                }
            }
            #expect(other.acceptedConnections == 0)
        }
    }
}
