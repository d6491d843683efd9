import ClusterModel
import Diagnosis
import TerminalUI

/// How a deployment stands against what it should be: `nines check --output json`, schema `nines.check/1`.
package struct CheckReport: Encodable {
    package let schema = "nines.check/1"
    package let takenAt: String
    package let cluster: String?
    /// Whether a file of values was compared with.
    package let comparedWithValues: Bool
    package let counts: Counts
    package let checks: [Check]

    /// How many checks came out how.
    package struct Counts: Encodable {
        package let holds: Int
        package let fails: Int
        package let unknown: Int
    }

    /// One criterion that applies.
    package struct Check: Encodable {
        package let id: String
        package let title: String
        /// `holds`, `fails` or `unknown`.
        package let outcome: String
        /// Null unless it fails.
        @Nullable package var severity: String?
        package let text: String
        package let why: String
        /// What to do where it fails, how to find out where it is unknown.
        @Nullable package var advice: String?
    }

    package init(_ results: [CriterionResult], of candidature: Candidature) {
        takenAt = CivilTime(candidature.snapshot.takenAt).iso8601
        cluster = candidature.snapshot.name
        comparedWithValues = candidature.intended != nil
        counts = Counts(
            holds: results.count { $0.ruling.kind == .holds },
            fails: results.count { $0.ruling.kind == .fails },
            unknown: results.count { $0.ruling.kind == .unknown }
        )
        checks = results.map { result in
            Check(
                id: result.criterion.id,
                title: result.criterion.title,
                outcome: result.ruling.kind.rawValue,
                severity: result.severity?.rawValue,
                text: result.ruling.text,
                why: result.criterion.why,
                advice: result.advice
            )
        }
    }
}

/// The same for people, as lines or as Markdown: what fails first, the worst before the rest, then what is unknown.
package struct CheckText {
    let results: [CriterionResult]
    let candidature: Candidature

    package init(_ results: [CriterionResult], of candidature: Candidature) {
        self.candidature = candidature
        self.results = results.enumerated()
            .sorted { (Self.rank($0.element), $0.offset) < (Self.rank($1.element), $1.offset) }.map(\.element)
    }

    /// The lines of `nines check`.
    package var lines: [String] {
        ["\(candidature.snapshot.displayName)  \(summary)", ""] + results.flatMap(Self.lines)
    }

    /// A document with a table of all checks, and what to do about those that do not hold.
    package var markdown: String {
        let civil = CivilTime(candidature.snapshot.takenAt)
        let rows = results.map { [Self.word($0), $0.criterion.title, $0.ruling.text, $0.criterion.id] }
        let open = results.filter { $0.advice != nil }.map { result in
            "- **\(MarkdownText.escaped(result.criterion.title))** (\(Self.word(result))): "
                + MarkdownText.escaped("\(result.ruling.text). \(result.criterion.why) → \(result.advice ?? "")") + "\n"
        }
        return """
            # Check of \(MarkdownText.escaped(candidature.snapshot.displayName))

            \(civil.date) \(civil.clock) UTC: \(summary).

            \(MarkdownText.table(["", "what ought to be", "what was seen", "check"], rows))
            """
                + (open.isEmpty ? "" : "\n## What to do\n\n\(open.joined())")
    }

    private var summary: String {
        let counts = Ruling.Kind.allCases.map { kind in (kind, results.count { $0.ruling.kind == kind }) }
        return counts.map { "\($0.1) \($0.0.word($0.1))" }.joined(separator: ", ")
    }

    private static func lines(_ result: CriterionResult) -> [String] {
        let first = "\(mark(result)) \(word(result).padded(to: 8))  \(result.criterion.title): \(result.ruling.text)"
        let advice = result.advice.map { ["             → \($0)"] } ?? []
        return [first] + advice
    }

    private static func mark(_ result: CriterionResult) -> String {
        switch result.ruling.kind {
        case .holds: "✔"
        case .fails: "✖"
        case .unknown: "?"
        }
    }

    /// What fails says how bad that is.
    private static func word(_ result: CriterionResult) -> String {
        result.severity?.rawValue ?? result.ruling.kind.rawValue
    }

    private static func rank(_ result: CriterionResult) -> Int {
        switch (result.ruling.kind, result.severity) {
        case (.fails, .critical?): 0
        case (.fails, .warning?): 1
        case (.fails, _): 2
        case (.unknown, _): 3
        case (.holds, _): 4
        }
    }
}

extension Ruling.Kind {
    fileprivate func word(_ count: Int) -> String {
        switch self {
        case .holds: count == 1 ? "holds" : "hold"
        case .fails: count == 1 ? "fails" : "fail"
        case .unknown: "unknown"
        }
    }
}
