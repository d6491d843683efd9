import ClusterModel
import Operations
import Testing

/// Times as they are typed, the same in a dialog and on the command line.
@Suite struct MomentTextTests {
    /// A Sunday afternoon, UTC.
    private let now = Timestamp(iso8601: "2026-11-22T14:39:02Z") ?? Timestamp(secondsSinceEpoch: 0)

    private func text(_ typed: String, offset: Int = 3600) -> String? {
        MomentText(typed, now: now) { _ in offset }?.moment { _ in offset }.text
    }

    @Test(arguments: [
        ("+90s", "2026-11-22T15:40:32+01:00"), ("+10m", "2026-11-22T15:49:02+01:00"),
        ("+10", "2026-11-22T15:49:02+01:00"), ("+2h", "2026-11-22T17:39:02+01:00"),
        ("15:40", "2026-11-22T15:40:00+01:00"), ("15:39", "2026-11-23T15:39:00+01:00"),
        ("9:05", "2026-11-23T09:05:00+01:00"), ("09:05", "2026-11-23T09:05:00+01:00"),
        ("9:05:30", "2026-11-23T09:05:30+01:00"), ("23:30:15", "2026-11-22T23:30:15+01:00"),
        ("00:00", "2026-11-23T00:00:00+01:00"),
        ("2026-12-01 08:05", "2026-12-01T08:05:00+01:00"), ("2026-12-01T08:05:06", "2026-12-01T08:05:06+01:00"),
        ("2026-12-01T08:05:06Z", "2026-12-01T09:05:06+01:00"),
        ("2026-12-01T08:05:06+05:30", "2026-12-01T03:35:06+01:00"),
    ])
    func `a time is read, and spelled with the zone of the clocks here`(typed: String, spelled: String) {
        #expect(text(typed) == spelled)
    }

    @Test(arguments: [
        "", "now", "soon", "1430", "12-30", "12345", "1234567", "12345678", "24:00", "12:60", "12:3", "7:5:09", ":30",
        "12:", "123:00", "12:00:60", "١٢:٣٠", "+", "+m", "+-1m", "+10d", "+9999999s", "-10m", "2026-11-22",
        "2026-13-01 10:00",
        "2026-11-22 25:00", "12:30:00:00",
    ])
    func `what is no time is none`(typed: String) {
        #expect(text(typed) == nil)
    }

    @Test func `a date without a zone is told from one that has it`() {
        let typed = MomentText("2026-12-01T08:05:00", now: now) { _ in -18_000 }
        #expect(typed == .withoutZone(local: Timestamp(iso8601: "2026-12-01T13:05:00Z") ?? now))
        #expect(
            MomentText("2026-12-01T08:05:00Z", now: now) { _ in 0 }
                == .at(typed.map { $0.timestamp + .seconds(-18_000) } ?? now)
        )
    }

    @Test func `clocks that change before the time are read as they will be`() throws {
        // As in Central Europe: summer time ends on 25 October 2026 at 01:00 UTC.
        let change = try #require(Timestamp(iso8601: "2026-10-25T01:00:00Z"))
        let evening = try #require(Timestamp(iso8601: "2026-10-24T20:00:00Z"))
        let offset: (Timestamp) -> Int = { $0 < change ? 7200 : 3600 }
        let morning = MomentText("08:00", now: evening, utcOffset: offset)
        #expect(morning?.timestamp == Timestamp(iso8601: "2026-10-25T07:00:00Z"))
        #expect(morning?.moment(utcOffset: offset).text == "2026-10-25T08:00:00+01:00")
    }
}
