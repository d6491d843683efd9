import ClusterModel
import Wording

/// What operators did, as the audit file's words have it: no source tells that, so whoever knows of it tells.
extension Event {
    /// What an operator had done.
    package init(_ action: OperatorAction) {
        switch action.stage {
        case .began:
            self = .operation(began: action.summary, by: action.user, on: action.cluster, at: action.at)
        case .ended(let outcome, let text, _):
            self = .operation(ended: action.summary, as: outcome, text: text, on: action.cluster, at: action.at)
        }
    }

    /// The first request of an operation left.
    ///
    /// - Parameter summary: what is done: `switchover from db1 to db2`.
    package static func operation(began summary: String, by user: String, on cluster: String, at now: Timestamp)
        -> Event
    {
        let name = user.isEmpty ? "an operator" : Phrase(verbatim: user)
        return Event(
            at: now,
            kind: .operationStarted,
            severity: .notice,
            subject: cluster,
            text: "\(name) began: \(Phrase(reading: summary))"
        )
    }

    /// - Parameters:
    ///   - outcome: `done`, `refused`, `failed` or `still running`; anything else is taken for the last.
    ///   - text: the sentence behind that word.
    package static func operation(
        ended summary: String,
        as outcome: String,
        text: String,
        on cluster: String,
        at now: Timestamp
    ) -> Event {
        let (kind, severity): (Kind, Severity) =
            switch outcome {
            case "done": (.operationDone, .notice)
            case "refused": (.operationRefused, .warning)
            case "failed": (.operationFailed, .warning)
            default: (.operationUndecided, .warning)
            }
        let reason: Phrase = text.isEmpty ? "" : ": \(Phrase(reading: text))"
        return Event(
            at: now,
            kind: kind,
            severity: severity,
            subject: cluster,
            text: "\(Phrase(reading: summary)) \(Phrase(outcome))\(reason)"
        )
    }
}
