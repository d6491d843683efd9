import Glibc
import TestSupport
import Testing

/// The terminal that the end-to-end tests stand on is itself tested, here beside the loopback server.
@Suite struct PseudoTerminalTests {
    private func shell(_ script: String, columns: Int = 80, rows: Int = 24) throws -> PseudoTerminal {
        try PseudoTerminal(
            "sh",
            ["-c", script],
            environment: ["PATH": "/usr/bin:/bin", "MARK": "marked"],
            columns: columns,
            rows: rows
        )
    }

    @Test func `a program sees a terminal of the given size and its environment only`() throws {
        let terminal = try shell("stty size; tty; env | grep -c HOME; echo $MARK", columns: 120, rows: 40)
        #expect(terminal.waitForExit() == .exited(0))
        let lines = terminal.outputText.split(separator: "\r\n")
        #expect(lines.first == "40 120")
        #expect(lines.dropFirst().first?.hasPrefix("/dev/pts/") == true)
        #expect(lines.suffix(2) == ["0", "marked"])
    }

    @Test func `keys arrive`() throws {
        let terminal = try shell("read line; echo got $line")
        terminal.send("abc\n")
        #expect(terminal.waitForOutput(containing: "got abc"))
        #expect(terminal.waitForExit() == .exited(0))
    }

    @Test func `the terminal is the controlling one: Ctrl-C interrupts`() throws {
        let terminal = try shell("echo ready; exec sleep 60")
        #expect(terminal.waitForOutput(containing: "ready"))
        terminal.send([3])
        #expect(terminal.waitForExit() == .killed(bySignal: SIGINT))
    }

    @Test func `a resize is signalled`() throws {
        let terminal = try shell("trap 'stty size; exit 7' WINCH; echo ready; while :; do sleep 0.05; done")
        #expect(terminal.waitForOutput(containing: "ready"))
        terminal.resize(columns: 132, rows: 50)
        #expect(terminal.waitForOutput(containing: "50 132"))
        #expect(terminal.waitForExit() == .exited(7))
    }

    @Test func `a hang-up ends the program`() throws {
        let terminal = try shell("echo ready; exec sleep 60")
        #expect(terminal.waitForOutput(containing: "ready"))
        terminal.hangUp()
        #expect(terminal.waitForExit() == .killed(bySignal: SIGHUP))
        #expect(terminal.outputText.contains("ready"))
    }

    @Test func `a signal is delivered`() throws {
        let terminal = try shell("echo ready; exec sleep 60")
        #expect(terminal.waitForOutput(containing: "ready"))
        terminal.signal(SIGTERM)
        #expect(terminal.waitForExit() == .killed(bySignal: SIGTERM))
    }

    @Test func `output larger than the terminal's buffer is read while waiting`() throws {
        let terminal = try shell("head -c 1000000 /dev/zero | tr '\\0' x; echo end")
        #expect(terminal.waitForOutput(containing: "end"))
        #expect(terminal.output.count > 1_000_000)
    }
}
