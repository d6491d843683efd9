import ClusterModel

/// How clients that write fared: attempts one after the other, and the gaps between those that succeeded.
package struct WriteLog: Sendable {
    package private(set) var succeeded = 0
    package private(set) var failed = 0
    /// All gaps that are over, together: each from the last success before a failure to the first one after it.
    private var closedGaps = Duration.zero
    private var lastGoodAt: Timestamp?
    private var isInGap = false

    package init() {}

    /// All gaps together, with the one that goes on.
    package func gaps(at now: Timestamp) -> Duration {
        guard isInGap, let lastGoodAt else { return closedGaps }
        return closedGaps + max(.zero, now - lastGoodAt)
    }

    /// Takes the next attempt.
    package mutating func note(isWritten: Bool, from startedAt: Timestamp, to endedAt: Timestamp) {
        guard isWritten else {
            failed += 1
            isInGap = true
            lastGoodAt = lastGoodAt ?? startedAt
            return
        }
        if isInGap, let lastGoodAt { closedGaps += endedAt - lastGoodAt }
        isInGap = false
        succeeded += 1
        lastGoodAt = endedAt
    }
}
