/// What an operator had done to a cluster, as others are told of it: who, what, and how it came out.
///
/// Requests are no part of it, and answers only as far as one refused: a configuration's values may be secrets.
package struct OperatorAction: Equatable, Sendable {
    /// How far it is.
    package enum Stage: Equatable, Sendable {
        /// The first request left.
        case began
        /// `outcome` is one of `done`, `refused`, `still running`, `failed`, `interrupted`; `text` the sentence behind it.
        case ended(outcome: String, text: String, phases: [OperationPhase])
    }

    /// The same for all that is told of one operation.
    package var id: String
    /// When it happened, by the clock of whoever did it.
    package var at: Timestamp
    package var user: String
    package var host: String
    package var cluster: String
    /// What is done: `switchover from db1 to db2`.
    package var summary: String
    package var stage: Stage

    package init(
        id: String,
        at: Timestamp,
        user: String,
        host: String,
        cluster: String,
        summary: String,
        stage: Stage
    ) {
        self.id = id
        self.at = at
        self.user = user
        self.host = host
        self.cluster = cluster
        self.summary = summary
        self.stage = stage
    }
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
