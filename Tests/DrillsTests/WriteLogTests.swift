import ClusterModel
import Drills
import Testing

@Suite struct WriteLogTests {
    private static let end = Timestamp(millisecondsSinceEpoch: 10_000)

    private func log(_ attempts: [(isWritten: Bool, from: Int64, to: Int64)]) -> WriteLog {
        var log = WriteLog()
        for attempt in attempts {
            log.note(
                isWritten: attempt.isWritten,
                from: Timestamp(millisecondsSinceEpoch: attempt.from),
                to: Timestamp(millisecondsSinceEpoch: attempt.to)
            )
        }
        return log
    }

    @Test func `without a failure there is no gap`() {
        let log = log([(true, 0, 10), (true, 250, 260)])
        #expect(log.gaps(at: Self.end) == .zero && log.succeeded == 2 && log.failed == 0)
    }

    @Test func `a gap lasts from the last success to the next one`() {
        let log = log([(true, 0, 10), (false, 250, 260), (false, 500, 3500), (true, 3600, 3610), (true, 3850, 3860)])
        #expect(log.gaps(at: Self.end) == .milliseconds(3600) && log.failed == 2 && log.succeeded == 3)
    }

    @Test func `several gaps add up`() {
        let log = log([
            (true, 0, 100), (false, 200, 300), (true, 400, 500), (true, 600, 700), (false, 800, 900),
            (true, 1000, 1100),
        ])
        #expect(log.gaps(at: Self.end) == .milliseconds(800))
    }

    @Test func `what fails from the beginning counts from its first attempt`() {
        #expect(log([(false, 100, 200), (true, 300, 400)]).gaps(at: Self.end) == .milliseconds(300))
    }

    @Test func `a gap that does not end counts up to now`() {
        #expect(log([(true, 0, 100), (false, 200, 300), (false, 400, 500)]).gaps(at: Self.end) == .milliseconds(9900))
        #expect(log([(false, 1000, 1100)]).gaps(at: Self.end) == .milliseconds(9000))
    }
}
