import ClusterModel

/// How clients that write fared: attempts one after the other, and the gaps between those that succeeded.
package struct WriteLog: Sendable {
    package private(set) var succeeded = 0
    package private(set) var failed = 0
    /// All gaps together: each from the last success before a failure to the first one after it.
    package private(set) var gaps = Duration.zero
    private var lastGoodAt: Timestamp?
    private var isInGap = false

    package init() {}

    /// Takes the next attempt.
    package mutating func note(isWritten: Bool, from startedAt: Timestamp, to endedAt: Timestamp) {
        guard isWritten else {
            failed += 1
            isInGap = true
            lastGoodAt = lastGoodAt ?? startedAt
            return
        }
        if isInGap, let lastGoodAt { gaps += endedAt - lastGoodAt }
        isInGap = false
        succeeded += 1
        lastGoodAt = endedAt
    }
}
