import ClusterModel
import CurlTransport
import Endpoints
import TestSupport
import Testing

@Suite struct LimitTests {
    private static let block = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 16)

    @Test(arguments: ["", "Content-Encoding: gzip\r\n"])
    func `a body without end is stopped at the limit`(header: String) throws {
        let script: [LoopbackServer.Step] = [
            .readRequest, .send("HTTP/1.0 200 OK\r\n\(header)\r\n"), .sendEndlessly(Self.block),
        ]
        try LoopbackServer.run(script: { _ in script }) { server in
            let failure = try failure(of: .listing(server.web))
            #expect(failure == .tooLarge(limitBytes: 4 << 20))
            #expect(eventually { server.finishedConnections == 1 })
            // What the kernel's buffers on both sides hold comes on top of the limit.
            #expect(server.bytesSent < 32 << 20)
        }
    }

    @Test func `chunks without end are stopped at the limit`() throws {
        let chunk = Array("10000\r\n".utf8) + Self.block + Array("\r\n".utf8)
        let script: [LoopbackServer.Step] = [
            .readRequest, .send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"), .sendEndlessly(chunk),
        ]
        try LoopbackServer.run(script: { _ in script }) { server in
            let failure = try failure(of: .proxyStatistics(server.web))
            #expect(failure == .tooLarge(limitBytes: 16 << 20))
        }
    }

    @Test(arguments: ["1073741824", "9223372036854775807", "99999999999999999999999999"])
    func `an announced length above the limit is not even read`(length: String) throws {
        let script: [LoopbackServer.Step] = [
            .readRequest, .send("HTTP/1.0 200 OK\r\nContent-Length: \(length)\r\n\r\n"), .hold,
        ]
        try LoopbackServer.run(script: { _ in script }) { server in
            let failure = try failure(of: .listing(server.web))
            #expect(failure == .tooLarge(limitBytes: 4 << 20))
        }
    }

    @Test func `a body of exactly the limit is whole`() throws {
        let body = [UInt8](repeating: UInt8(ascii: "y"), count: 4 << 20)
        let script: [LoopbackServer.Step] = [.readRequest, .send("HTTP/1.0 200 OK\r\n\r\n"), .sendBytes(body)]
        try LoopbackServer.run(script: { _ in script }) { server in
            let found = try answer(to: .listing(server.web)).body
            #expect(found == body)
        }
    }

    @Test func `a header without end is given up`() throws {
        let script: [LoopbackServer.Step] = [.readRequest, .send("HTTP/1.0 200 OK\r\nA: "), .sendEndlessly(Self.block)]
        try LoopbackServer.run(script: { _ in script }) { server in
            #expect(throws: ReadFailure.self) { try outcome(of: .listing(server.web)).get() }
            #expect(eventually { server.finishedConnections == 1 })
        }
    }
}
