import Foundation
import TestSupport
import Testing

/// `--record`, `nines replay` and `nines report` as people use them.
@Suite(.serialized) struct RecordingTests {
    private let nines = BuiltProgram.nines

    /// A path in a folder of its own, removed at the end of `body`.
    private func withRecording(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("nines-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder.appendingPathComponent("incident.jsonl").path)
    }

    private func run(_ arguments: [String]) throws -> Command.Outcome {
        try Command([nines] + arguments).run(limit: 60)
    }

    /// A failover from before the crash until writes are ok again; gives what `nines events` said of it meanwhile.
    private func recordFailover(to path: String) throws -> [String] {
        let simulator = try SimulateProcess(scenario: "failover")
        let terminal = try PseudoTerminal(
            nines,
            ["events"] + simulator.sources + ["--record", path, "--interval", "500ms"],
            environment: ["TERM": "xterm"],
            columns: 200,
            rows: 50
        )
        #expect(terminal.waitForOutput(containing: "reach a database", within: .seconds(60)), "\(terminal.outputText)")
        terminal.signal(SIGINT)
        #expect(terminal.waitForExit() == .exited(0))
        let sentences = terminal.outputText.split(whereSeparator: \.isNewline).map { line in
            String(
                line.split(separator: " ", maxSplits: 4, omittingEmptySubsequences: true).dropFirst(3).joined(
                    separator: " "
                )
            )
        }
        return sentences.filter { !$0.isEmpty }
    }

    @Test func `a failover is recorded, told and played again`() throws {
        try withRecording { path in
            let said = try recordFailover(to: path)
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            let report = try run(["report", path])
            #expect(report.exitCode == 0, "\(report.errors)")
            for text in ["# orders", "## Verdicts", "WRITES OK", "FAILOVER", "writes failed or went astray for", "db1"]
            {
                #expect(report.output.contains(text), "\(text) in\n\(report.output)")
            }
            #expect(said.contains(where: Self.namesNewLeader), "\(said)")
            let told = report.output.replacing("\\", with: "")
            for sentence in said { #expect(told.contains(sentence), "\(sentence) in\n\(told)") }
            try replay(path)
        }
    }

    /// Whether a look fell into the moment without a leader decides how the change is told.
    private static func namesNewLeader(_ text: String) -> Bool {
        text.contains("leader changed from db1") || text.contains("is the leader")
    }

    private func replay(_ path: String) throws {
        let tmux = try Tmux("\(nines) replay \(path) --speed 0.1", columns: 120, rows: 30)
        let first = try tmux.shows("[REPLAY]", "×0.1", "WRITES OK", "→ db1")
        #expect(first.met, "\(first.screen)")
        try tmux.press("Space")
        #expect(try tmux.shows("[PAUSED]").met)
        try tmux.press("Space")
        #expect(try tmux.waits { !$0.contains("[PAUSED]") }.met)
        for _ in 0..<8 { try tmux.press("+") }
        let end = try tmux.waits(within: .seconds(30)) { $0.contains("[END]") && Self.namesNewLeader($0) }
        #expect(end.met, "\(end.screen)")
        try tmux.press("q")
        try tmux.type("echo \"exit $?\"\n")
        #expect(try tmux.shows("exit 0").met)
    }

    @Test func `a replay begins where it is told to, and not after the end`() throws {
        try withRecording { path in
            _ = try recordFailover(to: path)
            let late = try run(["replay", path, "--at", "+9h"])
            #expect(late.exitCode == 64 && late.errors.contains("the recording ends at"), "\(late.errors)")
            let wrong = try run(["replay", path, "--at", "noon"])
            #expect(wrong.exitCode == 64 && wrong.errors.contains("14:38:51"), "\(wrong.errors)")
            let tmux = try Tmux("\(nines) replay \(path) --at +2s --speed 0.1", columns: 120, rows: 30)
            let seen = try tmux.shows("[REPLAY]", "WRITES OK", "db3")
            #expect(seen.met, "\(seen.screen)")
        }
    }

    @Test func `nothing is overwritten, and that is said before the screen is taken`() throws {
        try withRecording { path in
            try Data("mine".utf8).write(to: URL(fileURLWithPath: path))
            for command in [["status"], ["events"], ["watch"]] {
                let outcome = try run(command + ["http://127.0.0.1:9", "--record", path])
                #expect(outcome.exitCode == 64 && outcome.errors.contains("such a file already"), "\(outcome.errors)")
                #expect(!outcome.output.contains("\u{1B}"))
            }
            #expect(try String(contentsOfFile: path, encoding: .utf8) == "mine")
            let nowhere = try run(["status", "http://127.0.0.1:9", "--record", "/nonexistent/a.jsonl"])
            #expect(nowhere.exitCode == 69 && nowhere.errors.contains("/nonexistent/a.jsonl"), "\(nowhere.errors)")
        }
    }

    @Test func `a disk that is full ends the recording and not the dashboard`() throws {
        try withRecording { path in
            // A limit of the shell's stands for the disk's: writing past it fails in the same place.
            let tmux = try Tmux(
                "bash -c 'ulimit -f 16; exec \(nines) demo --scenario healthy --record \(path)'",
                columns: 120,
                rows: 30
            )
            let ended = try tmux.shows("recording ended", "WRITES OK", within: .seconds(30))
            #expect(ended.met && !ended.screen.contains("[RECORDING]"), "\(ended.screen)")
            try tmux.press("Down")
            let goes = try tmux.waits { screen in
                screen.contains("▸db2") && screen.contains("WRITES OK") && !screen.contains("recording ended")
            }
            #expect(goes.met, "\(goes.screen)")
            let report = try run(["report", path])
            #expect(report.exitCode == 0 && report.output.contains("WRITES OK"), "\(report.output)\(report.errors)")
        }
    }

    @Test func `status records what it saw`() throws {
        try withRecording { path in
            let simulator = try SimulateProcess(scenario: "healthy")
            #expect(try run(["status"] + simulator.sources + ["--record", path]).exitCode == 0)
            let report = try run(["report", path])
            #expect(
                report.output.contains("WRITES OK") && report.output.contains("never seen to fail"),
                "\(report.output)"
            )
        }
    }

    @Test func `what is no recording is said with file and line`() throws {
        try withRecording { path in
            let missing = try run(["report", path])
            #expect(missing.exitCode == 66 && missing.errors.contains(path), "\(missing.errors)")
            try Data("clusters:\n".utf8).write(to: URL(fileURLWithPath: path))
            for command in ["report", "replay"] {
                let outcome = try run([command, path])
                #expect(outcome.exitCode == 65 && outcome.errors.contains("\(path):1:"), "\(outcome.errors)")
            }
        }
    }
}
