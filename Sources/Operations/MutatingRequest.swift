import ClusterModel

/// One request that changes a cluster: made only from a confirmed plan, under the authority to write.
package struct MutatingRequest: Equatable, Sendable {
    package let outline: RequestOutline
    /// Which of its plan's requests it is, from 0.
    package let step: Int

    /// Nil where the plan has no such step.
    package init?(_ confirmed: ConfirmedPlan, step: Int, under authority: borrowing WriteAuthority) {
        guard confirmed.plan.requests.indices.contains(step) else { return nil }
        outline = confirmed.plan.requests[step]
        self.step = step
    }
}

/// How one mutating request ended.
package struct WriteReply: Equatable, Sendable {
    package var step: Int
    package var outcome: Result<WriteAnswer, ReadFailure>
    package var startedAt: Timestamp
    package var finishedAt: Timestamp
    /// Whether anything of the request left for the agent.
    ///
    /// False is certain: no name, no connection, no TLS. True without an answer leaves open whether the agent acts on it.
    package var mayHaveArrived: Bool

    package init(
        step: Int,
        outcome: Result<WriteAnswer, ReadFailure>,
        startedAt: Timestamp,
        finishedAt: Timestamp,
        mayHaveArrived: Bool = true
    ) {
        self.step = step
        self.outcome = outcome
        self.startedAt = startedAt
        self.finishedAt = finishedAt
        self.mayHaveArrived = mayHaveArrived
    }
}

/// An agent's answer to a mutating request.
package struct WriteAnswer: Hashable, Sendable {
    package var status: Int
    /// Printable and bounded.
    package var text: String

    package init(status: Int, text: String) {
        self.status = status
        self.text = text.printable(limit: 2_000)
    }
}
