import ClusterModel
import Dashboard
import Diagnosis
import Operations
import TerminalUI

/// The operations of this session, the newest first, and the last lines of the audit file.
enum OperationsScreen {
    static func present(_ console: OperatorConsole, columns: Int) -> [StyledText] {
        let offset = console.dashboard.utcOffsetSeconds
        var lines = [SectionTitle.text("operations of this session", columns: columns)]
        if console.runs.isEmpty { lines.append(StyledText("nothing was changed from here", .muted)) }
        for following in console.runs.reversed() {
            lines += present(following, at: console.dashboard.now, offset: offset, columns: columns) + [""]
        }
        lines += ["", SectionTitle.text("audit file, newest first", columns: columns)]
        if let path = console.options.auditPath { lines.append(StyledText(path, .muted)) }
        if console.past.isEmpty { lines.append(StyledText("nothing is recorded", .muted)) }
        for line in console.past.reversed() { lines += StyledText(line, .text).wrapped(to: columns) }
        return lines
    }

    private static func present(
        _ following: Following,
        at now: Timestamp,
        offset: Int,
        columns: Int
    ) -> [StyledText] {
        let start = CivilTime(following.run.startedAt, offsetSeconds: offset).clock
        let head = StyledText("\(start)  ", .timestamp) + StyledText(following.run.plan.operation.headline, .title)
        let requests = following.run.plan.requests.map {
            StyledText("  \($0.method.rawValue) \($0.url) \($0.body ?? "")", .muted).clipped(to: columns)
        }
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
}
