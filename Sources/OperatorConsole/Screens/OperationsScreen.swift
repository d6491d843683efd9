import ClusterModel
import Dashboard
import Diagnosis
import Operations
import TerminalUI
import Wording

/// The operations of this session, the newest first, and what the audit file tells of others.
struct OperationsScreen {
    let console: OperatorConsole
    let columns: Int

    private var language: Language { console.dashboard.language }
    private var offset: Int { console.dashboard.utcOffsetSeconds }

    var lines: [StyledText] {
        var lines = [SectionTitle.text(language("operations of this session"), columns: columns)]
        if console.runs.isEmpty { lines.append(StyledText(language("nothing was changed from here"), .muted)) }
        for following in console.runs.reversed() { lines += self.lines(of: following) + [""] }
        lines += ["", SectionTitle.text(language("audit file, newest first"), columns: columns)]
        guard let path = console.options.auditPath else {
            let reason = language("none is written for a simulated cluster: what is listed above goes when nines quits")
            return lines + StyledText(reason, .muted).wrapped(to: columns)
        }
        lines.append(StyledText(path, .muted))
        if console.past.isEmpty { lines.append(StyledText(language("nothing is recorded"), .muted)) }
        for entry in console.past { lines += self.lines(of: entry) }
        return lines
    }

    private func lines(of following: Following) -> [StyledText] {
        let run = following.run
        let banner = RunBanner(following: following, columns: columns, language: language)
        let head =
            StyledText("\(CivilTime(run.startedAt, offsetSeconds: offset).clock)  ", .timestamp)
            + StyledText(language(run.plan.operation.summary), .title)
        let requests = run.plan.requests.map { StyledText("  \($0.line)", .muted).clipped(to: columns) }
        let replies = run.replies.map { reply -> StyledText in
            let after = (reply.finishedAt - run.startedAt).briefTenths
            switch reply.outcome {
            case .success(let answer):
                return StyledText("  ◂ \(answer.status) \(answer.text)  \(after)").clipped(to: columns)
            case .failure(let failure):
                return StyledText("  ◂ \(language(failure.phrase))  \(after)", .warning).clipped(to: columns)
            }
        }
        return [head.clipped(to: columns)] + requests + replies + banner.phases + banner.outcome
    }

    private func lines(of entry: AuditEntry) -> [StyledText] {
        let time = CivilTime(entry.at, offsetSeconds: offset)
        let outcome: Phrase =
            entry.outcome.map { Phrase($0) } ?? (entry.wasSent ? "not followed to its end" : "not sent")
        let terminal = entry.origin.terminal.map { language(" on \($0)") } ?? ""
        let head =
            StyledText("\(time.date) \(time.clock)  ", .timestamp) + StyledText("\(entry.cluster)  ", .accent)
            + StyledText(language(Phrase(reading: entry.summary)) + "  ")
            + StyledText(language(outcome), entry.outcome == "done" ? .good : .warning)
            + StyledText("  " + language("by \(entry.origin.user)@\(entry.origin.host)") + terminal, .muted)
        let answers = entry.answers.map { StyledText("    ◂ \($0)", .muted).clipped(to: columns) }
        return [head.clipped(to: columns)] + answers
    }
}
