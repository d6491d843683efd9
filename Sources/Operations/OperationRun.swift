import ClusterModel

/// An operation on its way: which request is next, what has been seen so far, and how it ended.
///
/// It is decided by what the cluster shows, not by the answer alone: a 503 "status unknown", a closed connection or a time-out
/// after sending is still running.
package struct OperationRun: Sendable {
    package let plan: Plan
    package let startedAt: Timestamp
    /// What it goes through, in order; the first that is not reached is what is waited for.
    package private(set) var phases: [OperationPhase] = []
    package private(set) var replies: [WriteReply] = []
    /// Nil while it runs.
    package private(set) var outcome: OperationOutcome?

    /// - Parameter before: the cluster as it was when the plan was confirmed.
    package init(_ confirmed: ConfirmedPlan, before: ClusterSnapshot, at now: Timestamp) {
        plan = confirmed.plan
        startedAt = now
    }

    /// The request to send now; nil while an answer is awaited and when there is nothing left to send.
    package var nextStep: Int? {
        outcome == nil && replies.count < plan.requests.count ? replies.count : nil
    }

    /// Takes an agent's answer, or why there is none.
    package mutating func absorb(_ reply: WriteReply) {
        replies.append(reply)
    }

    /// Takes a look at the cluster.
    package mutating func observe(_ snapshot: ClusterSnapshot) {}
}

/// One thing that an operation goes through, and when it was seen.
package struct OperationPhase: Equatable, Sendable {
    /// Words for the screen: `leader lock released`.
    package var text: String
    package var reachedAt: Timestamp?

    package init(text: String, reachedAt: Timestamp? = nil) {
        self.text = text
        self.reachedAt = reachedAt
    }
}

/// How an operation ended.
package enum OperationOutcome: Equatable, Sendable {
    case done(String)
    /// The agent said no; nothing was changed. Says what its text means and what to do.
    case refusedByPatroni(status: Int, text: String, explanation: String)
    /// The time for following is over, and nothing says that it failed.
    case stillRunning(String)
    case failed(String)
}
