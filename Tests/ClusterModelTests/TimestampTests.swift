import ClusterModel
import Testing

struct TimestampTests {
    @Test(arguments: [
        (0, "1970-01-01T00:00:00.000Z"), (1_795_365_943_125, "2026-11-22T16:45:43.125Z"),
        (-1, "1969-12-31T23:59:59.999Z"),
        (951_782_400_000, "2000-02-29T00:00:00.000Z"), (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
    ])
    func `a moment has its date and time of day`(_ milliseconds: Int64, _ iso: String) {
        #expect(CivilTime(Timestamp(millisecondsSinceEpoch: milliseconds)).iso8601 == iso)
    }

    @Test(arguments: [Int64.min, .max])
    func `the ends of time do not trap`(_ milliseconds: Int64) {
        let end = Timestamp(millisecondsSinceEpoch: milliseconds)
        _ = CivilTime(end, offsetSeconds: 3600).iso8601
        let epoch = Timestamp(millisecondsSinceEpoch: 0)
        _ = (end - epoch, epoch - end, end + .seconds(1), end - .seconds(1), end + .seconds(Int64.max))
        #expect(Timestamp(secondsSinceEpoch: milliseconds).millisecondsSinceEpoch == milliseconds)
    }

    @Test func `spans add and subtract`() {
        let moment = Timestamp(secondsSinceEpoch: 100)
        #expect((moment + .milliseconds(1500)) - moment == .milliseconds(1500))
        #expect((moment - .seconds(1)).millisecondsSinceEpoch == 99_000)
    }
}
