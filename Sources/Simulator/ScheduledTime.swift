import ClusterModel

/// A time as people write it into a request.
enum ScheduledTime: Equatable {
    case at(Timestamp)
    case withoutZone
    case unreadable

    /// Reads ISO 8601: `2026-11-22T15:48:28+00:00`, also with a space, a fraction, without seconds, with `Z`.
    init(_ text: String) {
        let scalars = Array(text.utf8)
        guard scalars.count <= 64, let date = Self.date(scalars) else {
            self = .unreadable
            return
        }
        var rest = scalars.dropFirst(10)
        guard let separator = rest.popFirst(), separator == UInt8(ascii: "T") || separator == UInt8(ascii: " "),
            let seconds = Self.clock(&rest)
        else {
            self = .unreadable
            return
        }
        if rest.isEmpty {
            self = .withoutZone
            return
        }
        guard let offset = Self.offset(&rest), rest.isEmpty else {
            self = .unreadable
            return
        }
        self = .at(Timestamp(secondsSinceEpoch: date * 86_400 + seconds - offset))
    }

    private static func number(_ digits: some Collection<UInt8>) -> Int64? {
        guard !digits.isEmpty, digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int64(String(decoding: digits, as: UTF8.self))
    }

    private static func date(_ text: [UInt8]) -> Int64? {
        guard text.count > 10, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
            let year = number(text[0..<4]),
            let month = number(text[5..<7]), let day = number(text[8..<10]), (1...12).contains(month),
            (1...31).contains(day)
        else { return nil }
        // Days since 1 March of year 0 in the proleptic Gregorian calendar, then since 1970.
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func clock(_ rest: inout ArraySlice<UInt8>) -> Int64? {
        guard let hour = twoDigits(&rest), hour < 24, rest.popFirst() == UInt8(ascii: ":"),
            let minute = twoDigits(&rest),
            minute < 60
        else { return nil }
        var seconds = hour * 3600 + minute * 60
        if rest.first == UInt8(ascii: ":") {
            rest.removeFirst()
            guard let second = twoDigits(&rest), second < 60 else { return nil }
            seconds += second
        }
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            rest = rest.drop { (48...57).contains($0) }
        }
        return seconds
    }

    private static func offset(_ rest: inout ArraySlice<UInt8>) -> Int64? {
        guard let sign = rest.popFirst() else { return nil }
        if sign == UInt8(ascii: "Z") { return 0 }
        guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), let hours = twoDigits(&rest) else { return nil }
        if rest.first == UInt8(ascii: ":") { rest.removeFirst() }
        let minutes = rest.isEmpty ? 0 : twoDigits(&rest)
        return minutes.map { (hours * 3600 + $0 * 60) * (sign == UInt8(ascii: "-") ? -1 : 1) }
    }

    private static func twoDigits(_ rest: inout ArraySlice<UInt8>) -> Int64? {
        guard rest.count >= 2, let value = number(rest.prefix(2)) else { return nil }
        rest.removeFirst(2)
        return value
    }
}
