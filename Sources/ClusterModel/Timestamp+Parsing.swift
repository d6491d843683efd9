/// Moments as other programs spell them. Hostile text gives nil, never a trap.
extension Timestamp {
    /// Reads ISO 8601 with an offset, as Patroni writes its history: `2026-11-22T14:50:31.605756+00:00`, also with a space or `Z`.
    package init?(iso8601 text: String) {
        let bytes = Array(text.utf8.prefix(64))
        guard bytes.count >= 20, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " "),
            let year = bytes[0..<4].decimal, let month = bytes[5..<7].decimal, let day = bytes[8..<10].decimal,
            let clock = Self.clock(bytes[11..<19])
        else { return nil }
        var rest = bytes[19...]
        var milliseconds: Int64 = 0
        if rest.first == UInt8(ascii: ".") {
            let fraction = rest.dropFirst().prefix { (48...57).contains($0) }
            rest = rest.dropFirst(1 + fraction.count)
            let padded = (Array(fraction) + [48, 48, 48]).prefix(3)
            milliseconds = padded.decimal ?? 0
        }
        guard let offset = Self.offset(rest), let days = Self.days(year: year, month: month, day: day) else {
            return nil
        }
        let seconds = days * 86_400 + clock - offset
        self.init(millisecondsSinceEpoch: seconds * 1000 + milliseconds)
    }

    /// Reads the `Date` header of an HTTP answer: `Sun, 22 Nov 2026 14:51:15 GMT` (RFC 9110, 5.6.7).
    package init?(httpDate text: String) {
        let words = text.prefix(64).split(separator: " ")
        guard words.count == 6, words[5] == "GMT", let day = Array(words[1].utf8).decimal,
            let month = Self.months.firstIndex(of: String(words[2])), words[3].utf8.count == 4,
            let year = Array(words[3].utf8).decimal, let clock = Self.clock(Array(words[4].utf8)[...]),
            let days = Self.days(year: year, month: Int64(month + 1), day: day)
        else { return nil }
        self.init(secondsSinceEpoch: days * 86_400 + clock)
    }

    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// Days since 1970 of a date in the proleptic Gregorian calendar, counted in eras of 400 years that begin in March.
    private static func days(year: Int64, month: Int64, day: Int64) -> Int64? {
        guard (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
        let shifted = month <= 2 ? year - 1 : year
        let (era, yearOfEra) = shifted.quotientAndRemainder(dividingBy: 400)
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// Seconds of `14:50:31`.
    private static func clock(_ text: ArraySlice<UInt8>) -> Int64? {
        let parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard parts.count == 3, parts.allSatisfy({ $0.count == 2 }), let hour = parts[0].decimal, hour < 24,
            let minute = parts[1].decimal, minute < 60, let second = parts[2].decimal, second <= 60
        else { return nil }
        return hour * 3600 + minute * 60 + second
    }

    /// Seconds that a zone such as `Z`, `+01:00` or `-0530` is ahead of UTC.
    private static func offset(_ text: ArraySlice<UInt8>) -> Int64? {
        if text.elementsEqual([UInt8(ascii: "Z")]) { return 0 }
        guard let sign = text.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return nil }
        let digits = text.dropFirst().filter { $0 != UInt8(ascii: ":") }
        guard digits.count == 4, let hours = digits[0..<2].decimal, let minutes = digits[2..<4].decimal else {
            return nil
        }
        return (hours * 3600 + minutes * 60) * (sign == UInt8(ascii: "-") ? -1 : 1)
    }
}

extension Collection<UInt8> {
    /// A whole number of at most nine digits.
    fileprivate var decimal: Int64? {
        guard (1...9).contains(count), allSatisfy({ (48...57).contains($0) }) else { return nil }
        return reduce(0) { $0 * 10 + Int64($1 - 48) }
    }
}
