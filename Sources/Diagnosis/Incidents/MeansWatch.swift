import ClusterModel

/// Follows one means from snapshot to snapshot: when it was last good, and the gap that it is in.
struct MeansWatch {
    let means: Means
    private(set) var lastGoodAt: Timestamp?
    private(set) var gap: Outage.Gap?
    /// The moment of the last look that found it bad.
    private var badUntil: Timestamp?

    init(_ means: Means) {
        self.means = means
    }

    /// Takes the next reading; answers the gap that it ended.
    mutating func note(_ state: MeansReading.State, at now: Timestamp) -> Outage.Gap? {
        switch state {
        case .unknown: return nil
        case .bad(let moment, let until):
            badUntil = now
            if gap == nil, let until { lastGoodAt = max(until, lastGoodAt ?? until) }
            gap = gap ?? Outage.Gap(lastGoodAt: lastGoodAt, firstBadAt: max(moment, lastGoodAt ?? moment))
            return nil
        case .good(let moment, let complete):
            lastGoodAt = moment
            guard var ended = gap else { return nil }
            // What was known before it was bad cannot be what ended it.
            ended.goodAgainAt = badUntil.map { moment > $0 } ?? true ? moment : complete
            gap = nil
            return ended
        }
    }
}
