import Foundation
import TestSupport

/// From the start of a process to the first screen with live data, programs in turns.
///
/// The budget allows for the slowest agent: each of its answers is timed by curl, in the same turns.
struct StartBenchmark {
    private let programs: Programs
    private let runs: Int
    private static let budget = Duration.milliseconds(60)

    init(_ programs: Programs, runs: Int) {
        self.programs = programs
        self.runs = runs
    }

    func run() throws -> String {
        var (nines, list, answers): (Sample, Sample, Sample) = (Sample(), Sample(), Sample())
        for _ in 0..<runs {
            answers.add(try Self.slowestAnswer())
            nines.add(try Self.time(programs.nines, until: ["db1", "db2", "db3", "leader", "WRITES OK", "dbsrv1"]))
            list.add(try Self.time(programs.list, until: ["db1", "db2", "db3", "Leader"]))
        }
        let limit = Self.budget + answers.median
        var table = MarkdownTable(["start → first live frame, \(runs) runs", "median", "p90", "ratio", "budget", ""])
        table.add([
            programs.nines.title, nines.median.text, nines.percentile(90).text, "1",
            "\(Self.budget.text) + slowest answer (\(answers.median.text))", Judgement(nines.median <= limit).text,
        ])
        table.add([
            programs.list.title, list.median.text, list.percentile(90).text, list.median.ratio(to: nines.median), "",
            "",
        ])
        return table.text
    }

    /// How long it takes until all the words are on the terminal; the program is ended then.
    private static func time(_ program: Programs.CommandLine, until words: [String]) throws -> Duration {
        let start = ContinuousClock.now
        let terminal = try program.start()
        defer { terminal.signalAndReap() }
        while true {
            let text = terminal.outputText
            if words.allSatisfy(text.contains) { return .now - start }
            let left = .seconds(10) - (ContinuousClock.now - start)
            guard left > .zero, terminal.waitForBytes(within: left) else {
                throw Silence(program: program.title, said: text)
            }
        }
    }

    /// The longest that any source took, one after the other.
    private static func slowestAnswer() throws -> Duration {
        let urls = Programs.agents.flatMap { ["\($0)/cluster", "\($0)/patroni"] } + ["\(Programs.statistics);csv"]
        let sources = urls.flatMap { ["--output", "/dev/null", $0] }
        let outcome = try Command(["curl", "--silent", "--write-out", "%{time_total}\\n"] + sources).run(limit: 20)
        let times = outcome.output.split(separator: "\n").compactMap { Double($0) }
        return .seconds(times.max() ?? 0)
    }
}

/// A program that did not show in time what was waited for.
struct Silence: Error, CustomStringConvertible {
    let program: String
    let said: String

    var description: String { "\(program) did not show what was waited for; it wrote:\n\(said)" }
}
