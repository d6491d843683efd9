import ClusterModel

/// Lag and latency of each member over the last minutes, in bounded memory.
struct Trends: Sendable {
    /// What was measured of one member at one moment.
    struct Sample: Sendable {
        var at: Timestamp
        var lagBytes: Int64?
    }

    /// Five minutes at four samples a second.
    private static let capacity = 1200
    private var samples: [MemberName: BoundedHistory<Sample>] = [:]
    private var latencies: [WebAddress: BoundedHistory<Duration>] = [:]
    /// What is said of each agent's latency, which follows the measured one with reluctance.
    private var spoken: [WebAddress: Duration] = [:]

    /// Notes what the snapshot says, at most once for each answer: `at` is when it came.
    mutating func note(_ snapshot: ClusterSnapshot, at now: Timestamp) {
        for member in snapshot.members where !member.isGone {
            let lag = snapshot.measuredLagBytes(of: member) ?? member.listed.currentValue?.lag?.bytes
            samples[member.name, default: BoundedHistory(capacity: Self.capacity)].append(
                Sample(at: now, lagBytes: lag)
            )
        }
        let known = Set(snapshot.members.map(\.name))
        samples = samples.filter { known.contains($0.key) }
    }

    /// Notes how long an agent took.
    mutating func note(latency: Duration, of address: WebAddress) {
        latencies[address, default: BoundedHistory(capacity: 15)].append(latency)
        guard let recent = latencies[address]?.all.sorted(), !recent.isEmpty else { return }
        let median = recent[recent.count / 2]
        let difference = max(median, spoken[address] ?? .zero) - min(median, spoken[address] ?? .zero)
        if difference > max(.milliseconds(1), median / 3) { spoken[address] = median }
    }

    /// The median of the last answers, renewed when it has moved by a third.
    ///
    /// One slow answer among many should neither hide nor flicker, and a figure that dithers is written to the terminal each second.
    func latency(of address: WebAddress) -> Duration? {
        latencies[address] == nil ? nil : spoken[address] ?? .zero
    }

    /// The highest lag in each of `buckets` equal spans that end now.
    ///
    /// Spans begin at multiples of their length, so that a picture moves on once in a span rather than each second.
    func lag(of member: MemberName, over span: Duration, buckets: Int, until now: Timestamp) -> [Double?] {
        guard buckets > 0 else { return [] }
        let width = max(1, span.inMilliseconds / Int64(buckets))
        let current = now.millisecondsSinceEpoch / width
        var highest = [Double?](repeating: nil, count: buckets)
        for sample in samples[member]?.all ?? BoundedHistory<Sample>(capacity: 1).all {
            let age = current - sample.at.millisecondsSinceEpoch / width
            guard let lag = sample.lagBytes, age >= 0, age < Int64(buckets) else { continue }
            let bucket = buckets - 1 - Int(age)
            highest[bucket] = max(highest[bucket] ?? 0, Double(lag))
        }
        // The span that has just begun may hold no sample yet: what was measured last still holds.
        if highest.last == .some(nil), buckets > 1 { highest[buckets - 1] = highest[buckets - 2] }
        return highest
    }

    /// What a full bar means at least: less lag than this is noise, and is drawn flat.
    static let floorBytes = 262_144.0

    /// The scale of a picture of `samples`.
    static func scale(_ samples: [Double?]) -> Double {
        max(floorBytes, samples.compactMap(\.self).max() ?? 0)
    }

    /// Peak and mean of a member's lag, and how fast it rises, over all that is remembered; nil before two samples.
    func summary(of member: MemberName) -> (peakBytes: Int64, meanBytes: Int64, bytesPerSecond: Double)? {
        let known = (samples[member]?.all ?? BoundedHistory<Sample>(capacity: 1).all)
            .compactMap { sample in sample.lagBytes.map { (at: sample.at, lag: $0) } }
        guard let first = known.first, let last = known.last, last.at > first.at else { return nil }
        let recent = known.last { last.at - $0.at >= .seconds(30) } ?? first
        let rate = Double(last.lag - recent.lag) / (last.at - recent.at).inSeconds
        let mean = known.reduce(0.0) { $0 + Double($1.lag) } / Double(known.count)
        return (known.map(\.lag).max() ?? 0, Int64(mean), rate)
    }
}
