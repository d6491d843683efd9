import ArgumentParser
import ClusterModel
import CurlTransport
import Diagnosis
import Endpoints
import Glibc
import Reports
import Settings
import Wording

/// `nines status`: one look at the cluster, for people and for scripts.
struct StatusCommand: ParsableCommand {
    /// How the answer is written.
    enum Output: String, ExpressibleByArgument, CaseIterable {
        case table, wide, json
    }

    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Look once; exit 0 ok, 1 warning, 2 critical, 3 unknown.",
        discussion: """
            With --wait-for it looks again and again, at most --wait seconds:
              healthy    until the verdict is ok
              failover   until another member leads than at the start (any,
                         if none led then) and writes are ok
            It then exits 0. Otherwise the exit code is that of what it saw
            last, or 4 when all was well but the goal was not met.
            """
    )

    @OptionGroup var sources: SourceOptions

    @Option(name: [.short, .long], help: "table, wide or json (schema nines.status/1).")
    var output: Output = .table

    @Option(help: ArgumentHelp("Look again until all is well, at most so long.", valueName: "seconds"))
    var wait: Double?

    @Option(help: ArgumentHelp("What to wait for with --wait: healthy or failover.", valueName: "goal"))
    var waitFor: WaitGoal?

    @OptionGroup var record: RecordOption
    @OptionGroup var language: LanguageOption

    func validate() throws {
        if waitFor != nil, wait == nil { throw ValidationError("--wait-for needs its limit: add --wait SECONDS.") }
        guard let wait, !(wait >= 0 && wait <= 86_400) else { return }
        throw ValidationError("--wait takes seconds from 0 to 86400, not \(wait).")
    }

    func run() throws {
        let opened = try sources.open()
        let cluster = opened.cluster
        let source = try cluster.source(recordingTo: record)
        var look = Look(cluster, source: source)
        let end = SystemClock.now() + .milliseconds(Int64((wait ?? 0) * 1000))
        let first = look.once()
        var seen = first
        while !isOver(seen, since: first), SystemClock.now() < end {
            look.pause(until: end)
            seen = look.once()
        }
        StandardOutput.write(try text(of: seen, in: language.chosen(configured: opened.settings.language)))
        if wait != nil, !isOver(seen, since: first) { StandardError.write("nines: \(reproach(seen))\n") }
        if let ending = source.newEnding { StandardError.write("nines: \(ending)\n") }
        throw exitCode(of: seen, since: first)
    }

    private func isOver(_ seen: Look.Seen, since first: Look.Seen) -> Bool {
        waitFor.map { $0.isMet(by: seen, since: first) } ?? (seen.exitCode == .success)
    }

    /// What was waited for in vain, and what was seen last.
    private func reproach(_ seen: Look.Seen) -> String {
        let goal = waitFor ?? .healthy
        let verdict = seen.assessment.verdict.text(at: seen.snapshot.takenAt, withClock: false)
        let span = Duration.milliseconds(Int64((wait ?? 0) * 1000)).briefLatency
        return "waited \(span) for \(goal.rawValue) (\(goal.meaning)), in vain; seen last: "
            + "\(verdict.headline) \(verdict.detail) (\(seen.assessment.level.rawValue))."
    }

    /// All may be well and the goal still not met: that has a code of its own.
    private func exitCode(of seen: Look.Seen, since first: Look.Seen) -> ExitCode {
        guard let waitFor else { return seen.exitCode }
        if waitFor.isMet(by: seen, since: first) { return .success }
        return seen.exitCode == .success ? ExitCode(4) : seen.exitCode
    }

    private func text(of seen: Look.Seen, in language: Language) throws -> String {
        switch output {
        case .table, .wide:
            let lines = StatusText.lines(
                seen.snapshot,
                verdict: seen.assessment.verdict,
                findings: seen.assessment.findings,
                width: output == .wide ? .wide : .table,
                columns: Self.columns,
                in: language
            )
            return lines.joined(separator: "\n") + "\n"
        case .json:
            let report = StatusReport(
                seen.snapshot,
                verdict: seen.assessment.verdict,
                findings: seen.assessment.findings
            )
            return try ReportJSON.pretty(report) + "\n"
        }
    }

    /// The terminal's width, or as wide as wanted where there is none.
    private static var columns: Int {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 1000 }
        return Int(size.ws_col)
    }
}
