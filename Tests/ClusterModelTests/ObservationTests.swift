import ClusterModel
import Testing

struct ObservationTests {
    private let start = Timestamp(secondsSinceEpoch: 1000)
    private var later: Timestamp { start + .seconds(5) }

    @Test func `a stale observation keeps its last value and the first failure's time`() {
        let fresh = Observation<Int>.pending.updated(with: .success(1), at: start)
        let stale = fresh.updated(with: .failure(.connectionRefused), at: later)
            .updated(with: .failure(.cutShort), at: later + .seconds(1))
        #expect(stale == .stale(1, at: start, because: .cutShort, since: later))
        #expect(stale.value == 1 && stale.currentValue == nil && stale.learntAt == start)
        #expect(stale.updated(with: .success(2), at: later).currentValue == 2)
    }

    @Test func `what was never read fails since its first failure`() {
        let failed = Observation<Int>.pending.updated(with: .failure(.cutShort), at: start)
            .updated(with: .failure(.connectionRefused), at: later)
        #expect(failed == .failed(.connectionRefused, since: start))
        #expect(failed.map { $0 + 1 } == .failed(.connectionRefused, since: start))
    }
}
