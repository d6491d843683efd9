import Foundation
import TestSupport
import Testing

/// How people are called who do not look: the bell, and the hook that the configuration names.
@Suite(.serialized) struct CallingTests {
    /// The dashboard on a cluster whose leader crashes after some seconds, with this configuration.
    private func watchFailover(_ attention: String, _ options: [String] = [], _ body: (PseudoTerminal) throws -> Void)
        throws
    {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("nines-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let config = folder.appendingPathComponent("config.yaml")
        try Data("attention: \(attention)\n".utf8).write(to: config)
        let simulator = try SimulateProcess(scenario: "failover")
        let terminal = try PseudoTerminal(
            BuiltProgram.nines,
            simulator.sources + ["--config", config.path] + options,
            environment: ["TERM": "linux", "HOME": folder.path, "PATH": "/usr/bin:/bin"],
            columns: 120,
            rows: 30
        )
        #expect(terminal.waitForOutput(containing: "FAILOVER", within: .seconds(30)), "\(terminal.outputText)")
        try body(terminal)
        terminal.send("q")
        #expect(terminal.waitForExit() == .exited(0))
    }

    private func withAlertFile(_ body: (String) throws -> Void) throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("nines-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try body(path)
    }

    @Test func `the bell rings, and a hook reads the alert as JSON`() throws {
        try withAlertFile { path in
            let hook = "{hook: [sh, -c, 'cat >> \(path)'], hook_when_read_only: true}"
            try watchFailover(hook) { terminal in
                #expect(terminal.waitForOutput(containing: "\u{07}"))
                let isTold = eventually {
                    (try? String(contentsOfFile: path, encoding: .utf8))?.hasSuffix("\n") == true
                }
                #expect(isTold, "\(terminal.outputText)")
                let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
                let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: String]
                #expect(object?["schema"] == "nines.alert/1" && object?["kind"] == "critical", "\(text)")
                #expect(object?["cluster"] == "orders" && object?["verdict"]?.contains("db1") == true, "\(text)")
            }
        }
    }

    @Test func `a read-only session runs no hook unless the configuration says so, and --no-bell is silent`() throws {
        try withAlertFile { path in
            try watchFailover("{hook: [touch, \(path)]}", ["--no-bell", "--read-only"]) { terminal in
                // Long after the alert, a hook would have run.
                let isOver = eventually(within: .seconds(40)) {
                    let text = terminal.outputText
                    return text.contains("leader changed") || text.contains("is the leader")
                }
                #expect(isOver, "\(terminal.outputText)")
                #expect(!terminal.output.contains(0x07))
                #expect(!FileManager.default.fileExists(atPath: path))
            }
        }
    }

    @Test func `a hook that cannot run is told and the dashboard goes on`() throws {
        try watchFailover("{hook: [/nonexistent/hook], hook_when_read_only: true}") { terminal in
            #expect(terminal.waitForOutput(containing: "/nonexistent/hook"), "\(terminal.outputText)")
        }
    }
}
