import Foundation
import TestSupport
import Testing

/// Operations from the command line against real Patroni, each followed to its end.
extension LabTests {
    /// Runs `nines` on the lab with a home of its own, as somebody who is at no terminal.
    private struct Operating {
        let lab: Lab
        let home: URL

        init(_ lab: Lab) throws {
            self.lab = lab
            home = FileManager.default.temporaryDirectory.appendingPathComponent("nines-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
        }

        var sources: [String] {
            lab.addresses.patroni.sorted { $0.key < $1.key }.map(\.value)
                + ["--haproxy", lab.addresses.haproxy, "--probe", lab.addresses.database]
        }

        func run(_ words: [String], _ options: [String] = ["--yes"]) throws -> Command.Outcome {
            let head = words.prefix(words[0] == "config" ? 2 : 1)
            return try Command(
                [BuiltProgram.nines] + head + sources + words.dropFirst(head.count) + options + ["--output", "json"],
                environment: ["HOME": home.path, "XDG_STATE_HOME": "", "XDG_CONFIG_HOME": ""]
            ).run(limit: 240)
        }

        /// Runs it, expects it done, and gives its report.
        @discardableResult
        func done(_ words: String...) throws -> [String: Any] {
            let outcome = try run(words)
            #expect(outcome.exitCode == 0, "\(words): \(outcome.output)\(outcome.errors)")
            let report = try #require(
                try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
            )
            #expect(report["result"] as? String == "done", "\(words)")
            let phases = try #require(report["phases"] as? [[String: Any]])
            #expect(phases.allSatisfy { $0["reachedMs"] is Int }, "\(words): \(phases)")
            return report
        }

        /// What a plan expects of an agent that is asked, and what it says when it is asked anyway.
        func expectSameRefusal(_ words: [String], _ method: String, _ path: String, of member: String) throws {
            let outcome = try run(words, ["--dry-run"])
            #expect(outcome.exitCode == 10, "\(words): \(outcome.output)\(outcome.errors)")
            let report = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
            let plan = try #require(report?["plan"] as? [String: Any])
            let expected = try #require(plan["expected"] as? [String: Any])
            let body = (plan["requests"] as? [[String: Any]])?.first?["body"] as? String ?? ""
            let agent = try #require(lab.addresses.patroni[member])
            let answer = try Command([
                "curl", "--silent", "--max-time", "40", "--request", method, "--data", body, "--write-out",
                "\n%{http_code}", agent + path,
            ]).run(limit: 60)
            var lines = answer.output.split(separator: "\n", omittingEmptySubsequences: false)
            let status = lines.popLast().flatMap { Int($0) }
            #expect(expected["status"] as? Int == status, "\(words): \(expected) but \(answer.output)")
            #expect(expected["text"] as? String == lines.joined(separator: "\n"), "\(words)")
        }
    }

    @Test(arguments: ["2.1.7", "debian", "4.1.5"])
    func `every operation from the command line is followed to the right end`(version: String) throws {
        let lab = try Lab(patroni: version)
        try lab("wait", "healthy")
        let nines = try Operating(lab)
        defer { try? FileManager.default.removeItem(at: nines.home) }
        try nines.expectSameRefusal(["switchover", "--candidate", "db9"], "POST", "/switchover", of: "db1")
        try nines.expectSameRefusal(["switchover", "--cancel"], "DELETE", "/switchover", of: "db1")
        let past = try nines.run(["switchover", "--candidate", "db2", "--at", "2020-01-01T00:00:00+00:00"], [])
        #expect(past.exitCode == 64, "a time that is over is wrong whatever the cluster: \(past.errors)")
        try nines.expectSameRefusal(["reinitialize", "--member", "db1"], "POST", "/reinitialize", of: "db1")

        for candidate in ["db2", "db3"] {
            let report = try nines.done("switchover", "--candidate", candidate)
            let outage = try #require(report["outage"] as? [String: Any], "\(report)")
            #expect((outage["clientsMs"] as? Int ?? 0) > 0 && (outage["proxiesMs"] as? Int ?? 0) > 0, "\(outage)")
            #expect(try lab.answer("leader") == candidate)
            try lab("wait", "healthy")
        }
        try nines.done("switchover", "--candidate", "db1", "--at", "+10m")
        try nines.done("switchover", "--cancel")
        try nines.done("restart", "--all")
        try nines.done("restart", "--member", "db2", "--at", "+10m")
        try nines.done("restart", "--member", "db2", "--cancel")
        try nines.done("reload", "--all")
        try nines.done("reinitialize", "--member", "db2")
        try nines.done("config", "set", "maximum_lag_on_failover=2097152", "postgresql.parameters.work_mem=8MB")
        #expect(try lab.answer("leader") == "db3")

        // In maintenance mode nobody takes over from a dead leader by itself: that is what a failover is for.
        try nines.done("pause")
        try lab("crash", "db3")
        try #require(try Self.isWithoutLeader(lab, seenBy: "db1"))
        let report = try nines.done("failover", "--candidate", "db1")
        #expect(report["outage"] is [String: Any], "\(report)")
        #expect(try lab.answer("leader") == "db1")
        try nines.done("resume")
        try lab("start", "db3")
        try lab("wait", "healthy")
    }

    /// Waits until a member lists nobody as leader.
    static func isWithoutLeader(_ lab: Lab, seenBy member: String) throws -> Bool {
        let view = try #require(lab.addresses.patroni[member])
        return try eventually(within: .seconds(60)) {
            let listing = try JSONSerialization.jsonObject(with: try lab.get("\(view)/cluster")) as? [String: Any]
            let roles = (listing?["members"] as? [[String: Any]] ?? []).compactMap { $0["role"] as? String }
            return !roles.isEmpty && !roles.contains("leader")
        }
    }

    @Test func `credentials and certificates are needed for a write, and a wrong one is named`() throws {
        let lab = try Lab(patroni: "debian", "--auth", "--tls")
        try lab("wait", "healthy")
        let home = FileManager.default.temporaryDirectory.appendingPathComponent("nines-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: home) }
        let agent = try #require(lab.addresses.patroni["db1"])
        let authority = try #require(lab.addresses.cacert)
        let password = home.appendingPathComponent("password").path

        func reload(_ access: String) throws -> Command.Outcome {
            let text = "clusters: [{name: lab, agents: ['\(agent)'], agent_access: {\(access)}}]"
            let file = home.appendingPathComponent("config.yaml").path
            try Data(text.utf8).write(to: URL(fileURLWithPath: file))
            return try Command(
                [
                    BuiltProgram.nines, "reload", "--config", file, "--cluster", "lab", "--member", "db1", "--yes",
                    "--output", "json",
                ],
                environment: ["HOME": home.path, "XDG_STATE_HOME": "", "SECRET": "nines-lab"]
            ).run(limit: 60)
        }
        func write(_ text: String, mode: Int) throws {
            try? FileManager.default.removeItem(atPath: password)
            _ = FileManager.default.createFile(
                atPath: password,
                contents: Data(text.utf8),
                attributes: [.posixPermissions: mode]
            )
        }
        let user = "ca: '\(authority)', username: nines"
        try write("nines-lab\n", mode: 0o600)
        for source in [
            "password_file: '\(password)'", "password_environment: SECRET", "password_command: [echo, nines-lab]",
        ] {
            let outcome = try reload("\(user), \(source)")
            #expect(outcome.exitCode == 0, "\(source): \(outcome.output)\(outcome.errors)")
            #expect(!outcome.output.contains("nines-lab") && !outcome.errors.contains("nines-lab"))
        }
        try write("wrong\n", mode: 0o600)
        let wrong = try reload("\(user), password_file: '\(password)'")
        #expect(wrong.exitCode == 11 && wrong.output.contains("401"), "\(wrong.output)\(wrong.errors)")
        let nobody = try reload("ca: '\(authority)'")
        #expect(nobody.exitCode == 11 && nobody.output.contains("no auth header received"), "\(nobody.output)")
        try write("nines-lab\n", mode: 0o644)
        let open = try reload("\(user), password_file: '\(password)'")
        #expect(open.exitCode == 78 && open.errors.contains("chmod 600"), "\(open.errors)")
        let stranger = try reload("username: nines, password_environment: SECRET")
        #expect(
            stranger.exitCode == 10 && stranger.errors.contains("certificate"),
            "\(stranger.output)\(stranger.errors)"
        )
        let audit = try String(
            contentsOf: home.appendingPathComponent(".local/state/nines/operations.jsonl"),
            encoding: .utf8
        )
        #expect(audit.contains("\"answered\"") && !audit.contains("nines-lab"))
    }
}
