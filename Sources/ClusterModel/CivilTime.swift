/// A `Timestamp` read off a calendar and a clock, at a fixed offset from UTC.
///
/// Days are converted with the proleptic Gregorian calendar in 400-year eras, so that every representable moment has
/// a date and nothing here needs a locale, a time zone database or the system clock.
package struct CivilTime: Hashable, Sendable {
    package let year: Int64
    package let month: Int
    package let day: Int
    package let hour: Int
    package let minute: Int
    package let second: Int
    package let millisecond: Int

    /// - Parameter offsetSeconds: what to add to UTC, in seconds; the shell knows it, the core does not.
    package init(_ timestamp: Timestamp, offsetSeconds: Int = 0) {
        let (shifted, overflow) = timestamp.millisecondsSinceEpoch.addingReportingOverflow(Int64(offsetSeconds) * 1000)
        let milliseconds = overflow ? timestamp.millisecondsSinceEpoch : shifted
        let (days, inDay) = milliseconds.flooredDivision(by: 86_400_000)
        let date = Self.date(daysSinceEpoch: days)
        (year, month, day) = date
        hour = Int(inDay / 3_600_000)
        minute = Int(inDay / 60_000 % 60)
        second = Int(inDay / 1000 % 60)
        millisecond = Int(inDay % 1000)
    }

    /// The time of day, for instance `14:39:02`.
    package var clock: String { "\(hour.padded(2)):\(minute.padded(2)):\(second.padded(2))" }

    /// The day, for instance `2026-11-22`.
    package var date: String { "\(year)-\(month.padded(2))-\(day.padded(2))" }

    /// `2026-11-22T14:39:02.125Z`, meant for a civil time at offset zero.
    package var iso8601: String { "\(date)T\(clock).\(millisecond.padded(3))Z" }

    private static func date(daysSinceEpoch: Int64) -> (Int64, Int, Int) {
        // Eras of 400 years that begin on 1 March of year 0, so that the leap day is the last of its year.
        let (era, dayOfEra) = (daysSinceEpoch + 719_468).flooredDivision(by: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = Int(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
        let month = Int(shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9)
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }
}

extension Int64 {
    fileprivate func flooredDivision(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}

extension Int {
    fileprivate func padded(_ width: Int) -> String {
        let digits = String(self)
        return String(repeating: "0", count: Swift.max(0, width - digits.count)) + digits
    }
}
