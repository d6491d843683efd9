import ClusterModel
import Diagnosis
import Drills

/// The table of HA tests, filled in: `nines drill --output json`, schema `nines.drill/1`.
package struct DrillReport: Encodable {
    package let schema = "nines.drill/1"
    package let cluster: String
    package let takenAt: String
    package let members: [String]
    /// Patroni's and the database's, of the leader at the start.
    @Nullable package var patroniVersion: String?
    @Nullable package var serverVersion: Int?
    package let proxies: Int
    /// Every row did.
    package let passed: Bool
    package let rows: [Row]
    private let table: [DrillRow]

    /// One test.
    package struct Row: Encodable {
        package let step: String
        package let title: String
        package let group: String
        package let expected: String
        @Nullable package var member: String?
        /// The command, the request, or `by hand`.
        package let method: String
        /// `passed`, `failed` or `skipped`.
        package let outcome: String
        package let reasons: [String]
        @Nullable package var startedAt: String?
        @Nullable package var leaderAfter: String?
        @Nullable package var takeoverMs: Int64?
        /// By means: `agents`, `proxies`, `clients`, and `writes` where a command wrote.
        package let outageMs: [String: Int64]
        @Nullable package var rejoinMs: Int64?
        @Nullable package var writesFailed: Int?
        @Nullable package var writesAll: Int?
    }

    private enum CodingKeys: String, CodingKey {
        case schema, cluster, takenAt, members, patroniVersion, serverVersion, proxies, passed, rows
    }

    /// - Parameter before: the cluster as it was when the drill began.
    package init(_ rows: [DrillRow], cluster: String, before snapshot: ClusterSnapshot) {
        self.cluster = cluster
        takenAt = CivilTime(snapshot.takenAt).iso8601
        members = snapshot.members.map(\.name.text)
        proxies = snapshot.proxies.count
        let leader = snapshot.listedLeader?.agent?.report.value
        passed = !rows.isEmpty && rows.allSatisfy(\.isPassed)
        table = rows
        self.rows = rows.map(Row.init)
        patroniVersion = leader?.patroniVersion
        serverVersion = leader?.serverVersion
    }
}

extension DrillReport.Row {
    fileprivate init(_ row: DrillRow) {
        step = row.step.rawValue
        title = row.step.title
        group = row.step.group
        expected = row.step.expectation
        method = row.method
        outcome = row.outcome.word
        reasons = row.outcome.reasons
        outageMs = Dictionary(row.losses.map { ($0.means, $0.span.inMilliseconds) }) { $0 + $1 }
        member = row.member?.text
        startedAt = row.startedAt.map { CivilTime($0).iso8601 }
        leaderAfter = row.leader?.text
        takeoverMs = row.takeover?.inMilliseconds
        rejoinMs = row.rejoin?.inMilliseconds
        writesFailed = row.writes?.failed
        writesAll = row.writes?.all
    }
}

extension DrillReport {
    /// The guide's table: what was done, what was expected, what came of it, with what was measured.
    package var markdown: String {
        let titles = [
            "test", "what was done", "how", "expected", "result", "new leader after", "writing impossible",
            "rejoined after",
        ]
        let rows = table.map { row in
            [
                row.step.group, "\(row.step.title)\(row.member.map { " (\($0))" } ?? "")", row.method,
                row.step.expectation, row.verdict, row.leaderText, row.lossText,
                row.rejoin.map(\.briefTenths) ?? "–",
            ]
        }
        let versions = [patroniVersion.map { "Patroni \($0)" }, serverVersion.map { "database \($0.databaseVersion)" }]
        let facts = [members.listed] + versions.compactMap { $0 } + ["\(proxies) prox\(proxies == 1 ? "y" : "ies")"]
        let count = table.count(where: \.isPassed)
        return """
            # Drill on \(MarkdownText.escaped(cluster))

            \(takenAt.prefix(16).replacing("T", with: " ")) UTC, \(MarkdownText.escaped(facts.joined(separator: ", "))): \
            \(count) of \(table.count) passed.

            \(MarkdownText.table(titles, rows))
            “Writing impossible” is how long it can have been at most, by each means: agents (nobody confirmed that it leads), proxies (none
            routed to the leader alone), clients (no database answered where clients connect)\(table.contains { $0.writes != nil }
                ? ", writes (a command that writes failed)" : ""). “Rejoined after” counts from the member's start, or from its loss where it came back by itself.

            """
    }
}

extension DrillRow {
    /// `passed`, or why not.
    package var verdict: String {
        let reasons = outcome.reasons.joined(separator: "; ")
        return switch outcome {
        case .passed: "passed"
        case .failed: "failed: \(reasons)"
        case .skipped: "not played: \(reasons)"
        }
    }

    fileprivate var leaderText: String {
        guard step.isOfLeader, let leader else { return "–" }
        return takeover.map { "\($0.briefTenths) (\(leader))" } ?? leader.text
    }

    /// By each means that saw a loss, and how many writes failed.
    fileprivate var lossText: String {
        if case .skipped = outcome { return "–" }
        let seen = losses.filter { $0.span > .zero }.map { "\($0.means) \($0.span.briefTenths)" }
        let failed = writes.map { " (\($0.failed) of \($0.all) writes failed)" } ?? ""
        return (seen.isEmpty ? "never" : seen.joined(separator: ", ")) + failed
    }
}

extension DrillRow.Outcome {
    fileprivate var word: String {
        switch self {
        case .passed: "passed"
        case .failed: "failed"
        case .skipped: "skipped"
        }
    }

    fileprivate var reasons: [String] {
        switch self {
        case .passed: []
        case .failed(let reasons): reasons
        case .skipped(let reason): [reason]
        }
    }
}
