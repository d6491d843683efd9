import Foundation
import TestSupport

/// From a key press to its effect on the terminal, while one agent accepts connections and answers nothing.
struct KeyBenchmark {
    private let programs: Programs
    private let lab: String
    private let presses: Int
    private static let frozen = "db3"
    private static let budget = Duration.milliseconds(10)
    private static let (down, up) = ("\u{1B}OB", "\u{1B}OA")
    /// The mark of the selected row, which nothing else writes.
    private static let mark = Array("▸".utf8)

    init(_ programs: Programs, lab: String, presses: Int) {
        self.programs = programs
        self.lab = lab
        self.presses = presses
    }

    func run() throws -> String {
        let terminal = try programs.nines.start()
        defer { terminal.signalAndReap() }
        guard terminal.waitForOutput(containing: "WRITES OK") else {
            throw Silence(program: programs.nines.title, said: terminal.outputText)
        }
        try freeze()
        defer { thaw() }
        guard terminal.waitForOutput(containing: "hangs", within: .seconds(20)) else {
            throw Silence(program: programs.nines.title, said: terminal.outputText)
        }
        var times = Sample()
        for press in 0..<presses {
            pause(terminal, for: .milliseconds(20 + press * 37 % 60))
            times.add(try time(press.isMultiple(of: 2) ? Self.down : Self.up, terminal))
        }
        var table = MarkdownTable([
            "key press → painted, \(presses) presses, \(Self.frozen) frozen", "p50", "p99", "max", "budget of p99", "",
        ])
        let worst = times.percentile(99)
        table.add([
            programs.nines.title, times.median.text, worst.text, times.percentile(100).text, Self.budget.text,
            Judgement(worst <= Self.budget).text,
        ])
        return table.text
    }

    private func time(_ key: String, _ terminal: PseudoTerminal) throws -> Duration {
        let offset = terminal.output.count
        let start = ContinuousClock.now
        terminal.send(key)
        while !terminal.output[offset...].contains(Self.mark) {
            guard ContinuousClock.now - start < .seconds(5), terminal.waitForBytes(within: .seconds(5)) else {
                throw Silence(program: programs.nines.title, said: "nothing after a key press")
            }
        }
        return .now - start
    }

    /// Lets time pass so that presses fall on every phase of the second and of the hanging request.
    private func pause(_ terminal: PseudoTerminal, for span: Duration) {
        let end = ContinuousClock.now + span
        while ContinuousClock.now < end {
            _ = terminal.waitForBytes(within: end - .now)
            _ = terminal.output
        }
    }

    private func freeze() throws {
        let outcome = try Command([lab, "freeze", Self.frozen]).run(limit: 60)
        guard outcome.exitCode == 0 else { throw Silence(program: "lab freeze", said: outcome.errors) }
    }

    private func thaw() {
        _ = try? Command([lab, "thaw", Self.frozen]).run(limit: 60)
    }
}
