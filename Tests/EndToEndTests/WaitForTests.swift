import Foundation
import TestSupport
import Testing

/// `nines status --wait-for` and `nines events` with a filter, as scripts use them.
@Suite(.serialized) struct WaitForTests {
    private func status(_ arguments: [String]) throws -> Command.Outcome {
        try Command([BuiltProgram.nines, "status"] + arguments).run(limit: 90)
    }

    @Test func `a healthy cluster is healthy at once`() throws {
        let simulator = try SimulateProcess(scenario: "healthy")
        let outcome = try status(simulator.sources + ["--wait-for", "healthy", "--wait", "30"])
        #expect(outcome.exitCode == 0 && outcome.output.contains("WRITES OK"), "\(outcome.output)")
        #expect(outcome.errors.isEmpty, "\(outcome.errors)")
    }

    @Test func `a failover is waited for until writes reach the new leader`() throws {
        let simulator = try SimulateProcess(scenario: "failover")
        let outcome = try status(simulator.sources + ["--wait-for", "failover", "--wait", "60"])
        #expect(outcome.exitCode == 0, "\(outcome.output)\(outcome.errors)")
        #expect(outcome.output.contains("WRITES OK") && !outcome.output.contains("→ db1"), "\(outcome.output)")
    }

    @Test func `a failover that does not come has an exit code of its own`() throws {
        let simulator = try SimulateProcess(scenario: "healthy")
        let outcome = try status(simulator.sources + ["--wait-for", "failover", "--wait", "1"])
        #expect(outcome.exitCode == 4, "\(outcome.output)")
        let reproach =
            "waited 1.0 s for failover (another member leads and writes are ok), in vain; seen last: WRITES OK → db1"
        #expect(outcome.errors.contains(reproach) && outcome.errors.contains("(ok)"), "\(outcome.errors)")
    }

    @Test func `what is not reached exits with the code of what is seen`() throws {
        let outcome = try status(["http://127.0.0.1:9", "--wait-for", "healthy", "--wait", "1"])
        #expect(outcome.exitCode == 3, "\(outcome.output)")
        #expect(
            outcome.errors.contains("for healthy (the verdict is ok), in vain; seen last: UNKNOWN"),
            "\(outcome.errors)"
        )
    }

    @Test func `a goal needs its limit, and one that exists`() throws {
        let unlimited = try status(["http://127.0.0.1:9", "--wait-for", "healthy"])
        #expect(unlimited.exitCode == 64 && unlimited.errors.contains("--wait SECONDS"), "\(unlimited.errors)")
        let unknown = try status(["http://127.0.0.1:9", "--wait-for", "peace", "--wait", "1"])
        #expect(unknown.exitCode == 64 && unknown.errors.contains("failover"), "\(unknown.errors)")
    }

    @Test func `events are filtered by kind and severity`() throws {
        let simulator = try SimulateProcess(scenario: "flapping")
        let terminal = try PseudoTerminal(
            BuiltProgram.nines,
            ["events"] + simulator.sources + ["--kind", "leader-changed,timeline-changed", "--severity", "warning"],
            environment: ["TERM": "xterm"],
            columns: 200,
            rows: 50
        )
        #expect(terminal.waitForOutput(containing: "leader", within: .seconds(60)))
        terminal.signal(SIGINT)
        #expect(terminal.waitForExit() == .exited(0))
        for line in terminal.outputText.split(whereSeparator: \.isNewline) {
            #expect(line.contains("leader"), "\(line)")
        }
    }

    @Test(arguments: [(["--kind", "leader-changd"], "leader-changed"), (["--severity", "bad"], "warning")])
    func `a filter that does not exist is named`(arguments: [String], text: String) throws {
        let outcome = try Command([BuiltProgram.nines, "events", "http://127.0.0.1:9"] + arguments).run(limit: 30)
        #expect(outcome.exitCode == 64 && outcome.errors.contains(text), "\(outcome.errors)")
    }
}
