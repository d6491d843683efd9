import ClusterModel

/// How one replica's lag moved within the last minute.
struct LagTrend: Sendable {
    private var samples: [Sample] = []

    struct Sample: Sendable {
        var bytes: Int64
        var at: Timestamp
    }

    private static let window = Duration.seconds(60)
    private static let mostSamples = 240
    /// Shorter stretches say more about the poll than about the replica: `/cluster` moves once per loop_wait.
    private static let shortest = Duration.seconds(20)

    mutating func append(_ bytes: Int64, at now: Timestamp) {
        // A wall clock that was set back makes the past worthless.
        if let last = samples.last, last.at > now { samples = [] }
        samples.append(Sample(bytes: bytes, at: now))
        let oldest = now - Self.window
        samples.removeAll { $0.at < oldest }
        if samples.count > Self.mostSamples { samples.removeFirst(samples.count - Self.mostSamples) }
    }

    /// Bytes a second by which lag rises, or nil unless it rises all along: in each third of the time more than in the one before.
    var risingBytesPerSecond: Double? {
        guard let first = samples.first, let last = samples.last, last.at - first.at >= Self.shortest else {
            return nil
        }
        let span = last.at - first.at
        let means = (0..<3).map { third in
            mean(from: first.at + span * third / 3, to: first.at + span * (third + 1) / 3)
        }
        guard let early = means[0], let middle = means[1], let late = means[2], early < middle, middle < late
        else { return nil }
        // The means stand in the middle of the first and the last third.
        return (late - early) / (span.inSeconds * 2 / 3)
    }

    private func mean(from start: Timestamp, to end: Timestamp) -> Double? {
        let part = samples.lazy.filter { $0.at >= start && $0.at <= end }.map { Double($0.bytes) }
        return part.isEmpty ? nil : part.reduce(0, +) / Double(part.count)
    }
}
