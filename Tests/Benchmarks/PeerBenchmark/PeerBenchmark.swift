import ArgumentParser

/// Measures `nines` and its peers as whole programs on pseudo-terminals, against a cluster that is there already.
///
/// `Tests/Benchmarks/run` brings the lab up and starts it. It prints Markdown and ends with 0 whatever it measured: budgets
/// are judged in the tables.
@main
struct PeerBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "peer-benchmark")

    @Option(help: "The program that is measured.")
    var nines: String

    @Option(help: "patronictl of the Patroni that the lab runs.")
    var patronictl: String

    @Option(help: "patronictl's configuration for the lab.")
    var patronictlConfiguration: String

    @Option(help: "The lab's script, to freeze a member with.")
    var lab: String

    @Option(help: "Starts of each program.")
    var starts = 15

    @Option(help: "Seconds of steady running of each program, after the first three.")
    var seconds = 30

    @Option(help: "Key presses.")
    var keys = 200

    @Option(help: "Pods of the namespace that is listed.")
    var pods = 5000

    @Option(help: "How often they are listed.")
    var podRuns = 5

    @Option(name: .customLong("part"), help: "start, steady, keys or pods; all of them unless given, repeatable.")
    var parts: [Part] = Part.allCases

    /// What can be measured by itself.
    enum Part: String, CaseIterable, ExpressibleByArgument {
        case start, steady, keys, pods
    }

    func run() throws {
        let programs = Programs(nines: nines, patronictl: patronictl, configuration: patronictlConfiguration)
        print("Machine: \(Machine.description), \(Machine.load) before the run.\n")
        if parts.contains(.start) { print(try StartBenchmark(programs, runs: starts).run()) }
        if parts.contains(.steady) { print(try SteadyBenchmark(programs, seconds: seconds).run()) }
        if parts.contains(.keys) { print(try KeyBenchmark(programs, lab: lab, presses: keys).run()) }
        if parts.contains(.pods) { print(try PodsBenchmark(nines: nines, pods: pods, runs: podRuns).run()) }
    }
}
