import ClusterModel
import Foundation
import Simulator
import SimulatorServer
import TestSupport
import Testing

/// Operations from the command line against a simulated cluster, which counts what reaches it.
@Suite(.serialized) struct OperationTests {
    @Test func `a dry run says the plan and sends nothing`() throws {
        let cluster = try OperatedCluster()
        let text = try cluster.nines("switchover", "--dry-run")
        #expect(text.exitCode == 0, "\(text.output)\(text.errors)")
        for part in ["POST", "/switchover", "candidate db2", "sessions on db1", "nothing was sent"] {
            #expect(text.output.contains(part), "\(part) in:\n\(text.output)")
        }
        let json = try cluster.nines("switchover", "--dry-run", "--candidate", "db3", "--output", "json")
        #expect(json.exitCode == 0)
        #expect(json.json["schema"] as? String == "nines.operation/1" && json.json["result"] as? String == "planned")
        #expect(
            Set(json.json.keys) == [
                "schema", "cluster", "operation", "kind", "plan", "result", "exitCode", "text", "startedAt", "endedAt",
                "phases", "answers", "outage",
            ]
        )
        let plan = try #require(json.json["plan"] as? [String: Any])
        #expect(plan["allowed"] as? Bool == true && (plan["requests"] as? [Any])?.count == 1)
        #expect(cluster.writes == 0)
        #expect(try cluster.audit().isEmpty)
    }

    @Test func `what is done from the command line is told by whoever follows the cluster`() throws {
        let cluster = try OperatedCluster()
        let record = cluster.home.appendingPathComponent("told.jsonl").path
        let follower = try PseudoTerminal(
            BuiltProgram.nines,
            ["events"] + cluster.sources + ["--output", "json", "--record", record],
            environment: cluster.environment.merging(["TERM": "xterm"]) { $1 }
        )
        let knowsCluster = eventually {
            _ = follower.output
            return cluster.simulator.requestCounts["GET", default: 0] >= 20
        }
        #expect(knowsCluster)
        let outcome = try cluster.nines("pause", "--yes")
        #expect(outcome.exitCode == 0, "\(outcome.output)\(outcome.errors)")
        for told in ["began: pause", #""kind":"operation-done""#] {
            #expect(follower.waitForOutput(containing: told, within: .seconds(20)), "\(follower.outputText)")
        }
        follower.signal(SIGINT)
        #expect(follower.waitForExit() == .exited(0))
        let report = try Command([BuiltProgram.nines, "report", record]).run(limit: 30)
        for told in ["## Operations", "| pause | done |", "began: pause"] {
            #expect(report.output.contains(told), "\(told) in \(report.output)\(report.errors)")
        }
    }

    @Test func `a switchover that is named is followed to its end, and its outage told`() throws {
        let cluster = try OperatedCluster()
        let outcome = try cluster.nines(
            "switchover",
            "--leader",
            "db1",
            "--cluster",
            "orders",
            "--candidate",
            "db2",
            "--output",
            "json"
        )
        #expect(outcome.exitCode == 0, "\(outcome.output)\(outcome.errors)")
        #expect(outcome.json["result"] as? String == "done")
        #expect(cluster.writes == 1)
        let phases = try #require(outcome.json["phases"] as? [[String: Any]])
        #expect(phases.count >= 4 && phases.allSatisfy { $0["reachedMs"] is Int }, "\(phases)")
        let outage = try #require(outcome.json["outage"] as? [String: Any])
        #expect(outage["proxiesMs"] is Int && outage["clientsMs"] is Int, "\(outage)")
        for text in ["db2 is promoted", "proxies", "db1 follows as a replica"] {
            #expect(outcome.errors.contains(text), "\(outcome.errors)")
        }
        let events = try cluster.audit().compactMap { $0["event"] as? String }
        #expect(events == ["planned", "sent", "answered", "finished"])
        let shown = try Command([BuiltProgram.nines, "operations"], environment: cluster.environment).run(limit: 30)
        #expect(shown.exitCode == 0 && shown.output.contains("switchover from db1 to db2  done"), "\(shown.output)")
    }

    @Test func `every other operation comes to its end`() throws {
        let cluster = try OperatedCluster()
        let all: [[String]] = [
            ["switchover", "--candidate", "db2", "--at", "+10m"], ["switchover", "--cancel"],
            ["restart", "--member", "db3"], ["restart", "--member", "db3", "--at", "+10m"],
            ["restart", "--member", "db3", "--cancel"], ["reload", "--all"], ["reinitialize", "--member", "db3"],
            ["pause"], ["resume"], ["config", "set", "ttl=25", "loop_wait=9", "retry_timeout=8"],
            ["failover", "--candidate", "db3"],
        ]
        for (index, words) in all.enumerated() {
            let count = words[0] == "config" ? 2 : 1
            let outcome = try Command(
                [BuiltProgram.nines] + words.prefix(count) + cluster.sources + words.dropFirst(count) + ["--yes"],
                environment: cluster.environment
            ).run(limit: 120)
            #expect(outcome.exitCode == 0, "\(words): \(outcome.output)\(outcome.errors)")
            let finished = try cluster.audit().filter { $0["event"] as? String == "finished" }
            #expect(finished.count == index + 1 && finished.last?["outcome"] as? String == "done", "\(words)")
        }
        let view = try cluster.nines("config", "view")
        #expect(view.exitCode == 0 && view.output.contains("ttl=25\n"), "\(view.output)")
        #expect(view.output.contains("loop_wait=9\n") && view.output.contains("retry_timeout=8\n"), "\(view.output)")
    }

    @Test(arguments: [
        (["switchover", "--leader", "db2", "--cluster", "orders", "--candidate", "db3"], "db1 leads, not db2"),
        (["switchover", "--leader", "db1", "--cluster", "payments", "--candidate", "db3"], "orders, not of payments"),
        (["switchover", "--candidate", "db1", "--yes"], "db1"),
        (["switchover", "--candidate", "nobody", "--yes"], "nobody is no member"),
        (["restart", "--member", "nobody", "--yes"], "nobody"),
        (["reinitialize", "--member", "db1", "--yes"], "db1"),
        (["config", "set", "loop_wait=abc", "--yes"], "loop_wait"),
        (["switchover", "--cancel", "--yes"], "no switchover is scheduled"),
        (["switchover", "--candidate", "db2", "--at", "2096-01-01T00:00:00", "--yes"], "zone"),
    ]) func `what would go wrong is not sent`(words: [String], reason: String) throws {
        let cluster = try OperatedCluster()
        let count = words[0] == "config" ? 2 : 1
        let outcome = try Command(
            [BuiltProgram.nines] + words.prefix(count) + cluster.sources + words.dropFirst(count),
            environment: cluster.environment
        ).run(limit: 60)
        #expect(outcome.exitCode == 10, "\(outcome.output)\(outcome.errors)")
        #expect((outcome.output + outcome.errors).contains(reason), "\(outcome.output)\(outcome.errors)")
        #expect(cluster.writes == 0)
        #expect(try cluster.audit().isEmpty)
    }

    @Test(arguments: [
        (["switchover", "--candidate", "db2"], "yesterday"), (["restart", "--member", "db3"], "25:99"),
        (["switchover", "--candidate", "db2", "--dry-run"], "2020-01-01T00:00:00+00:00"),
    ]) func `what is no time to come is wrong usage`(words: [String], time: String) throws {
        let cluster = try OperatedCluster()
        let outcome = try cluster.nines(words[0], more: Array(words.dropFirst()) + ["--at", time, "--yes"])
        #expect(outcome.exitCode == 64, "\(outcome.output)\(outcome.errors)")
        #expect(outcome.errors.contains("try 23:30, +10m"), "\(outcome.errors)")
        #expect(cluster.simulator.requestCounts.isEmpty)
    }

    @Test(arguments: [[], ["--leader", "db1"], ["--cluster", "orders"]] as [[String]])
    func `without a terminal something must be named`(words: [String]) throws {
        let cluster = try OperatedCluster()
        let outcome = try cluster.nines("switchover", "--candidate", "db2", more: words)
        #expect(outcome.exitCode == 64 && outcome.errors.contains("--yes"), "\(outcome.errors)")
        #expect(cluster.simulator.requestCounts.isEmpty)
    }

    @Test(arguments: [
        ("POST", "/switchover", #"{"leader": "db2", "candidate": "db3"}"#, ["--leader", "db1", "--candidate", "db1"]),
        ("POST", "/switchover", #"{"leader": "db1", "candidate": "nobody"}"#, ["--candidate", "nobody"]),
        (
            "POST", "/switchover", #"{"leader": "db1", "candidate": "db2", "scheduled_at": "2096-01-01T00:00:00"}"#,
            ["--candidate", "db2", "--at", "2096-01-01T00:00:00"]
        ),
        ("DELETE", "/switchover", "", ["--cancel"]),
    ]) func `a refusal is predicted with the words that the agent says when it is asked anyway`(
        method: String,
        path: String,
        body: String,
        words: [String]
    ) throws {
        let cluster = try OperatedCluster()
        let outcome = try cluster.nines("switchover", "--dry-run", "--output", "json", more: words)
        #expect(outcome.exitCode == 10, "\(outcome.output)\(outcome.errors)")
        let plan = try #require(outcome.json["plan"] as? [String: Any])
        let expected = try #require(plan["expected"] as? [String: Any])
        let requests = try #require(plan["requests"] as? [[String: Any]])
        let sent = requests.first?["body"] as? String ?? body
        let (status, text) = try cluster.sendAnyway(method, path, sent)
        #expect(
            expected["status"] as? Int == status && expected["text"] as? String == text,
            "\(expected): \(status) \(text)"
        )
    }

    @Test func `time for following that is over is no failure`() throws {
        let cluster = try OperatedCluster()
        let outcome = try cluster.nines("reinitialize", "--member", "db3", "--yes", "--timeout", "0.5")
        #expect(outcome.exitCode == 12 && outcome.output.contains("goes on in the cluster"), "\(outcome.output)")
        #expect(cluster.writes == 1)
        #expect(try cluster.audit().last?["outcome"] as? String == "still running")
    }

    @Test(arguments: ["/proc/nines", "/dev/null/nines"])
    func `what cannot be written down is not sent`(state: String) throws {
        let cluster = try OperatedCluster()
        let outcome = try cluster.nines(
            "switchover",
            "--candidate",
            "db2",
            "--yes",
            environment: ["XDG_STATE_HOME": state]
        )
        #expect(outcome.exitCode == 73, "\(outcome.output)\(outcome.errors)")
        #expect(outcome.errors.contains("written down") && outcome.errors.contains(state), "\(outcome.errors)")
        #expect(cluster.writes == 0)
    }

    /// Makes an audit file that has room for so much before a limit of 16 KiB, which is what a full disk is like for one process.
    private func fillAudit(of cluster: OperatedCluster, leaving room: Int) throws {
        let folder = cluster.home.appendingPathComponent(".local/state/nines")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder.path)
        let padding = Data((String(repeating: " ", count: 32 * 512 - room - 1) + "\n").utf8)
        let mode: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
        try #require(
            FileManager.default.createFile(atPath: cluster.auditPath, contents: padding, attributes: mode)
        )
    }

    /// Runs an operation under that limit.
    private func limited(_ cluster: OperatedCluster, _ words: String...) throws -> Command.Outcome {
        try Command(
            ["sh", "-c", "ulimit -f 32; exec \"$@\"", "sh", BuiltProgram.nines, words[0]] + cluster.sources
                + words.dropFirst(),
            environment: cluster.environment
        ).run(limit: 120)
    }

    @Test func `a full disk stops an operation before it is sent`() throws {
        let cluster = try OperatedCluster()
        try fillAudit(of: cluster, leaving: 20)
        let outcome = try limited(cluster, "switchover", "--candidate", "db2", "--yes")
        #expect(outcome.exitCode == 73, "\(outcome.output)\(outcome.errors)")
        #expect(outcome.errors.contains("written down"), "\(outcome.output)\(outcome.errors)")
        #expect(cluster.writes == 0)
    }

    @Test func `a disk that is full half-way lets no more leave, and says how far it came`() throws {
        let measured = try OperatedCluster()
        #expect(try measured.nines("reload", "--all", "--yes").exitCode == 0)
        let text = try String(contentsOfFile: measured.auditPath, encoding: .utf8)
        let lines = text.split(separator: "\n").map { $0.utf8.count + 1 }
        try #require(lines.count >= 5)
        // Room for the plan, the first request and its answer, and for half of the second request.
        let room = lines.prefix(3).reduce(0, +) + lines[3] / 2
        let cluster = try OperatedCluster()
        try fillAudit(of: cluster, leaving: room)
        let outcome = try limited(cluster, "reload", "--all", "--yes")
        #expect(outcome.exitCode == 13, "\(outcome.output)\(outcome.errors)")
        #expect(outcome.output.contains("stopped half-way"), "\(outcome.output)\(outcome.errors)")
        #expect(outcome.errors.contains("the audit file could not be written"), "\(outcome.errors)")
        #expect(cluster.writes == 1)
        // With space again the line that broke off swallows nothing.
        #expect(try cluster.nines("pause", "--yes").exitCode == 0)
        let shown = try Command([BuiltProgram.nines, "operations"], environment: cluster.environment).run(limit: 30)
        #expect(shown.output.contains("pause") && shown.output.contains("reload"), "\(shown.output)")
    }

    @Test(arguments: [
        (["false"], "failed (exit code 1)"), (["/nonexistent/pass"], "is not there"),
        (["true"], "printed an empty first line"), (["yes"], "printed more than 4 KiB"),
    ])
    func `a password command that comes to nothing is said`(command: [String], phrase: String) throws {
        let cluster = try OperatedCluster()
        let words = command.map { "'\($0)'" }.joined(separator: ", ")
        try cluster.configure(
            """
            clusters:
              - name: orders
                agents: ['\(cluster.agents[0])']
                agent_access: {username: nines, password_command: [\(words)]}
            """
        )
        let outcome = try Command(
            [BuiltProgram.nines, "status", "--cluster", "orders"],
            environment: cluster.environment
        ).run(limit: 60)
        #expect(outcome.exitCode == 78, "\(outcome.output)\(outcome.errors)")
        #expect(outcome.errors.contains("the password command “\(command[0])” \(phrase)"), "\(outcome.errors)")
    }

    @Test func `the audit file is its owner's alone`() throws {
        let cluster = try OperatedCluster()
        #expect(try cluster.nines("reload", "--all", "--yes").exitCode == 0)
        let file = try FileManager.default.attributesOfItem(atPath: cluster.auditPath)
        #expect(file[.posixPermissions] as? Int == 0o600)
        let folder = URL(fileURLWithPath: cluster.auditPath).deletingLastPathComponent().path
        #expect(try FileManager.default.attributesOfItem(atPath: folder)[.posixPermissions] as? Int == 0o700)
        try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: cluster.auditPath)
        let refused = try cluster.nines("reload", "--all", "--yes")
        #expect(refused.exitCode == 73 && refused.errors.contains("chmod 600"), "\(refused.errors)")
    }

    @Test func `a line that broke off does not swallow the next one`() throws {
        let cluster = try OperatedCluster()
        #expect(try cluster.nines("pause", "--yes").exitCode == 0)
        let handle = try #require(FileHandle(forWritingAtPath: cluster.auditPath))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data("{\"at\": \"20".utf8))
        try handle.close()
        #expect(try cluster.nines("resume", "--yes").exitCode == 0)
        let text = try String(contentsOfFile: cluster.auditPath, encoding: .utf8)
        #expect(text.split(separator: "\n").last.map { $0.contains("\"finished\"") } == true)
        let shown = try Command([BuiltProgram.nines, "operations"], environment: cluster.environment).run(limit: 30)
        #expect(shown.output.contains("resume  done") && shown.output.contains("pause  done"), "\(shown.output)")
    }
}
