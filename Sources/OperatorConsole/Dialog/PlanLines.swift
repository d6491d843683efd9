import ClusterModel
import Operations
import TerminalUI
import Wording

/// What a plan says, as lines: what is sent, what speaks against it, how it would end, what clients feel.
struct PlanLines {
    let columns: Int
    let language: Language

    /// What is sent, word for word.
    func requests(_ plan: Plan) -> [StyledText] {
        plan.requests.flatMap { request -> [StyledText] in
            let line = StyledText("\(request.method.rawValue) ", .key) + StyledText(request.url, .link)
            let body = request.bodyWithoutSecrets.map { StyledText($0, .text).wrapped(to: columns) } ?? []
            return line.wrapped(to: columns) + body
        }
    }

    /// Things that were looked at, each with a sign for how much it weighs.
    func checks(_ checks: [Check], indent: Int = 0) -> [StyledText] {
        let blank = StyledText(String(repeating: " ", count: indent))
        return checks.flatMap { check in
            item(check.severity.symbol, check.severity.style, check.text, check.severity.textRole, indent: indent)
                .map { blank + $0 }
        }
    }

    /// How the agent would answer, and what clients would feel.
    ///
    /// Nothing comes of what is not sent: only Patroni's own words are worth knowing then. A doubt stands among the checks.
    func prospect(_ plan: Plan) -> [StyledText] {
        switch plan.prediction {
        case .refused(let status, let text):
            return item("✖", .critical, "Patroni would refuse it: \(status) \(text)", .critical)
        case .done, .scheduled, .doubtful: break
        }
        guard plan.isAllowed else { return [] }
        return answer(plan.prediction) + plan.impact.flatMap { item("·", .notice, $0, .text) }
    }

    private func answer(_ prediction: Prediction) -> [StyledText] {
        switch prediction {
        case .done: item("●", .good, "Patroni would accept it, and it would be done", .text)
        case .scheduled: item("●", .good, "Patroni would accept it and do it at its time (202)", .text)
        case .doubtful:
            item("▲", .warning, "Patroni would accept it, but it may come to nothing: see what is marked ▲", .warning)
        case .refused: []
        }
    }

    /// A sign, and a sentence beside it.
    private func item(
        _ sign: String,
        _ signRole: StyleRole,
        _ text: Phrase,
        _ role: StyleRole,
        indent: Int = 0
    ) -> [StyledText] {
        let lines = StyledText(language(text), role).wrapped(to: max(8, columns - indent - 2))
        return lines.enumerated().map { index, line in StyledText(index == 0 ? "\(sign) " : "  ", signRole) + line }
    }
}

extension Check.Severity {
    var style: StyleRole {
        switch self {
        case .passes: .good
        case .notes: .notice
        case .warns: .warning
        case .refuses: .critical
        }
    }

    fileprivate var textRole: StyleRole {
        switch self {
        case .passes: .muted
        case .notes: .text
        case .warns: .warning
        case .refuses: .critical
        }
    }
}
