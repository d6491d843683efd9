import Dashboard
import Operations

extension OperatorConsole {
    /// Everything that can happen to a session that may change its cluster.
    package enum Message: Sendable {
        case dashboard(Dashboard.Message)
        /// An agent answered a request that changes something, or did not.
        case replied(WriteReply)
        /// The intent is on disk; a text says why it is not, and then nothing is sent.
        case recorded(failure: String?)
        /// The last lines of the audit file, the oldest first.
        case past([String])
    }

    /// What such a session wants done outside.
    package enum Effect: Equatable, Sendable {
        case dashboard(Dashboard.Effect)
        /// Append to the audit file. A beginning is to be on disk before `recorded` is answered; the rest is not waited for.
        case record(RunNote, of: Plan)
        /// Send one of the plan's requests; the answer is a `replied`.
        case send(ConfirmedPlan, step: Int)
        /// Read the last lines of the audit file; the answer is a `past`.
        case recall
    }

    package static func message(_ happened: Dashboard.Message) -> Message { .dashboard(happened) }
}

/// One thing of an operation's course that the audit file keeps.
package enum RunNote: Equatable, Sendable {
    case begins
    case answered(WriteReply)
    case reached(OperationPhase)
    case ended(OperationOutcome)
}
