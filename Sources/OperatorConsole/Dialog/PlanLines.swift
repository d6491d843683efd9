import ClusterModel
import Operations
import TerminalUI

/// What a plan says, as lines: what is sent, what speaks against it, how it would end, what clients feel.
enum PlanLines {
    /// What is sent, word for word.
    static func requests(_ plan: Plan, columns: Int) -> [StyledText] {
        plan.requests.flatMap { request -> [StyledText] in
            let line = StyledText("\(request.method.rawValue) ", .key) + StyledText(request.url, .link)
            let body = request.bodyWithoutSecrets.map { StyledText($0, .text).wrapped(to: columns) } ?? []
            return line.wrapped(to: columns) + body
        }
    }

    /// One thing that was looked at, with a sign for how much it weighs.
    static func check(_ check: Check, indent: Int, columns: Int) -> [StyledText] {
        let blank = StyledText(String(repeating: " ", count: indent))
        let text = StyledText(check.text, check.severity.textRole).wrapped(to: max(8, columns - indent - 2))
        return text.enumerated().map { index, line in
            blank + StyledText(index == 0 ? "\(check.severity.symbol) " : "  ", check.severity.style) + line
        }
    }

    static func checks(_ checks: [Check], indent: Int = 0, columns: Int) -> [StyledText] {
        checks.flatMap { check($0, indent: indent, columns: columns) }
    }

    /// How the agent would answer.
    static func prediction(_ plan: Plan, columns: Int) -> [StyledText] {
        let line: StyledText =
            switch plan.prediction {
            case .done: StyledText("● ", .good) + "Patroni would accept it, and it would be done"
            case .scheduled: StyledText("● ", .good) + "Patroni would accept it and do it at its time (202)"
            case .refused(let status, let text):
                StyledText("✖ ", .critical) + StyledText("Patroni would refuse it: \(status) \(text)", .critical)
            case .doubtful(let reason):
                StyledText("▲ ", .warning) + StyledText(reason, .warning)
            }
        return line.wrapped(to: columns)
    }

    static func impact(_ plan: Plan, columns: Int) -> [StyledText] {
        plan.impact.flatMap { sentence -> [StyledText] in
            let lines = StyledText(sentence).wrapped(to: max(8, columns - 2))
            return lines.enumerated().map { index, line in StyledText(index == 0 ? "· " : "  ", .notice) + line }
        }
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
