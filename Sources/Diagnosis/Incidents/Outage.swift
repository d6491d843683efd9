import ClusterModel
import Wording

/// By what an outage is measured.
package enum Means: String, Sendable, CaseIterable {
    /// A leader that the listing names and that its own agent confirms.
    case agents
    /// A proxy that routes writes to the leader, and none that routes them elsewhere.
    case proxies
    /// A database that answers where clients connect, and is not known to be another one than the leader's.
    case clients

    /// The means as people read it.
    package var phrase: Phrase { Phrase(rawValue) }
}

/// How long one means found writing impossible.
package struct Outage: Equatable, Sendable {
    /// Nothing good was seen between `lastGoodAt` and `goodAgainAt`.
    package struct Gap: Equatable, Sendable {
        /// Nil when it had never been good before.
        package var lastGoodAt: Timestamp?
        package var firstBadAt: Timestamp
        package var goodAgainAt: Timestamp?

        /// From the last good observation to the first good one after it: what it can have been at most.
        package func span(at now: Timestamp) -> Duration {
            max(.zero, (goodAgainAt ?? now) - (lastGoodAt ?? firstBadAt))
        }

        /// Between bad observations only: what it has been at least.
        package func certainSpan(at now: Timestamp) -> Duration {
            max(.zero, (goodAgainAt ?? now) - firstBadAt)
        }
    }

    package var means: Means
    package var gaps: [Gap]

    /// All gaps together, each as long as it can have been.
    package func span(at now: Timestamp) -> Duration { gaps.reduce(.zero) { $0 + $1.span(at: now) } }

    /// All gaps together, from the first bad observation on.
    package func certainSpan(at now: Timestamp) -> Duration { gaps.reduce(.zero) { $0 + $1.certainSpan(at: now) } }

    package var isOver: Bool { gaps.allSatisfy { $0.goodAgainAt != nil } }
}
