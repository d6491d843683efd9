import ClusterModel
import Foundation
import Simulator
import SimulatorServer
import TestSupport
import Testing

/// Operations with somebody at the terminal: the typed word, interrupts, and a killed program.
@Suite(.serialized) struct OperationTerminalTests {
    private func terminal(_ cluster: OperatedCluster, _ words: [String]) throws -> PseudoTerminal {
        try PseudoTerminal(
            BuiltProgram.nines,
            [words[0]] + cluster.sources + words.dropFirst(),
            environment: ProcessInfo.processInfo.environment.merging(cluster.environment) { $1 }
                .merging(["TERM": "xterm"]) { $1 },
            columns: 200,
            rows: 50
        )
    }

    @Test func `the candidate's name does it`() throws {
        let cluster = try OperatedCluster()
        let terminal = try terminal(cluster, ["switchover"])
        #expect(terminal.waitForOutput(containing: "Type db2 to do it"), "\(terminal.outputText)")
        terminal.send("db2\r")
        #expect(terminal.waitForExit(within: .seconds(90)) == .exited(0), "\(terminal.outputText)")
        #expect(cluster.writes == 1 && terminal.outputText.contains("db2 leads"), "\(terminal.outputText)")
        let origin = try #require(try cluster.audit().first)
        #expect((origin["terminal"] as? String)?.hasPrefix("/dev/pts/") == true, "\(origin)")
    }

    @Test(arguments: ["\r", "y\r", "yes\r", "db1\r", "DB2\r", "db2 \r", "\u{4}"])
    func `nothing else does`(word: String) throws {
        let cluster = try OperatedCluster()
        let terminal = try terminal(cluster, ["switchover"])
        #expect(terminal.waitForOutput(containing: "Type db2 to do it"), "\(terminal.outputText)")
        terminal.send(word)
        #expect(terminal.waitForExit(within: .seconds(60)) == .exited(14), "\(terminal.outputText)")
        #expect(cluster.writes == 0)
        #expect(try cluster.audit().isEmpty)
    }

    @Test func `an interrupt at the question sends nothing`() throws {
        let cluster = try OperatedCluster()
        let terminal = try terminal(cluster, ["pause"])
        #expect(terminal.waitForOutput(containing: "Type orders to do it"), "\(terminal.outputText)")
        terminal.signal(SIGINT)
        #expect(terminal.waitForExit() == .exited(14))
        #expect(cluster.writes == 0)
    }

    @Test func `an interrupt while the cluster is read again sends nothing`() throws {
        let cluster = try OperatedCluster()
        let terminal = try terminal(cluster, ["switchover"])
        #expect(terminal.waitForOutput(containing: "Type db2 to do it"), "\(terminal.outputText)")
        let asked = cluster.simulator.requestCounts["GET", default: 0]
        // An agent that hangs makes the second look long.
        cluster.simulator.apply(.freeze(.named("db3")))
        terminal.send("db2\r")
        #expect(eventually { cluster.simulator.requestCounts["GET", default: 0] > asked })
        terminal.signal(SIGINT)
        #expect(terminal.waitForExit() == .exited(14), "\(terminal.outputText)")
        #expect(terminal.outputText.contains("interrupted; nothing was sent"), "\(terminal.outputText)")
        #expect(cluster.writes == 0)
        #expect(try cluster.audit().isEmpty)
    }

    @Test func `an interrupt while following says that it goes on in the cluster`() throws {
        let cluster = try OperatedCluster()
        let terminal = try terminal(cluster, ["reinitialize", "--member", "db3", "--yes"])
        #expect(terminal.waitForOutput(containing: "answered 200"), "\(terminal.outputText)")
        terminal.signal(SIGINT)
        #expect(terminal.waitForExit() == .exited(12))
        #expect(terminal.outputText.contains("goes on in the cluster"), "\(terminal.outputText)")
        let last = try #require(try cluster.audit().last)
        #expect(last["event"] as? String == "finished" && last["outcome"] as? String == "interrupted", "\(last)")
    }

    @Test func `a second operation waits for nobody: it is refused while one runs`() throws {
        let cluster = try OperatedCluster()
        let terminal = try terminal(cluster, ["reinitialize", "--member", "db3", "--yes"])
        #expect(terminal.waitForOutput(containing: "answered 200"), "\(terminal.outputText)")
        let second = try cluster.nines("pause", "--yes")
        #expect(second.exitCode == 10 && second.errors.contains("another operation"), "\(second.errors)")
        #expect(cluster.writes == 1)
        #expect(terminal.waitForExit(within: .seconds(90)) == .exited(0), "\(terminal.outputText)")
        #expect(try cluster.nines("pause", "--yes").exitCode == 0)
    }

    @Test func `a program that is killed leaves the intent on disk and the cluster to Patroni`() throws {
        let cluster = try OperatedCluster()
        let terminal = try terminal(cluster, ["switchover", "--candidate", "db2", "--yes"])
        #expect(try eventually { try cluster.audit().contains { $0["event"] as? String == "sent" } })
        terminal.signal(SIGKILL)
        #expect(terminal.waitForExit() == .killed(bySignal: SIGKILL))
        let events = try cluster.audit().compactMap { $0["event"] as? String }
        #expect(Array(events.prefix(2)) == ["planned", "sent"])
        let shown = try Command([BuiltProgram.nines, "operations"], environment: cluster.environment).run(limit: 30)
        #expect(shown.output.contains("switchover from db1 to db2"), "\(shown.output)")
    }

    @Test func `a production cluster asks for its own name`() throws {
        let cluster = try OperatedCluster()
        try cluster.configure("clusters: [{name: orders, agents: ['\(cluster.agents[0])'], production: true}]")
        // By its address alone it is still the cluster that the configuration guards.
        let terminal = try terminal(cluster, ["switchover", "--candidate", "db2"])
        #expect(terminal.waitForOutput(containing: "Type orders to do it"), "\(terminal.outputText)")
        terminal.send("db2\r")
        #expect(terminal.waitForExit(within: .seconds(60)) == .exited(14), "\(terminal.outputText)")
        #expect(cluster.writes == 0)
    }
}
