import ClusterModel
import Dashboard
import Diagnosis
import Operations
import TerminalUI
import Wording

/// An operation on its way, as every screen shows it.
struct RunBanner {
    let following: Following
    let columns: Int
    let language: Language

    func banner(at now: Timestamp) -> Banner {
        let headline = language(following.run.plan.operation.summary)
        let clock = following.length(at: now).clock
        var lines = outcome + phases
        if let remark = following.run.remark, following.isRunning {
            lines.insert(StyledText("· \(language(remark))", .notice), at: 0)
        }
        if lines.isEmpty { lines = [StyledText("▶ " + language("waiting for the agent's answer …"), .warning)] }
        if !following.isRunning {
            lines.append(StyledText(language("Esc puts this away, O lists all operations"), .muted))
        }
        return Banner(
            title: "\(headline) \(clock)",
            lines: lines.map { $0.clipped(to: columns) },
            brief: brief(clock)
        )
    }

    private func brief(_ clock: String) -> StyledText {
        let headline = following.run.plan.operation.summary
        guard let outcome = following.run.outcome else {
            let next = following.run.phases.first { $0.reachedAt == nil }.map { " · \(language($0.text)) …" } ?? ""
            return StyledText("▶ \(language(headline)) \(clock)\(next)", .warning)
        }
        let word = Phrase(outcome.word)
        return StyledText("\(outcome.symbol) " + language("\(headline): \(word) after \(clock)"), outcome.style)
    }

    /// The phases in a row, broken between them: done with their times, the one that is waited for, those to come.
    var phases: [StyledText] {
        var lines: [StyledText] = []
        var isCurrent = following.isRunning
        for phase in following.run.phases {
            var text: StyledText
            let words = language(phase.text)
            if let reachedAt = phase.reachedAt {
                let after = max(.zero, reachedAt - following.run.startedAt)
                text = StyledText("✔ ", .good) + StyledText("\(words) ") + StyledText(after.briefTenths, .timestamp)
            } else {
                text = isCurrent ? StyledText("▶ \(words) …", .warning) : StyledText("○ \(words)", .muted)
                isCurrent = false
            }
            text = text.clipped(to: columns)
            if let last = lines.last, last.columns + 2 + text.columns <= columns {
                lines[lines.count - 1] = last + StyledText("  ") + text
            } else {
                lines.append(text)
            }
        }
        return lines
    }

    /// How it ended, what that means, and how long writing was impossible; nothing while it runs.
    var outcome: [StyledText] {
        guard let outcome = following.run.outcome else { return [] }
        let outage = following.outage.map { [StyledText(language($0), .title)] } ?? []
        return lines(of: outcome).flatMap { $0.wrapped(to: columns) } + outage
    }

    private func lines(of outcome: OperationOutcome) -> [StyledText] {
        let sign = StyledText("\(outcome.symbol) ", outcome.style)
        switch outcome {
        case .done(let text): return [sign + StyledText(language(text))]
        case .refusedByPatroni(let status, let text, let explanation):
            let answer = language("refused by Patroni: \(status) \(text)")
            return [sign + StyledText(answer, outcome.style), StyledText(language(explanation))]
        case .stillRunning(let text), .failed(let text): return [sign + StyledText(language(text), outcome.style)]
        }
    }
}

extension OperationOutcome {
    var symbol: String {
        switch self {
        case .done: "●"
        case .refusedByPatroni, .failed: "✖"
        case .stillRunning: "▲"
        }
    }

    var style: StyleRole {
        switch self {
        case .done: .good
        case .refusedByPatroni, .failed: .critical
        case .stillRunning: .warning
        }
    }
}
