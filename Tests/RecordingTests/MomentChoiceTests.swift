import ClusterModel
import Recording
import Testing

@Suite struct MomentChoiceTests {
    /// 2026-11-22T14:47:53.500Z.
    private let start = Timestamp(millisecondsSinceEpoch: 1_795_358_873_500)

    private func clock(_ text: String, offset: Int = 0) throws -> String {
        let moment = try #require(MomentChoice(parsing: text)).moment(from: start, utcOffsetSeconds: offset)
        return CivilTime(moment, offsetSeconds: offset).date + " " + CivilTime(moment, offsetSeconds: offset).clock
    }

    @Test(arguments: [
        "", "+", "+x", "+-5", "14", "14:60", "24:00", "1:2:3", "14:38:51:00", "+99999999999999999999s", "now",
    ])
    func `what names no moment is refused`(text: String) {
        #expect(MomentChoice(parsing: text) == nil)
    }

    @Test func `a span counts from the start`() throws {
        for (text, seconds) in [("+90s", 90), ("+90", 90), ("+2m", 120), ("+1h", 3600), ("+0s", 0)] {
            let choice = try #require(MomentChoice(parsing: text))
            #expect(choice.moment(from: start, utcOffsetSeconds: 0) - start == .seconds(seconds))
        }
    }

    @Test func `a clock time is the next such time on the recorded clock`() throws {
        let begun = CivilTime(start)
        #expect(try clock(begun.clock) == "\(begun.date) \(begun.clock)")
        let later = try #require(MomentChoice(parsing: "23:59:59")).moment(from: start, utcOffsetSeconds: 0)
        #expect(CivilTime(later).clock == "23:59:59" && later > start && later - start < .seconds(86_400))
        #expect(CivilTime(later).millisecond == 0)
        let early = try #require(MomentChoice(parsing: "00:00")).moment(from: start, utcOffsetSeconds: 0)
        #expect(CivilTime(early).clock == "00:00:00" && early > start && early - start < .seconds(86_400))
        #expect(try clock("12:00", offset: 28_800).hasSuffix("12:00:00"))
    }
}
