import Glibc
import TestSupport

/// What a program that is left alone costs: processor, memory, and bytes to the terminal.
struct SteadyBenchmark {
    private let programs: Programs
    private let seconds: Int
    /// The start is another row's matter.
    private static let settling = Duration.seconds(3)

    init(_ programs: Programs, seconds: Int) {
        self.programs = programs
        self.seconds = seconds
    }

    /// What one program cost.
    private struct Cost {
        var processor: Duration
        var span: Duration
        var memoryKibibytes: Int
        var bytesPerSecond: [Int]

        var share: Double { processor / span }
        var meanBytes: Double { Double(bytesPerSecond.reduce(0, +)) / Double(max(1, bytesPerSecond.count)) }
        var medianBytes: Int { bytesPerSecond.isEmpty ? 0 : bytesPerSecond.sorted()[bytesPerSecond.count / 2] }
    }

    func run() throws -> String {
        let rows = try [programs.nines, programs.watchedList, programs.watchedCurl].map { ($0.title, try cost(of: $0)) }
        var table = MarkdownTable([
            "steady, \(seconds) s at 1 s on 24×80", "CPU", "of one core", "ratio", "peak memory", "bytes/s mean",
            "bytes/s median",
        ])
        guard let nines = rows.first?.1, let list = rows.dropFirst().first?.1 else { return "" }
        for (title, cost) in rows {
            table.add([
                title, cost.processor.text, cost.share.percent, (cost.share / nines.share).ratioText,
                "\(cost.memoryKibibytes / 1024) MiB", cost.meanBytes.rounded().formatted, "\(cost.medianBytes)",
            ])
        }
        var verdicts = MarkdownTable(["budget of nines, steady", "measured", ""])
        verdicts.add(["≤ 0.25 % of one core", nines.share.percent, Judgement(nines.share <= 0.0025).text])
        verdicts.add([
            "≤ the share of patronictl -w 1 (\(list.share.percent))", nines.share.percent,
            Judgement(nines.share <= list.share).text,
        ])
        verdicts.add([
            "≤ 50 bytes an unchanged second", "\(nines.medianBytes)", Judgement(nines.medianBytes <= 50).text,
        ])
        verdicts.add([
            "less memory than patronictl (\(list.memoryKibibytes / 1024) MiB)", "\(nines.memoryKibibytes / 1024) MiB",
            Judgement(nines.memoryKibibytes <= list.memoryKibibytes).text,
        ])
        return table.text + "\n" + verdicts.text
    }

    private func cost(of program: Programs.CommandLine) throws -> Cost {
        let terminal = try program.start()
        defer { terminal.signalAndReap() }
        let tree = ProcessTree(root: terminal.processIdentifier)
        guard terminal.waitForOutput(containing: "db3", within: .seconds(20)) else {
            throw Silence(program: program.title, said: terminal.outputText)
        }
        observe(terminal, tree, until: .now + Self.settling)
        let start = ContinuousClock.now
        let (before, written) = (try tree.processorTime(), terminal.output.count)
        var (bytes, last): ([Int], Int) = ([], written)
        for second in 1...seconds {
            observe(terminal, tree, until: start + .seconds(second))
            bytes.append(terminal.output.count - last)
            last = terminal.output.count
        }
        let processor = try tree.processorTime() - before
        return Cost(
            processor: processor,
            span: .now - start,
            memoryKibibytes: tree.peakKibibytes,
            bytesPerSecond: bytes
        )
    }

    /// Reads what the program writes, lest it stall, and looks at its memory now and then.
    private func observe(_ terminal: PseudoTerminal, _ tree: ProcessTree, until end: ContinuousClock.Instant) {
        while ContinuousClock.now < end {
            _ = terminal.waitForBytes(within: min(.milliseconds(20), end - .now))
            _ = terminal.output
            tree.noteMemory()
        }
    }
}
