import Foundation
import TestSupport
import Testing

/// How the program meets a terminal, and how it leaves one.
@Suite(.serialized) struct TerminalTests {
    private let demo = ["demo", "--scenario", "healthy"]
    /// What xterm's terminfo names `rmcup`: back to the screen that was there before.
    private let leavesAlternateScreen = "\u{1B}[?1049l"

    private func start(_ environment: [String: String] = ["TERM": "xterm-256color"]) throws -> PseudoTerminal {
        let terminal = try PseudoTerminal(BuiltProgram.nines, demo, environment: environment, columns: 100, rows: 30)
        #expect(terminal.waitForOutput(containing: "db3", within: .seconds(20)), "\(terminal.outputText)")
        return terminal
    }

    @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
    func `a signal ends it and the terminal is restored`(signal: Int32) throws {
        let terminal = try start()
        terminal.signal(signal)
        #expect(terminal.waitForExit() == .exited(128 + signal))
        #expect(terminal.outputText.contains(leavesAlternateScreen))
    }

    @Test(arguments: [SIGSEGV, SIGABRT, SIGILL])
    func `a crash restores the terminal and dies of its signal`(signal: Int32) throws {
        let terminal = try start()
        terminal.signal(signal)
        #expect(terminal.waitForExit() == .killed(bySignal: signal))
        #expect(terminal.outputText.contains(leavesAlternateScreen))
    }

    @Test func `a vanished terminal ends it at once`() throws {
        let terminal = try start()
        terminal.hangUp()
        #expect(terminal.waitForExit(within: .seconds(10)) == .exited(128 + SIGHUP))
    }

    @Test func `without a terminal there is an error and no screen`() throws {
        let outcome = try Command([BuiltProgram.nines] + demo).run(limit: 20)
        #expect(outcome.exitCode == 69)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.contains("terminal") && outcome.errors.contains("nines status"), "\(outcome.errors)")
    }

    @Test func `an unknown TERM is named`() throws {
        let terminal = try PseudoTerminal(
            BuiltProgram.nines,
            demo,
            environment: ["TERM": "no-such-terminal"],
            columns: 100,
            rows: 30
        )
        #expect(terminal.waitForExit() == .exited(69))
        #expect(terminal.outputText.contains("no-such-terminal"))
    }

    @Test func `NO_COLOR leaves colours out`() throws {
        let plain = try start(["TERM": "xterm-256color", "NO_COLOR": "1"])
        #expect(!plain.outputText.contains("[38;5;") && plain.outputText.firstMatch(of: /\x1B\[[0-9;]*3[0-7]m/) == nil)
        let colourful = try start()
        #expect(
            colourful.outputText.contains("[38;5;")
                || colourful.outputText.firstMatch(of: /\x1B\[[0-9;]*3[0-7]m/) != nil
        )
    }
}
