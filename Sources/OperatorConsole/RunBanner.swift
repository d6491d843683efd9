import ClusterModel
import Dashboard
import Diagnosis
import Operations
import TerminalUI

/// An operation on its way, as every screen shows it.
enum RunBanner {
    static func banner(of following: Following, at now: Timestamp, columns: Int) -> Banner {
        let headline = following.run.plan.operation.summary
        let clock = following.length(at: now).clock
        let outcome = outcome(of: following, columns: columns)
        var lines = outcome + phases(of: following, at: now, columns: columns)
        if let remark = following.run.remark, following.isRunning {
            lines.insert(StyledText("· \(remark)", .notice), at: 0)
        }
        if lines.isEmpty { lines = [StyledText("▶ waiting for the agent's answer …", .warning)] }
        if !following.isRunning { lines.append(StyledText("Esc puts this away, O lists all operations", .muted)) }
        return Banner(
            title: "\(headline) \(clock)",
            lines: lines.map { $0.clipped(to: columns) },
            brief: brief(following, headline, clock)
        )
    }

    private static func brief(_ following: Following, _ headline: String, _ clock: String) -> StyledText {
        guard let outcome = following.run.outcome else {
            let next = following.run.phases.first { $0.reachedAt == nil }.map { " · \($0.text) …" } ?? ""
            return StyledText("▶ \(headline) \(clock)\(next)", .warning)
        }
        return StyledText("\(outcome.symbol) \(headline): \(outcome.word) after \(clock)", outcome.style)
    }

    /// The phases in a row, broken between them: done with their times, the one that is waited for, those to come.
    static func phases(of following: Following, at now: Timestamp, columns: Int) -> [StyledText] {
        var lines: [StyledText] = []
        var isCurrent = following.isRunning
        for phase in following.run.phases {
            var text: StyledText
            if let reachedAt = phase.reachedAt {
                let after = max(.zero, reachedAt - following.run.startedAt)
                text =
                    StyledText("✔ ", .good) + StyledText("\(phase.text) ") + StyledText(after.briefTenths, .timestamp)
            } else {
                text = isCurrent ? StyledText("▶ \(phase.text) …", .warning) : StyledText("○ \(phase.text)", .muted)
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
    static func outcome(of following: Following, columns: Int) -> [StyledText] {
        guard let outcome = following.run.outcome else { return [] }
        let outage = following.outage.map { [StyledText($0, .title)] } ?? []
        return outcome.lines.flatMap { $0.wrapped(to: columns) } + outage
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

    fileprivate var lines: [StyledText] {
        let sign = StyledText("\(symbol) ", style)
        switch self {
        case .done(let text): return [sign + StyledText(text)]
        case .refusedByPatroni(let status, let text, let explanation):
            return [sign + StyledText("refused by Patroni: \(status) \(text)", style), StyledText(explanation)]
        case .stillRunning(let text): return [sign + StyledText(text, style)]
        case .failed(let text): return [sign + StyledText(text, style)]
        }
    }
}
