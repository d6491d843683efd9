import Foundation
import TestSupport
import Testing

/// `nines drill` on simulated clusters: what it refuses, and the rows that Patroni does.
@Suite struct DrillCommandTests {
    private static let named = ["--yes", "--cluster", "orders"]

    @Test func `switchover and failover pass, with their outage measured and written down`() throws {
        let cluster = try OperatedCluster()
        let outcome = try cluster.nines("drill", "--output", "json", "--write", "true", more: Self.named)
        #expect(outcome.exitCode == 0, "\(outcome.output)\(outcome.errors)")
        #expect(outcome.json["schema"] as? String == "nines.drill/1" && outcome.json["passed"] as? Bool == true)
        let rows = try #require(outcome.json["rows"] as? [[String: Any]])
        #expect(rows.compactMap { $0["step"] as? String } == ["switchover", "failover"])
        for row in rows {
            #expect(row["outcome"] as? String == "passed", "\(row)")
            let outage = try #require(row["outageMs"] as? [String: Int])
            #expect((outage["proxies"] ?? 0) > 0 && (outage["agents"] ?? 0) > 0, "\(outage)")
            #expect(row["leaderAfter"] as? String != row["member"] as? String, "\(row)")
            #expect(row["rejoinMs"] is Int && (row["writesAll"] as? Int ?? 0) > 5, "\(row)")
        }
        let events = try cluster.audit().compactMap { $0["event"] as? String }
        #expect(events == ["planned", "sent", "answered", "finished", "planned", "sent", "answered", "finished"])
        #expect(outcome.errors.contains("clients will lose writing"), "\(outcome.errors)")
    }

    @Test func `Markdown is the guide's table`() throws {
        let cluster = try OperatedCluster()
        let outcome = try cluster.nines("drill", "--step", "switchover", more: Self.named)
        #expect(outcome.exitCode == 0, "\(outcome.output)\(outcome.errors)")
        #expect(outcome.output.hasPrefix("# Drill on orders\n") && outcome.output.contains("1 of 1 passed"))
        #expect(outcome.output.contains("| handover | switchover (db1) |"), "\(outcome.output)")
    }

    @Test func `a fault that never shows fails its row, and what follows is played`() throws {
        let cluster = try OperatedCluster()
        let outcome = try cluster.nines(
            "drill",
            "--step",
            "replica-stopped",
            "--run",
            "replica-stopped=true {member}",
            "--deadline",
            "6",
            "--output",
            "json",
            more: Self.named
        )
        #expect(outcome.exitCode == 1, "\(outcome.output)\(outcome.errors)")
        let row = try #require((outcome.json["rows"] as? [[String: Any]])?.first)
        #expect(row["outcome"] as? String == "failed" && row["method"] as? String == "true db3", "\(row)")
        #expect("\(row["reasons"] ?? "")".contains("nothing was seen of it"), "\(row)")
        #expect(cluster.writes == 0)
    }

    @Test func `a command that fails ends its row at once`() throws {
        let cluster = try OperatedCluster()
        let outcome = try cluster.nines(
            "drill",
            "--step",
            "replica-stopped",
            "--run",
            "replica-stopped=false",
            "--deadline",
            "3600",
            "--output",
            "json",
            more: Self.named
        )
        #expect(outcome.exitCode == 1, "\(outcome.output)\(outcome.errors)")
        let row = try #require((outcome.json["rows"] as? [[String: Any]])?.first)
        #expect(row["outcome"] as? String == "failed", "\(row)")
        #expect("\(row["reasons"] ?? "")".contains("exit code 1"), "\(row)")
    }

    @Test func `a cluster that does not get well again ends the drill`() throws {
        let cluster = try OperatedCluster()
        let pause = "\(BuiltProgram.nines) pause \(cluster.agents[0]) --yes"
        let outcome = try cluster.nines(
            "drill",
            "--step",
            "replica-stopped",
            "--step",
            "switchover",
            "--run",
            "replica-stopped=\(pause)",
            "--deadline",
            "6",
            "--output",
            "json",
            more: Self.named
        )
        #expect(outcome.exitCode == 1, "\(outcome.output)\(outcome.errors)")
        let rows = try #require(outcome.json["rows"] as? [[String: Any]])
        #expect(rows.compactMap { $0["outcome"] as? String } == ["failed", "skipped"], "\(rows)")
        let reasons = rows.last?["reasons"] as? [String] ?? []
        #expect(reasons.contains { $0.contains("MAINTENANCE") }, "\(rows)")
        #expect(cluster.writes == 1, "the pause itself, and no switchover")
    }

    @Test(
        arguments: [
            (["--yes"], 64, "--cluster NAME"),
            ([], 64, "nobody is at a terminal"),
            (["--yes", "--cluster", "payments"], 10, "of cluster orders, not of payments"),
            (["--yes", "--cluster", "orders", "--read-only"], 77, "read-only"),
            (["--read-only"], 77, "by --read-only"),
            (["--yes", "--read-only"], 77, "by --read-only"),
            (["--read-only", "--step", "nonsense"], 77, "by --read-only"),
            (["--yes", "--cluster", "orders", "--step", "nonsense"], 64, "there is no step “nonsense”"),
            (["--yes", "--cluster", "orders", "--step", "leader-stopped"], 64, "--run leader-stopped=COMMAND"),
            (["--yes", "--cluster", "orders", "--run", "switchover=true"], 64, "takes no command"),
            (["--yes", "--cluster", "orders", "--run", "leader-stopped='open"], 64, "is no command"),
        ] as [([String], Int32, String)]
    )
    func `without the right words nothing is done`(words: [String], code: Int32, reason: String) throws {
        let cluster = try OperatedCluster()
        let outcome = try cluster.nines("drill", more: words)
        #expect(outcome.exitCode == code, "\(outcome.output)\(outcome.errors)")
        #expect(outcome.errors.contains(reason), "\(outcome.errors)")
        #expect(cluster.writes == 0)
        #expect(try cluster.audit().isEmpty)
    }

    @Test func `a cluster that is not well is left alone`() throws {
        let cluster = try OperatedCluster()
        #expect(try cluster.nines("pause", "--yes").exitCode == 0)
        let outcome = try cluster.nines("drill", more: Self.named)
        #expect(outcome.exitCode == 10, "\(outcome.output)\(outcome.errors)")
        #expect(outcome.errors.contains("begins with a cluster that is well"), "\(outcome.errors)")
        #expect(cluster.writes == 1)
    }

    @Test(arguments: [("db1\r", Int32(14), 0), ("orders\r", 0, 1)])
    func `at a terminal the cluster's name must be typed`(word: String, code: Int32, writes: Int) throws {
        let cluster = try OperatedCluster()
        let terminal = try PseudoTerminal(
            BuiltProgram.nines,
            ["drill"] + cluster.sources + ["--step", "switchover"],
            environment: ProcessInfo.processInfo.environment.merging(cluster.environment) { $1 }
                .merging(["TERM": "xterm"]) { $1 },
            columns: 200,
            rows: 50
        )
        #expect(terminal.waitForOutput(containing: "Type orders to do it"), "\(terminal.outputText)")
        terminal.send(word)
        #expect(terminal.waitForExit(within: .seconds(120)) == .exited(code), "\(terminal.outputText)")
        #expect(cluster.writes == writes)
    }

    @Test func `who is asked to stop the leader is told so, and followed`() throws {
        let cluster = try OperatedCluster()
        let terminal = try PseudoTerminal(
            BuiltProgram.nines,
            ["drill"] + cluster.sources + ["--step", "leader-stopped"],
            environment: ProcessInfo.processInfo.environment.merging(cluster.environment) { $1 }
                .merging(["TERM": "xterm"]) { $1 },
            columns: 200,
            rows: 50
        )
        #expect(terminal.waitForOutput(containing: "Type orders to do it"), "\(terminal.outputText)")
        terminal.send("orders\r")
        #expect(terminal.waitForOutput(containing: "stop Patroni of db1"), "\(terminal.outputText)")
        terminal.signal(SIGINT)
        #expect(terminal.waitForExit(within: .seconds(60)) == .exited(1), "\(terminal.outputText)")
        #expect(terminal.outputText.contains("interrupted before it was over"), "\(terminal.outputText)")
        #expect(cluster.writes == 0)
    }

    @Test func `an interrupt leaves nobody stopped`() throws {
        let cluster = try OperatedCluster()
        let terminal = try PseudoTerminal(
            BuiltProgram.nines,
            ["drill"] + cluster.sources + [
                "--step", "replica-stopped", "--run", "replica-stopped=true", "--run",
                "start=touch '\(cluster.home.path)/{member}'", "--yes", "--cluster", "orders",
            ],
            environment: ProcessInfo.processInfo.environment.merging(cluster.environment) { $1 }
                .merging(["TERM": "xterm"]) { $1 },
            columns: 200,
            rows: 50
        )
        #expect(terminal.waitForOutput(containing: "runs true"), "\(terminal.outputText)")
        terminal.signal(SIGINT)
        #expect(terminal.waitForExit(within: .seconds(60)) == .exited(1), "\(terminal.outputText)")
        #expect(FileManager.default.fileExists(atPath: cluster.home.appendingPathComponent("db3").path))
    }
}
