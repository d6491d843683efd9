import ClusterModel
import CurlTransport
import Endpoints
import Glibc
import TestSupport
import Testing

@Suite struct AnswerTests {
    @Test func `an answer arrives with its status, type and body`() throws {
        let script: [LoopbackServer.Step] = [
            .readRequest, .send("HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n{\"members\": []}"),
        ]
        try LoopbackServer.run(script: { _ in script }) { server in
            let answer = try answer(to: .listing(server.web))
            #expect(
                answer
                    == ReadAnswer(status: 200, contentType: "application/json", body: Array("{\"members\": []}".utf8))
            )
        }
    }

    @Test(arguments: [
        ("Date: Sun, 22 Nov 2026 14:47:53 GMT\r\n", Timestamp(secondsSinceEpoch: 1_795_358_873)),
        ("Date: yesterday\r\n", nil), ("", nil),
    ]) func `the other machine's date comes with the answer`(header: String, date: Timestamp?) throws {
        let script: [LoopbackServer.Step] = [.readRequest, .send("HTTP/1.0 200 OK\r\n\(header)\r\n{}")]
        try LoopbackServer.run(script: { _ in script }) { server in
            let found = try answer(to: .agent(server.web)).date
            #expect(found == date)
        }
    }

    @Test func `a request is a bodiless GET that introduces itself and asks to close`() throws {
        try LoopbackServer.run(script: { _ in [.readRequest, .send("HTTP/1.0 200 OK\r\n\r\n")] }) { server in
            _ = try answer(to: .agent(server.web))
            let request = try #require(server.requests.first)
            let lines = request.split(separator: "\r\n").map(String.init)
            #expect(
                lines == [
                    "GET /patroni HTTP/1.1", "Host: \(server.web.authority)", "User-Agent: nines/test", "Accept: */*",
                    "Connection: close",
                ]
            )
        }
    }

    @Test(arguments: [400, 401, 403, 404, 412, 500, 503])
    func `a status that is no success is an answer with its body`(status: Int) throws {
        let script: [LoopbackServer.Step] = [
            .readRequest, .send("HTTP/1.0 \(status) No\r\n\r\n{\"state\": \"stopped\"}"),
        ]
        try LoopbackServer.run(script: { _ in script }) { server in
            let answer = try answer(to: .agent(server.web))
            #expect(answer == ReadAnswer(status: status, body: Array("{\"state\": \"stopped\"}".utf8)))
        }
    }

    @Test func `chunks are joined`() throws {
        let script: [LoopbackServer.Step] = [
            .readRequest, .send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
            .send("3\r\nabc\r\n"), .send("2\r\nde\r\n"), .send("0\r\n\r\n"),
        ]
        try LoopbackServer.run(script: { _ in script }) { server in
            let found = try answer(to: .listing(server.web)).text
            #expect(found == "abcde")
        }
    }

    @Test func `a body that drips in is put together`() throws {
        let drops = "slowly".flatMap { [LoopbackServer.Step.send(String($0)), .pause(.milliseconds(10))] }
        let script = [.readRequest, .send("HTTP/1.0 200 OK\r\n\r\n")] + drops
        try LoopbackServer.run(script: { _ in script }) { server in
            let found = try answer(to: .listing(server.web)).text
            #expect(found == "slowly")
        }
    }

    @Test func `headers that drip in are put together`() throws {
        let drops = "HTTP/1.0 200 OK\r\nA: b\r\n\r\nlate"
            .flatMap { [LoopbackServer.Step.send(String($0)), .pause(.milliseconds(2))] }
        try LoopbackServer.run(script: { _ in [.readRequest] + drops }) { server in
            let found = try answer(to: .listing(server.web))
            #expect(found == ReadAnswer(status: 200, body: Array("late".utf8)))
        }
    }

    @Test func `HTML arrives as it is, for the decoder to name`() throws {
        let script: [LoopbackServer.Step] = [
            .readRequest, .send("HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n<title>nginx</title>"),
        ]
        try LoopbackServer.run(script: { _ in script }) { server in
            let answer = try answer(to: .proxyStatistics(server.web))
            #expect(answer.contentType == "text/html")
            #expect(answer.text == "<title>nginx</title>")
        }
    }

    @Test func `a content type cannot carry control characters`() throws {
        let script: [LoopbackServer.Step] = [
            .readRequest, .send("HTTP/1.0 200 OK\r\nContent-Type: text/\u{1B}[2Jhtml\r\n\r\n"),
        ]
        try LoopbackServer.run(script: { _ in script }) { server in
            let found = try answer(to: .listing(server.web)).contentType
            #expect(found == "text/\u{FFFD}[2Jhtml")
        }
    }

    @Test func `a compressed body is not unpacked`() throws {
        let script: [LoopbackServer.Step] = [
            .readRequest, .send("HTTP/1.0 200 OK\r\nContent-Encoding: gzip\r\n\r\nnot gzip at all"),
        ]
        try LoopbackServer.run(script: { _ in script }) { server in
            let found = try answer(to: .listing(server.web)).text
            #expect(found == "not gzip at all")
        }
    }

    @Test func `IPv6 is spoken`() throws {
        try LoopbackServer.run(on: .ipv6, script: { _ in [.readRequest, .send("HTTP/1.0 200 OK\r\n\r\nsix")] }) {
            server in
            let address = WebAddress(host: "::1", port: server.port)
            let found = try answer(to: .listing(address)).text
            #expect(found == "six")
        }
    }

    @Test func `proxies named by the environment are passed by`() async throws {
        await #expect(processExitsWith: .success) {
            try LoopbackServer.run(script: { _ in [.readRequest, .send("HTTP/1.0 200 OK\r\n\r\ndirect")] }) { server in
                for name in ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"] {
                    setenv(name, "http://127.0.0.1:\(try LoopbackServer.refusedPort())", 1)
                }
                let found = try answer(to: .listing(server.web)).text
                #expect(found == "direct")
            }
        }
    }
}
