import Foundation
import TestSupport
import Testing

/// `nines status` and `nines events` as scripts use them.
@Suite(.serialized) struct StatusTests {
    private func status(_ arguments: [String]) throws -> Command.Outcome {
        try Command([BuiltProgram.nines, "status"] + arguments).run(limit: 30)
    }

    private func json(_ outcome: Command.Outcome) throws -> [String: Any] {
        let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
        return try #require(object as? [String: Any])
    }

    @Test func `a healthy cluster exits 0 and says the documented keys`() throws {
        let simulator = try SimulateProcess(scenario: "healthy")
        let outcome = try status(simulator.sources + ["--output", "json"])
        #expect(outcome.exitCode == 0, "\(outcome.output)\(outcome.errors)")
        let report = try json(outcome)
        #expect(report["schema"] as? String == "nines.status/1")
        #expect(
            Set(report.keys) == [
                "schema", "takenAt", "cluster", "verdict", "paused", "members", "proxies", "probes", "pods", "dcs",
                "findings", "kubernetes",
            ]
        )
        let members = try #require(report["members"] as? [[String: Any]])
        #expect(members.compactMap { $0["name"] as? String } == ["db1", "db2", "db3"])
        #expect(members.compactMap { $0["role"] as? String } == ["leader", "replica", "replica"])
        for member in members {
            #expect(
                Set(member.keys) == [
                    "name", "role", "state", "host", "port", "timeline", "lagBytes", "pendingRestart", "tags", "gone",
                    "api",
                    "pod", "route", "seenAgeMs",
                ]
            )
        }
        let probes = try #require(report["probes"] as? [[String: Any]])
        #expect(probes.allSatisfy { $0["reachable"] as? Bool == true } && !probes.isEmpty)
    }

    @Test func `the table names every member and the way of clients`() throws {
        let simulator = try SimulateProcess(scenario: "opengauss")
        let outcome = try status(simulator.sources)
        for text in ["WRITES OK", "db1", "★ leader", "running", "192.168.1.29", "clients ─▶"] {
            #expect(outcome.output.contains(text), "\(text) in:\n\(outcome.output)")
        }
        let wide = try status(simulator.sources + ["--output", "wide"])
        #expect(wide.output.contains("PATRONI") && wide.output.contains("AGENT"))
    }

    @Test func `nothing there exits 3 and says what was tried`() throws {
        let outcome = try status(["http://127.0.0.1:9", "--output", "table"])
        #expect(outcome.exitCode == 3)
        #expect(outcome.output.contains("127.0.0.1:9") && outcome.output.contains("refused"), "\(outcome.output)")
    }

    @Test func `a split brain exits 2`() throws {
        let simulator = try SimulateProcess(scenario: "split-brain")
        var outcome: Command.Outcome?
        // The first agent is the one cut off from the DCS: it cannot name the others.
        let agents = simulator.cluster.agents.map(\.url)
        let seen = try eventually(within: .seconds(60)) {
            outcome = try status(agents + simulator.sources.dropFirst())
            return outcome?.output.contains("SPLIT BRAIN") == true
        }
        #expect(seen && outcome?.exitCode == 2, "\(outcome?.output ?? "")")
    }

    @Test func `--wait comes back as soon as all is well`() throws {
        let simulator = try SimulateProcess(scenario: "healthy")
        let outcome = try status(simulator.sources + ["--wait", "20"])
        #expect(outcome.exitCode == 0, "\(outcome.output)")
    }

    @Test func `that nobody answers is an event, told once`() throws {
        let silent = "http://127.0.0.1:9"
        let terminal = try PseudoTerminal(
            BuiltProgram.nines,
            ["events", silent],
            environment: ["TERM": "xterm"],
            columns: 200,
            rows: 50
        )
        #expect(
            terminal.waitForOutput(containing: "nothing reachable: no agent answers: 127.0.0.1:9 connection refused")
        )
        terminal.signal(SIGINT)
        #expect(terminal.waitForExit() == .exited(0))
        #expect(!terminal.outputText.contains("still trying"))
    }

    @Test func `where a filter hides that nobody answers it is said all the same, and once somebody does`() throws {

        // Below the ports that the kernel gives to others meanwhile.
        let port = Int.random(in: 20_000..<30_000)
        let agent = "http://127.0.0.1:\(port)"
        let output = FileManager.default.temporaryDirectory.appendingPathComponent("nines-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: output) }
        let nines = try ChildProcess(
            BuiltProgram.nines,
            ["events", agent, "--probe", "127.0.0.1:9", "--kind", "leader-changed"],
            streams: .files(output: "/dev/null", errors: output.path)
        )
        let text = { (try? String(contentsOf: output, encoding: .utf8)) ?? "" }
        let silence =
            "nines: nothing answers: \(agent) (connection refused), 127.0.0.1:9 (connection refused); still trying.\n"
        #expect(eventually { text() == silence }, "\(text())")
        let simulator = try SimulateProcess(
            scenario: "healthy",
            options: ["--base-port", String(port), "--members", "1", "--proxies", "0"]
        )
        #expect(simulator.cluster.agents.map(\.url) == [agent])
        #expect(eventually { text() == silence + "nines: \(agent) answers now.\n" }, "\(text())")
        nines.signal(SIGTERM)
        #expect(eventually { nines.ended() == .exited(0) })
    }

    @Test func `events tell a failover, one line each`() throws {
        let simulator = try SimulateProcess(scenario: "flapping")
        let terminal = try PseudoTerminal(
            BuiltProgram.nines,
            ["events"] + simulator.sources + ["--output", "json"],
            environment: ["TERM": "xterm"],
            columns: 200,
            rows: 50
        )
        #expect(terminal.waitForOutput(containing: "\"kind\":\"leader-changed\"", within: .seconds(60)))
        terminal.signal(SIGINT)
        #expect(terminal.waitForExit() == .exited(0))
    }
}
