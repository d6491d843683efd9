import ClusterModel
import Foundation
import Simulator
import SimulatorServer
import TestSupport
import Testing

/// A session that only watches: who may make it so, that nothing undoes a lock, and that nothing leaves or runs in it.
@Suite(.serialized) struct ReadOnlyTests {
    @Test(
        arguments: [
            (["--read-only"], [:], "", "by --read-only"), ([], ["NINES_READ_ONLY": "1"], "", "by NINES_READ_ONLY"),
            ([], [:], "read_only: true", "config.yaml"),
            ([], [:], "clusters: [{name: orders, agents: ['AGENT'], read_only: true}]", "cluster orders"),
        ] as [([String], [String: String], String, String)]
    )
    func `a read-only session refuses every operation, and says who made it so`(
        words: [String],
        environment: [String: String],
        configuration: String,
        reason: String
    ) throws {
        let cluster = try OperatedCluster()
        try cluster.configure(configuration.replacing("AGENT", with: cluster.agents[0]))
        for operation in [["switchover", "--candidate", "db2"], ["pause"], ["reload", "--all"]] {
            let outcome = try cluster.nines(
                operation[0],
                more: operation.dropFirst() + ["--yes"] + words,
                environment: environment
            )
            #expect(outcome.exitCode == 77 && outcome.errors.contains(reason), "\(outcome.errors)")
        }
        let dry = try cluster.nines("switchover", "--dry-run", more: words, environment: environment)
        #expect(dry.exitCode == 10 && dry.output.contains("only watched"), "\(dry.output)")
        #expect(cluster.writes == 0)
        #expect(try cluster.audit().isEmpty)
    }

    @Test(
        arguments: [
            ["--read-only"], ["--read-only", "--cluster", "orders"], ["--cluster", "watched"],
            ["--read-only", "--leader", "db1"],
        ],
        [["switchover"], ["pause"], ["drill"], ["config", "set", "loop_wait=5"]]
    )
    func `that it is read-only is said first, and nobody is asked`(words: [String], operation: [String]) throws {
        let cluster = try OperatedCluster()
        let mark = cluster.home.appendingPathComponent("ran").path
        try cluster.configure(
            """
            clusters:
              - {name: orders, agents: ['\(cluster.agents[0])']}
              - name: watched
                agents: ['\(cluster.agents[0])']
                read_only: true
                proxies: ['http://127.0.0.1:9/']
                proxy_access: {username: nines, password_command: [touch, '\(mark)']}
            """
        )
        let sources = words.contains("--cluster") ? [] : [cluster.agents[0]]
        // Nobody is at a terminal, and nothing says yes.
        let arguments = operation + (operation[0] == "drill" ? words.filter { $0 != "--leader" && $0 != "db1" } : words)
        let outcome = try Command([BuiltProgram.nines] + arguments + sources, environment: cluster.environment)
            .run(limit: 30)
        #expect(outcome.exitCode == 77 && outcome.errors.contains("read-only by"), "\(outcome.errors)")
        #expect(cluster.simulator.requestCounts.isEmpty, "\(cluster.simulator.requestCounts)")
        #expect(!FileManager.default.fileExists(atPath: mark))
    }

    @Test(.enabled(if: MachineConfiguration.canBeFaked))
    func `nothing that a user says undoes the machine's lock`() throws {
        let cluster = try OperatedCluster()
        let machine = try MachineConfiguration("locked: true\n")
        try cluster.configure("read_only: false\nlocked: false\n")
        let own = cluster.home.appendingPathComponent("own.yaml").path
        try Data("read_only: false\n".utf8).write(to: URL(fileURLWithPath: own))
        for words in [[], ["--config", own]] {
            for value in ["", "0", "false"] {
                let outcome = try Command(
                    machine.seen(by: [BuiltProgram.nines, "switchover"] + cluster.sources + ["--yes"] + words),
                    environment: cluster.environment.merging(["NINES_READ_ONLY": value]) { $1 }
                ).run(limit: 60)
                #expect(outcome.exitCode == 77, "\(outcome.output)\(outcome.errors)")
                #expect(outcome.errors.contains("by /etc/nines/config.yaml, locked"), "\(outcome.errors)")
            }
        }
        #expect(cluster.writes == 0)
    }

    @Test(.enabled(if: MachineConfiguration.canBeFaked))
    func `a locked session writes no file and runs no program of the user's`() throws {
        let cluster = try OperatedCluster()
        let machine = try MachineConfiguration("locked: true\n")
        let record = cluster.home.appendingPathComponent("recording").path
        for words in [["status", "--record", record], ["watch", "--report-folder", cluster.home.path]] {
            let outcome = try Command(
                machine.seen(by: [BuiltProgram.nines, words[0]] + cluster.sources + words.dropFirst()),
                environment: cluster.environment.merging(["TERM": "xterm"]) { $1 }
            ).run(limit: 60)
            #expect(outcome.exitCode == 77, "\(words): \(outcome.output)\(outcome.errors)")
        }
        #expect(!FileManager.default.fileExists(atPath: record))
        let mark = cluster.home.appendingPathComponent("ran").path
        try cluster.configure(
            """
            clusters:
              - name: orders
                agents: ['\(cluster.agents[0])']
                agent_access: {username: nines, password_command: [touch, '\(mark)']}
            """
        )
        let status = try Command(
            machine.seen(by: [BuiltProgram.nines, "status", "--cluster", "orders"]),
            environment: cluster.environment
        ).run(limit: 60)
        #expect(status.exitCode == 0, "\(status.output)\(status.errors)")
        #expect(!FileManager.default.fileExists(atPath: mark))
    }

    @Test func `what a login shell is told to run is not run`() throws {
        let cluster = try OperatedCluster()
        let mark = cluster.home.appendingPathComponent("ran").path
        let outcome = try Command([BuiltProgram.nines, "-c", "touch \(mark)"], environment: cluster.environment).run(
            limit: 30
        )
        #expect(outcome.exitCode == 64, "\(outcome.output)\(outcome.errors)")
        #expect(!FileManager.default.fileExists(atPath: mark))
    }

    @Test func `100 000 random keys in a read-only session change nothing`() throws {
        let cluster = try OperatedCluster()
        let terminal = try dashboard([BuiltProgram.nines], cluster)
        try type(100_000, on: terminal, seed: 1)
        #expect(cluster.writes == 0)
        #expect(cluster.simulator.requestCounts["GET"] ?? 0 > 0)
    }

    @Test func `a read-only session executes nothing and opens no file for writing, whatever is typed`() throws {
        let cluster = try OperatedCluster()
        let log = cluster.home.appendingPathComponent("strace").path
        let calls =
            "execve,execveat,fork,vfork,open,openat,openat2,creat,rename,renameat,renameat2,unlink,unlinkat,mkdir"
        let terminal = try dashboard(
            ["strace", "-f", "-qq", "-o", log, "-e", "trace=\(calls),mkdirat,link,symlink,chmod,truncate", "-s", "300"]
                + [BuiltProgram.nines],
            cluster
        )
        try type(5_000, on: terminal, seed: 2)
        let lines = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n").map(String.init)
        let executed = lines.filter { $0.contains("exec") && !$0.contains("= -1") }
        #expect(executed.count == 1 && executed[0].contains("/nines"), "\(executed)")
        let isHarmless = { (line: String) in
            ["/dev/null", "/dev/tty", "/dev/pts/"].contains { line.contains("\"\($0)") } || line.contains("= -1")
        }
        let writing = lines.filter { line in
            ["O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC", "O_APPEND"].contains(where: line.contains) && !isHarmless(line)
        }
        #expect(writing.isEmpty, "\(writing)")
        let changing = lines.filter { line in
            ["rename", "unlink", "mkdir", "link", "chmod", "truncate", "creat(", "fork("].contains {
                line.contains(" \($0)")
            }
        }
        #expect(changing.isEmpty, "\(changing)")
        #expect(lines.contains { $0.contains("openat") }, "the trace is empty")
        #expect(cluster.writes == 0)
    }

    private func dashboard(_ program: [String], _ cluster: OperatedCluster) throws -> PseudoTerminal {
        let terminal = try PseudoTerminal(
            program[0],
            program.dropFirst() + ["--read-only"] + cluster.sources,
            environment: ProcessInfo.processInfo.environment.merging(cluster.environment) { $1 }
                .merging(["TERM": "xterm-256color", "EDITOR": "/bin/sh", "PAGER": "/bin/sh", "SHELL": "/bin/sh"]) {
                    $1
                },
            columns: 120,
            rows: 30
        )
        #expect(terminal.waitForOutput(containing: "READ ONLY", within: .seconds(60)), "\(terminal.outputText)")
        return terminal
    }

    /// Types so many random keys, none of which ends the program, then quits.
    private func type(_ count: Int, on terminal: PseudoTerminal, seed: UInt64) throws {
        var state = seed
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        // Everything but what ends or stops a program: q, Ctrl-C, Ctrl-\, Ctrl-Z, and Ctrl-S and Ctrl-Q of the line.
        let printable = (0x20..<0x7F).filter { $0 != Int(UInt8(ascii: "q")) }.map { [UInt8($0)] }
        let control: [[UInt8]] = [
            [0x0D], [0x09], [0x7F], [0x0C], [0x02], [0x06], [0x15], [0x17], [0x05], [0x12], [0x07],
        ]
        let sequences = ["\u{1B}", "\u{1B}[A", "\u{1B}[B", "\u{1B}OP", "\u{1B}[5~", "\u{1B}[6~", "\u{1B}[99;5u"]
            .map { Array($0.utf8) }
        let keys = printable + control + sequences
        var left = count
        while left > 0 {
            let batch = min(left, 500)
            #expect(terminal.send((0..<batch).flatMap { _ in keys[next(keys.count)] }))
            left -= batch
        }
        #expect(terminal.waitForExit(within: .zero) == nil, "a key ended it: \(terminal.outputText.suffix(500))")
        // Out of whatever is being typed, then out; Esc and q at once would be one key, Alt-q.
        var ending: ChildProcess.Ending?
        _ = eventually(within: .seconds(120)) {
            terminal.send("\u{1B}")
            ending = terminal.waitForExit(within: .seconds(1))
            if ending == nil { terminal.send("q") }
            ending = ending ?? terminal.waitForExit(within: .seconds(2))
            return ending != nil
        }
        #expect(ending == .exited(0))
    }
}
