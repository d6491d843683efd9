import Foundation
import TestSupport
import Testing

/// Servers that lie, hang or never end, beside a healthy cluster: each is named, nothing else suffers.
@Suite(.serialized) struct LyingEndpointTests {
    /// What a server does wrong, and the words by which it is named.
    struct Lie: Sendable, CustomTestStringConvertible {
        let name: String
        let steps: [LoopbackServer.Step]
        let words: String

        var testDescription: String { name }
    }

    static let lies: [Lie] = [
        Lie(
            name: "HTML",
            steps: [
                .readRequest,
                .send("HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n<html><title>Login</title></html>"),
            ],
            words: "HTML page “Login” instead of data"
        ),
        Lie(
            name: "a body that never ends",
            steps: [
                .readRequest, .send("HTTP/1.0 200 OK\r\n\r\n"), .sendEndlessly(Array(repeating: 0x61, count: 65_536)),
            ],
            words: "answer larger than 16 MiB"
        ),
        Lie(
            name: "a redirect to itself",
            steps: [.readRequest, .send("HTTP/1.0 302 Found\r\nLocation: /;csv\r\nContent-Length: 0\r\n\r\n")],
            words: "HTTP 302"
        ),
        Lie(
            name: "a cut answer",
            steps: [.readRequest, .send("HTTP/1.0 200 OK\r\nContent-Length: 5000\r\n\r\n# pxname,svname"), .reset],
            words: "answer cut short"
        ),
        Lie(name: "silence", steps: [.readRequest, .hold], words: "accepts connections but does not answer"),
        Lie(name: "a closed door", steps: [.readRequest], words: "connection closed without an answer"),
        Lie(
            name: "no such page",
            steps: [.readRequest, .send("HTTP/1.0 404 Not Found\r\nContent-Length: 0\r\n\r\n")],
            words: "HTTP 404"
        ),
        Lie(
            name: "a locked door",
            steps: [.readRequest, .send("HTTP/1.0 401 Unauthorized\r\nContent-Length: 0\r\n\r\n")],
            words: "not authenticated (401)"
        ),
    ]

    @Test(arguments: lies)
    func `a lying proxy is named and the cluster is seen as it is`(lie: Lie) throws {
        let simulator = try SimulateProcess(scenario: "healthy")
        try LoopbackServer.run(script: { _ in lie.steps }) { server in
            let outcome = try Command(
                [BuiltProgram.nines, "status"] + simulator.sources + ["--haproxy", "http://127.0.0.1:\(server.port)/"]
            ).run(limit: 30)
            #expect(outcome.exitCode == 1, "\(outcome.output)\(outcome.errors)")
            #expect(outcome.output.contains("proxy 127.0.0.1:\(server.port): \(lie.words)"), "\(outcome.output)")
            #expect(outcome.output.contains("WRITES OK  → db1 via 2/3 proxies"), "\(outcome.output)")
        }
    }

    @Test(arguments: [
        ("{\"members\": [{\"name\": \"db1\"", "unreadable"), ("[]", "unreadable"),
        ("<html></html>", "HTML instead of data"),
    ])
    func `a lying agent is named`(body: String, words: String) throws {
        let script: [LoopbackServer.Step] = [.readRequest, .send("HTTP/1.0 200 OK\r\n\r\n\(body)")]
        try LoopbackServer.run(script: { _ in script }) { server in
            let outcome = try Command([BuiltProgram.nines, "status", "http://127.0.0.1:\(server.port)"]).run(limit: 30)
            #expect(outcome.exitCode == 3)
            #expect(outcome.output.contains(words), "\(outcome.output)")
        }
    }

    @Test func `names that try to move the cursor reach the terminal harmless`() throws {
        let name = "db\\u001b[2J\\u202e1"
        let listing = """
            {"members": [{"name": "\(name)", "role": "leader", "state": "running", "timeline": 1, "host": "h", \
            "api_url": "http://127.0.0.1:9/patroni", "port": 5432}]}
            """
        let script: [LoopbackServer.Step] = [.readRequest, .send("HTTP/1.0 200 OK\r\n\r\n\(listing)")]
        let home = FileManager.default.temporaryDirectory.appendingPathComponent("nines-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: home) }
        try LoopbackServer.run(script: { _ in script }) { server in
            let terminal = try PseudoTerminal(
                BuiltProgram.nines,
                ["http://127.0.0.1:\(server.port)"],
                environment: ["TERM": "xterm-256color", "HOME": home.path],
                columns: 100,
                rows: 30
            )
            #expect(terminal.waitForOutput(containing: "leader", within: .seconds(20)), "\(terminal.outputText)")
            #expect(!terminal.outputText.contains("\u{1B}[2J1") && !terminal.outputText.contains("\u{202E}"))
            #expect(terminal.outputText.contains("db\u{FFFD}[2J\u{FFFD}1"), "\(terminal.outputText)")
        }
    }
}
