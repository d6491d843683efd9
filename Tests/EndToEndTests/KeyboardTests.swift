import Foundation
import Simulator
import TestSupport
import Testing

/// Operations from the keyboard, in a real terminal, against a simulated cluster that counts what it is asked.
@Suite(.serialized) struct KeyboardTests {
    /// - Parameter launcher: what runs the words behind it.
    private func tmux(_ cluster: OperatedCluster, through launcher: String = "", more: [String] = []) throws -> Tmux {
        let words = [BuiltProgram.nines, "--no-bell"] + cluster.sources + more
        let command = launcher + " " + words.map { "'\($0)'" }.joined(separator: " ")
        return try Tmux(command, columns: 110, rows: 36, environment: cluster.environment)
    }

    /// Types a name into the open dialog, reaches the button and presses it until the dialog is gone.
    private func confirm(_ name: String, on tmux: Tmux) throws {
        try tmux.type(name)
        let typed = try tmux.shows("\(name)▏ ✔")
        #expect(typed.met, "\(typed.screen)")
        try tmux.press("Tab")
        #expect(try tmux.shows("▸[ Switch over ]").met)
        // A button that has only just got the focus takes no Enter.
        let isGone = try eventually {
            try tmux.press("Enter")
            return try tmux.waits(within: .seconds(2)) { !$0.contains("[ Cancel ]") }.met
        }
        #expect(isGone, "the dialog stays")
    }

    @Test func `a switchover by keyboard is followed to its end, written down and recorded`() throws {
        let cluster = try OperatedCluster()
        let record = cluster.home.appendingPathComponent("switchover.jsonl").path
        let tmux = try tmux(cluster, more: ["--record", record])
        #expect(try tmux.shows("WRITES OK", "S switchover", within: .seconds(60)).met)
        try tmux.press("S")
        let dialog = try tmux.shows("would be sent", "/switchover", "type the name db2")
        #expect(dialog.met, "\(dialog.screen)")
        try confirm("db2", on: tmux)
        let done = try tmux.shows("● db2 leads", "outage", "Esc puts this away", within: .seconds(90))
        #expect(done.met, "\(done.screen)")
        #expect(cluster.writes == 1)
        #expect(try cluster.audit().map { $0["event"] as? String } == ["planned", "sent", "answered", "finished"])
        try tmux.type(":operations\n")
        let listed = try tmux.shows("Successfully switched over", "audit file, newest first", "done  by ")
        #expect(listed.met, "\(listed.screen)")
        try tmux.press("C-c")
        #expect(try tmux.waits { $0.split(separator: "\n").last == "ready>" }.met)
        let report = try Command([BuiltProgram.nines, "report", record]).run(limit: 30).output
        for told in ["## Operations", "| switchover from db1 to db2 | done |", "db2 is promoted after"] {
            #expect(report.contains(told), "\(told) in \(report)")
        }
        try tmux.type("'\(BuiltProgram.nines)' replay '\(record)' --speed 1000\n")
        #expect(try tmux.shows("[END]", within: .seconds(30)).met)
        try tmux.press("3")
        let played = try tmux.shows("began: switchover from db1 to db2", "switchover from db1 to db2 done")
        #expect(played.met, "\(played.screen)")
    }

    @Test func `quitting while one runs warns, and then leaves it to the cluster`() throws {
        let cluster = try OperatedCluster()
        let tmux = try tmux(cluster)
        #expect(try tmux.shows("WRITES OK", "S switchover", within: .seconds(60)).met)
        try tmux.press("S")
        #expect(try tmux.shows("type the name db2").met)
        try confirm("db2", on: tmux)
        try tmux.press("q")
        let warned = try tmux.shows("is running: again quits")
        #expect(warned.met, "\(warned.screen)")
        try tmux.press("q")
        #expect(try tmux.waits { $0.split(separator: "\n").last == "ready>" }.met)
        try tmux.type("echo \"exit $?\"\n")
        #expect(try tmux.shows("exit 0").met)
        #expect(cluster.writes == 1)
        #expect(try cluster.audit().last?["outcome"] as? String == "interrupted")
    }

    @Test func `Ctrl-C while one runs warns, and again leaves it to the cluster`() throws {
        let cluster = try OperatedCluster()
        let tmux = try tmux(cluster)
        #expect(try tmux.shows("WRITES OK", "S switchover", within: .seconds(60)).met)
        try tmux.press("S")
        #expect(try tmux.shows("type the name db2").met)
        try confirm("db2", on: tmux)
        try tmux.press("O")
        #expect(try tmux.shows("operations of this session").met)
        try tmux.press("C-c")
        let warned = try tmux.shows("is running: again quits")
        #expect(warned.met, "\(warned.screen)")
        try tmux.press("C-c")
        #expect(try tmux.waits { $0.split(separator: "\n").last == "ready>" }.met)
        try tmux.type("echo \"exit $?\"\n")
        #expect(try tmux.shows("exit 130").met)
        let last = try #require(try cluster.audit().last)
        #expect(last["event"] as? String == "finished" && last["outcome"] as? String == "interrupted", "\(last)")
        #expect((last["text"] as? String)?.contains("left it to Patroni") == true, "\(last)")
    }

    @Test(arguments: [SIGTERM, SIGHUP])
    func `a session that is ended from outside while one runs writes that down`(signal: Int32) throws {
        let cluster = try OperatedCluster()
        let identifier = cluster.home.appendingPathComponent("identifier")
        let tmux = try tmux(cluster, through: "sh -c 'echo $$ > \(identifier.path); exec \"$@\"' sh")
        #expect(try tmux.shows("WRITES OK", "S switchover", within: .seconds(60)).met)
        try tmux.press("S")
        #expect(try tmux.shows("type the name db2").met)
        try confirm("db2", on: tmux)
        #expect(eventually { cluster.writes == 1 })
        let text = try String(contentsOf: identifier, encoding: .utf8)
        kill(try #require(pid_t(text.trimmingCharacters(in: .newlines))), signal)
        #expect(try tmux.shows("ready>").met)
        try tmux.type("echo \"exit $?\"\n")
        #expect(try tmux.shows("exit \(128 + signal)").met)
        let last = try #require(try cluster.audit().last)
        #expect(last["event"] as? String == "finished" && last["outcome"] as? String == "interrupted", "\(last)")
    }

    @Test func `a pasted name with Tab and Enter behind it sends nothing`() throws {
        let cluster = try OperatedCluster()
        let terminal = try dashboard(cluster)
        for _ in 0..<20 {
            terminal.send("Sdb2\t\r\t\r\t\t\r")
        }
        end(terminal)
        #expect(cluster.writes == 0)
    }

    @Test func `100 000 random keys that never complete a name change nothing`() throws {
        let cluster = try OperatedCluster()
        let terminal = try dashboard(cluster)
        var generator = SeededGenerator(seed: 3)
        // Without d and o no member's name and not the cluster's can be typed; q, Ctrl-C and what stops a terminal are left out.
        let printable = (0x20..<0x7F).map { UInt8($0) }.filter { !"doq".utf8.contains($0) }.map { [$0] }
        let sequences = [
            "\u{1B}", "\u{1B}[A", "\u{1B}[B", "\u{1B}[C", "\u{1B}[D", "\u{1B}[5~", "\u{1B}[6~", "\u{1B}[Z",
        ]
        let others: [[UInt8]] = [[0x0D], [0x0D], [0x09], [0x09], [0x7F], [0x0C], [0x15], [0x17]]
        let opening = "SFRLIPCXO:".utf8.map { [$0] }
        let kinds = [printable, opening, others, sequences.map { Array($0.utf8) }]
        for _ in 0..<200 {
            let batch = (0..<500).flatMap { _ -> [UInt8] in
                let kind = kinds[Int.random(in: 0..<kinds.count, using: &generator)]
                return kind[Int.random(in: 0..<kind.count, using: &generator)]
            }
            #expect(terminal.send(batch))
        }
        end(terminal)
        #expect(cluster.writes == 0)
        #expect(try cluster.audit().isEmpty)
    }

    private func dashboard(_ cluster: OperatedCluster) throws -> PseudoTerminal {
        let terminal = try PseudoTerminal(
            BuiltProgram.nines,
            ["--no-bell"] + cluster.sources,
            environment: ProcessInfo.processInfo.environment.merging(cluster.environment) { $1 }
                .merging(["TERM": "xterm-256color"]) { $1 },
            columns: 120,
            rows: 30
        )
        #expect(terminal.waitForOutput(containing: "switchover", within: .seconds(60)), "\(terminal.outputText)")
        return terminal
    }

    /// Out of whatever is open, then out of the program: so all that was typed before has been read.
    private func end(_ terminal: PseudoTerminal) {
        var ending: ChildProcess.Ending?
        _ = eventually(within: .seconds(120)) {
            // Esc and q at once would be one key, Alt-q.
            terminal.send("\u{1B}")
            ending = terminal.waitForExit(within: .seconds(1))
            if ending == nil { terminal.send("q") }
            ending = ending ?? terminal.waitForExit(within: .seconds(2))
            return ending != nil
        }
        #expect(ending == .exited(0))
    }
}
