import Foundation
import Glibc
import TestSupport
import Testing

/// That no program of the user's outlives the nines that started it.
@Suite(.serialized) struct LeftBehindTests {
    /// A nines that waits for a password, whose command does not end by itself.
    private final class Waiting {
        let folder: URL
        let nines: ChildProcess
        /// The command and what it started.
        let programs: [pid_t]

        /// - Parameter reaction: what the command does on SIGTERM.
        init(_ command: [String], reaction: String) throws {
            folder = FileManager.default.temporaryDirectory.appendingPathComponent("nines-\(UUID().uuidString)")
            let nines = folder.appendingPathComponent("config/nines")
            try FileManager.default.createDirectory(at: nines, withIntermediateDirectories: true)
            let script = folder.appendingPathComponent("password")
            let marks = folder.appendingPathComponent("programs").path
            try Data(
                """
                trap '\(reaction)' TERM
                sleep 600 &
                echo $$ $! >\(marks)
                while :; do wait; done
                """.utf8
            ).write(to: script)
            try Data(
                """
                clusters:
                  - name: orders
                    agents: [http://127.0.0.1:9]
                    agent_access: {username: u, password_command: [sh, '\(script.path)']}
                """.utf8
            ).write(to: nines.appendingPathComponent("config.yaml"))
            self.nines = try ChildProcess(
                BuiltProgram.nines,
                command,
                environment: ProcessInfo.processInfo.environment.merging([
                    "HOME": folder.path, "XDG_CONFIG_HOME": folder.appendingPathComponent("config").path,
                ]) { $1 },
                streams: .file(folder.appendingPathComponent("output").path)
            )
            var programs: [pid_t] = []
            _ = eventually {
                let text = (try? String(contentsOfFile: marks, encoding: .utf8)) ?? ""
                programs = text.split(whereSeparator: \.isWhitespace).compactMap { pid_t($0) }
                return text.hasSuffix("\n")
            }
            self.programs = programs
        }

        deinit {
            for program in programs where !Self.isGone(program) { kill(program, SIGKILL) }
            try? FileManager.default.removeItem(at: folder)
        }

        /// Not there any more, or waiting for nobody but the system to take note of its end.
        static func isGone(_ process: pid_t) -> Bool {
            guard let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else {
                return true
            }
            return status.contains(") Z ")
        }

        func exists(_ name: String) -> Bool {
            FileManager.default.fileExists(atPath: folder.appendingPathComponent(name).path)
        }
    }

    @Test(arguments: [SIGINT, SIGTERM, SIGHUP, SIGQUIT], [["status"], ["switchover", "--yes"]])
    func `a password command is ended with nines, whatever signal ends it`(signal: Int32, command: [String]) throws {
        let mark = FileManager.default.temporaryDirectory.appendingPathComponent("nines-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: mark) }
        let waiting = try Waiting(command, reaction: "echo tidy >\(mark.path); exit")
        #expect(waiting.programs.count == 2)
        waiting.nines.signal(signal)
        #expect(eventually { waiting.nines.ended() == .killed(bySignal: signal) })
        for program in waiting.programs { #expect(eventually { Waiting.isGone(program) }) }
        #expect((try? String(contentsOf: mark, encoding: .utf8)) == "tidy\n", "it had no moment to tidy up")
    }

    @Test func `a password command that does not listen is killed with nines`() throws {
        let waiting = try Waiting(["status"], reaction: "")
        #expect(waiting.programs.count == 2)
        waiting.nines.signal(SIGINT)
        #expect(eventually { waiting.nines.ended() == .killed(bySignal: SIGINT) })
        for program in waiting.programs { #expect(eventually { Waiting.isGone(program) }) }
    }

    @Test func `Ctrl-C at a terminal ends the password command too`() throws {
        let script = "trap 'exit' TERM; echo $$ >&2; while :; do sleep 0.02; done"
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("nines-\(UUID().uuidString)")
        let nines = folder.appendingPathComponent("nines")
        try FileManager.default.createDirectory(at: nines, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let mark = folder.appendingPathComponent("own").path
        let command = "['sh', '-c', 'exec 2>\(mark); \(script.replacing("'", with: "''"))']"
        try Data(
            """
            clusters:
              - name: orders
                agents: [http://127.0.0.1:9]
                agent_access: {username: u, password_command: \(command)}
            """.utf8
        ).write(to: nines.appendingPathComponent("config.yaml"))
        let terminal = try PseudoTerminal(
            BuiltProgram.nines,
            [],
            environment: [
                "TERM": "xterm", "HOME": folder.path, "XDG_CONFIG_HOME": folder.path, "PATH": "/usr/bin:/bin",
            ],
            columns: 80,
            rows: 24
        )
        var own: pid_t?
        _ = eventually {
            own = (try? String(contentsOfFile: mark, encoding: .utf8)).flatMap { pid_t($0.dropLast()) }
            return own != nil
        }
        let program = try #require(own)
        terminal.send([0x03])
        #expect(terminal.waitForExit(within: .seconds(20)) == .killed(bySignal: SIGINT))
        #expect(eventually { Waiting.isGone(program) })
    }
}
