import ClusterModel
import Testing

@testable import Dashboard

@Suite struct SeriesTests {
    private let start = Timestamp(secondsSinceEpoch: 1_795_360_000)

    /// One sample a second.
    private func series(_ seconds: Int64, _ value: (Int64) -> Double?) -> (Series, now: Timestamp) {
        var series = Series()
        for second in 0..<seconds { series.append(value(second), at: start + .seconds(second)) }
        return (series, start + .seconds(seconds - 1))
    }

    @Test func `a peak of a minute ago is kept for an hour`() {
        let (series, now) = series(3500) { $0 == 100 ? 500 : 1 }
        let samples = series.highest(over: .seconds(3600), buckets: 120, until: now)
        #expect(samples.count == 120)
        #expect(samples.compactMap(\.self).max() == 500)
        #expect(samples.suffix(100).allSatisfy { $0 == 1 })
        #expect(series.summary?.peak == 500)
    }

    @Test func `what is older than an hour is forgotten`() {
        let (series, now) = series(9000) { $0 < 4000 ? 500 : 1 }
        #expect(series.highest(over: .seconds(3600), buckets: 60, until: now).allSatisfy { $0 == 1 })
        #expect(series.summary?.peak == 1)
    }

    @Test func `no stretch of an hour is left blank, however wide the picture`() {
        let (series, now) = series(3700) { Double($0) }
        for buckets in [1, 7, 60, 119, 300, 500] {
            let samples = series.highest(over: .seconds(3600), buckets: buckets, until: now)
            #expect(samples.count == buckets && samples.allSatisfy { $0 != nil }, "\(buckets)")
        }
    }

    @Test func `a short span is drawn from single samples`() {
        let (series, now) = series(60) { $0 == 30 ? 9 : 0 }
        let samples = series.highest(over: .seconds(300), buckets: 300, until: now)
        #expect(samples.count { $0 == 9 } == 1 && samples.count { $0 == 0 } == 59)
    }

    @Test func `unknown samples are neither peak nor mean`() {
        let (series, _) = series(20) { $0.isMultiple(of: 2) ? 4 : nil }
        #expect(series.summary == Series.Summary(peak: 4, mean: 4, perSecond: 0))
        var empty = Series()
        empty.append(nil, at: start)
        #expect(empty.summary == nil && empty.recentMedian == nil)
    }

    @Test func `the rate is that of the last half minute`() throws {
        let (series, _) = series(120) { $0 < 80 ? 0 : Double($0 - 80) * 10 }
        let rate = try #require(series.summary).perSecond
        #expect(rate == 10)
    }

    @Test func `a picture widens as more is known`() {
        let spans = [60, 290, 301, 890, 901, 9000].map { seconds in
            let (series, now) = series(Int64(seconds)) { _ in 1 }
            return series.fittingSpan(at: now).inMilliseconds / 1000
        }
        #expect(spans == [300, 300, 300, 900, 900, 3600])
    }

    @Test func `a clock that goes back and numbers of any size crash nothing`() {
        var series = Series(recentSamples: 10)
        for (value, at) in [
            (9.3e18, Int64(253_402_300_799_999)), (-1, 0), (.greatestFiniteMagnitude, 1000), (1, 1_795_360_000_000),
        ] {
            series.append(value, at: Timestamp(millisecondsSinceEpoch: at))
            _ = series.summary
            for span in [Duration.seconds(300), .seconds(3600)] {
                #expect(series.highest(over: span, buckets: 50, until: start).count == 50)
            }
        }
    }
}
