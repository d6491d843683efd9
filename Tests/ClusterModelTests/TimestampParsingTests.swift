import ClusterModel
import Testing

@Suite struct TimestampParsingTests {
    @Test(arguments: [
        ("2026-11-22T14:47:53.125000+00:00", 1_795_358_873_125), ("2026-11-22 14:47:53Z", 1_795_358_873_000),
        ("2026-11-22T15:47:53.1+01:00", 1_795_358_873_100), ("2026-11-22T09:17:53-0530", 1_795_358_873_000),
        ("1970-01-01T00:00:00Z", 0), ("2024-02-29T00:00:00Z", 1_709_164_800_000),
    ]) func `ISO 8601 is read`(text: String, milliseconds: Int64) {
        #expect(Timestamp(iso8601: text) == Timestamp(millisecondsSinceEpoch: milliseconds))
    }

    @Test func `the date of an HTTP answer is read`() {
        #expect(Timestamp(httpDate: "Sun, 22 Nov 2026 14:47:53 GMT") == Timestamp(secondsSinceEpoch: 1_795_358_873))
    }

    @Test func `what a civil time writes is read back`() {
        for seconds in stride(from: Int64(-2_000_000_000), to: 4_000_000_000, by: 86_399_977) {
            let moment = Timestamp(millisecondsSinceEpoch: seconds * 1000 + 7)
            #expect(Timestamp(iso8601: CivilTime(moment).iso8601) == moment)
        }
    }

    @Test(arguments: [
        "", "2026", "2026-11-22T14:47:53", "2026-13-22T14:47:53Z", "2026-11-00T14:47:53Z", "2026-11-22T24:47:53Z",
        "2026-11-22T14:47:53+", "2026-11-22T14:47:53+1:0", "2026-11-22T14:47:53.Zx", "99999999999999999999999999",
        "2026-11-22T1a:47:53Z", "ü026-11-22T14:47:53Z", "2026-11-22T14:47:53.125+00:00:00:00:00:00",
    ]) func `anything else is none`(text: String) {
        #expect(Timestamp(iso8601: text) == nil)
        #expect(Timestamp(httpDate: text) == nil)
    }

    @Test(arguments: [
        "Sun, 22 Nov 2026 14:47:53", "Sun, 22 Nov 2026 14:47:53 CET", "Sun, 40 Nov 2026 14:47:53 GMT",
        "Sun, 22 Nvo 2026 14:47:53 GMT", "Sun, 22 Nov 26 14:47:53 GMT", "Sunday, 22-Nov-26 14:47:53 GMT",
    ]) func `another spelling of a date is none`(text: String) {
        #expect(Timestamp(httpDate: text) == nil)
    }
}
