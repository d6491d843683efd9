import ClusterModel
import Dashboard
import Diagnosis
import Operations
import TerminalUI

/// The operations of this session, the newest first, and what the audit file tells of others.
enum OperationsScreen {
    static func present(_ console: OperatorConsole, columns: Int) -> [StyledText] {
        let offset = console.dashboard.utcOffsetSeconds
        var lines = [SectionTitle.text("operations of this session", columns: columns)]
        if console.runs.isEmpty { lines.append(StyledText("nothing was changed from here", .muted)) }
        for following in console.runs.reversed() {
            lines += present(following, at: console.dashboard.now, offset: offset, columns: columns) + [""]
        }
        lines += ["", SectionTitle.text("audit file, newest first", columns: columns)]
        guard let path = console.options.auditPath else {
            return lines + [StyledText("this session keeps none", .muted)]
        }
        lines.append(StyledText(path, .muted))
        if console.past.isEmpty { lines.append(StyledText("nothing is recorded", .muted)) }
        for entry in console.past { lines += present(entry, offset: offset, columns: columns) }
        return lines
    }

    private static func present(
        _ following: Following,
        at now: Timestamp,
        offset: Int,
        columns: Int
    ) -> [StyledText] {
        let start = CivilTime(following.run.startedAt, offsetSeconds: offset).clock
        let head = StyledText("\(start)  ", .timestamp) + StyledText(following.run.plan.operation.summary, .title)
        let requests = following.run.plan.requests.map { StyledText("  \($0.line)", .muted).clipped(to: columns) }
        let replies = following.run.replies.map { reply -> StyledText in
            let after = (reply.finishedAt - following.run.startedAt).briefTenths
            switch reply.outcome {
            case .success(let answer):
                return StyledText("  ◂ \(answer.status) \(answer.text)  \(after)").clipped(to: columns)
            case .failure(let failure): return StyledText("  ◂ \(failure)  \(after)", .warning).clipped(to: columns)
            }
        }
        return [head.clipped(to: columns)] + requests + replies
            + RunBanner.phases(of: following, at: now, columns: columns)
            + RunBanner.outcome(of: following, columns: columns)
    }

    private static func present(_ entry: AuditEntry, offset: Int, columns: Int) -> [StyledText] {
        let time = CivilTime(entry.at, offsetSeconds: offset)
        let outcome = entry.outcome ?? (entry.wasSent ? "not followed to its end" : "not sent")
        let terminal = entry.origin.terminal.map { " on \($0)" } ?? ""
        let head =
            StyledText("\(time.date) \(time.clock)  ", .timestamp) + StyledText("\(entry.cluster)  ", .accent)
            + StyledText("\(entry.summary)  ") + StyledText(outcome, entry.outcome == "done" ? .good : .warning)
            + StyledText("  by \(entry.origin.user)@\(entry.origin.host)\(terminal)", .muted)
        let answers = entry.answers.map { StyledText("    ◂ \($0)", .muted).clipped(to: columns) }
        return [head.clipped(to: columns)] + answers
    }
}
