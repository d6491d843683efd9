import ClusterModel

/// One measured quantity over the last hour, in bounded memory: single samples of the last minutes, and before them the highest of
/// each ten seconds.
struct Series: Sendable {
    /// What was measured at one moment; nil where nothing was to be had.
    private struct Sample: Sendable {
        var at: Timestamp
        var value: Double?
    }

    /// What ten seconds amount to.
    private struct Stretch: Sendable {
        var number: Int64
        var highest: Double?
        var sum = 0.0
        var count = 0

        mutating func add(_ value: Double?) {
            guard let value else { return }
            highest = max(highest ?? value, value)
            sum += value
            count += 1
        }
    }

    /// Peak and mean of an hour, and the change a second over the last half minute.
    struct Summary: Equatable, Sendable {
        var peak: Double
        var mean: Double
        var perSecond: Double
    }

    private static let stretchMilliseconds: Int64 = 10_000
    /// How far single samples reach back.
    static let recentSpan = Duration.seconds(300)
    static let longestSpan = Duration.seconds(3600)

    private var recent: BoundedHistory<Sample>
    private var stretches = BoundedHistory<Stretch>(capacity: 360)
    private var current: Stretch?
    private(set) var firstAt: Timestamp?

    /// - Parameter recentSamples: how many single samples are kept: five minutes at four a second, unless told otherwise.
    init(recentSamples: Int = 1200) {
        recent = BoundedHistory(capacity: recentSamples)
    }

    mutating func append(_ value: Double?, at now: Timestamp) {
        firstAt = firstAt ?? now
        recent.append(Sample(at: now, value: value))
        let number = now.millisecondsSinceEpoch / Self.stretchMilliseconds
        if let current, current.number != number { stretches.append(current) }
        if current?.number != number { current = Stretch(number: number) }
        current?.add(value)
    }

    /// The highest in each of `buckets` equal spans that end now; nil where nothing was measured.
    ///
    /// Spans begin at multiples of their length, so that a picture moves on once in a span rather than each second.
    func highest(over span: Duration, buckets: Int, until now: Timestamp) -> [Double?] {
        guard buckets > 0 else { return [] }
        let width = max(1, span.inMilliseconds / Int64(buckets))
        let newest = now.millisecondsSinceEpoch / width
        var highest = [Double?](repeating: nil, count: buckets)
        for (value, from, to) in pieces(over: span, until: now) {
            let oldest = max(from / width, newest - Int64(buckets) + 1)
            let youngest = min(to / width, newest)
            guard oldest <= youngest else { continue }
            for number in oldest...youngest {
                let bucket = buckets - 1 - Int(newest - number)
                highest[bucket] = max(highest[bucket] ?? value, value)
            }
        }
        // The span that has just begun may hold no sample yet: what was measured last still holds.
        if highest.last == .some(nil), buckets > 1 { highest[buckets - 1] = highest[buckets - 2] }
        return highest
    }

    /// What was measured with the times, in milliseconds, between which it stands: single samples for a short span, else stretches.
    private func pieces(
        over span: Duration,
        until now: Timestamp
    ) -> [(value: Double, from: Int64, to: Int64)] {
        guard span > Self.recentSpan else {
            // The newest first: there are more of them than belong to the span.
            return recent.all.reversed().prefix { $0.at > now - span }.compactMap { sample in
                sample.value.map { ($0, sample.at.millisecondsSinceEpoch, sample.at.millisecondsSinceEpoch) }
            }
        }
        return allStretches.compactMap { stretch in
            let from = stretch.number * Self.stretchMilliseconds
            return stretch.highest.map { ($0, from, from + Self.stretchMilliseconds - 1) }
        }
    }

    private var allStretches: [Stretch] { stretches.all + [current].compactMap { $0 } }

    /// Nil before two samples at different times.
    var summary: Summary? {
        let known = recent.all.compactMap { sample in sample.value.map { (at: sample.at, value: $0) } }
        guard let first = known.first, let last = known.last, last.at > first.at else { return nil }
        let earlier = known.last { last.at - $0.at >= .seconds(30) } ?? first
        let all = allStretches
        let count = all.reduce(0) { $0 + $1.count }
        return Summary(
            peak: all.compactMap(\.highest).max() ?? last.value,
            mean: all.reduce(0) { $0 + $1.sum } / Double(max(1, count)),
            perSecond: (last.value - earlier.value) / (last.at - earlier.at).inSeconds
        )
    }

    /// When something was measured last, of the single samples.
    var lastMeasuredAt: Timestamp? { recent.all.last { $0.value != nil }?.at }

    /// The median of the last fifteen: one outlier among many should neither hide nor flicker.
    var recentMedian: Double? {
        let last = recent.all.suffix(15).compactMap(\.value).sorted()
        return last.isEmpty ? nil : last[last.count / 2]
    }

    /// The shortest of five minutes, a quarter of an hour and an hour that holds everything known.
    func fittingSpan(at now: Timestamp) -> Duration {
        let known = firstAt.map { now - $0 } ?? .zero
        return [Self.recentSpan, .seconds(900)].first { known <= $0 } ?? Self.longestSpan
    }
}
