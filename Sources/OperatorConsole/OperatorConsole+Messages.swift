import Dashboard
import Operations

extension OperatorConsole {
    /// Everything that can happen to a session that may change its cluster.
    package enum Message: Sendable {
        case dashboard(Dashboard.Message)
        /// An agent answered a request that changes something, or did not.
        case replied(WriteReply)
        /// What was to be written is on disk; a text says why it is not, and then nothing is sent.
        case recorded(failure: String?)
        /// The operations that the audit file tells of, the latest first.
        case past([AuditEntry])
        /// The API server said whether we hold a right, or did not.
        case reviewed(AccessReply)
    }

    /// What such a session wants done outside.
    package enum Effect: Equatable, Sendable {
        case dashboard(Dashboard.Effect)
        /// Append to the audit file and answer `recorded` when it is on disk: what comes after it waits for that.
        case write([AuditRecord])
        /// Append what has happened already.
        case note(AuditRecord)
        /// Send one of the plan's requests; the answer is a `replied`.
        case send(ConfirmedPlan, step: Int)
        /// Ask the API server whether we hold a right, which changes nothing; the answer is a `reviewed`.
        case review(ProxyRight)
        /// Read the audit file; the answer is a `past`.
        case recall
    }

    package static func message(_ happened: Dashboard.Message) -> Message { .dashboard(happened) }
}
