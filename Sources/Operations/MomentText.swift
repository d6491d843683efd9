import ClusterModel

/// A time as people type it, in a dialog or on the command line.
package enum MomentText: Hashable, Sendable {
    /// `23:30` (the next time that clocks here show it), `+10m`, or ISO 8601 with its zone.
    case at(Timestamp)
    /// ISO 8601 without a zone, `2026-11-22 14:30`: Patroni refuses it, and where it is typed it is this by local time.
    case withoutZone(local: Timestamp)

    /// Reads a time; nil for what is none.
    ///
    /// - Parameter utcOffset: how many seconds the clocks here are ahead of UTC at a moment.
    package init?(_ text: String, now: Timestamp, utcOffset: (Timestamp) -> Int) {
        if let span = Self.span(text) {
            self = .at(now + span)
            return
        }
        if let seconds = Self.secondsOfDay(text) {
            guard let next = Self.next(seconds, after: now, utcOffset) else { return nil }
            self = .at(next)
            return
        }
        switch ScheduleText(text) {
        case .at(let exact):
            self = .at(exact)
        case .withoutZone:
            guard let shown = Timestamp(iso8601: text + "Z") ?? Timestamp(iso8601: text + ":00Z") else { return nil }
            self = .withoutZone(local: Self.moment(shown: shown, utcOffset))
        case .unreadable:
            return nil
        }
    }

    /// The moment itself, without a zone by local time.
    package var timestamp: Timestamp {
        switch self {
        case .at(let timestamp), .withoutZone(let timestamp): timestamp
        }
    }

    /// The moment as Patroni reads it without doubt: ISO 8601 by the clocks here, with their zone.
    package func moment(utcOffset: (Timestamp) -> Int) -> Moment {
        let offset = utcOffset(timestamp)
        let time = CivilTime(timestamp, offsetSeconds: offset)
        return Moment(timestamp: timestamp, text: "\(time.date)T\(time.clock)\(Self.zone(offset))")
    }

    /// `+90s`, `+10m`, `+2h`; minutes without a unit.
    private static func span(_ text: String) -> Duration? {
        guard text.hasPrefix("+") else { return nil }
        let rest = text.dropFirst()
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        guard let number = Int64(digits), number <= 1_000_000 else { return nil }
        switch rest.dropFirst(digits.count) {
        case "s": return .seconds(number)
        case "m", "": return .seconds(number * 60)
        case "h": return .seconds(number * 3600)
        default: return nil
        }
    }

    /// How far `9:05`, `23:30` or `23:30:15` is into a day.
    private static func secondsOfDay(_ text: String) -> Int64? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), (1...2).contains(parts[0].utf8.count),
            parts.dropFirst().allSatisfy({ $0.utf8.count == 2 }),
            parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } })
        else { return nil }
        let numbers = parts.compactMap { Int64($0) }
        guard numbers[0] < 24, numbers.dropFirst().allSatisfy({ $0 < 60 }) else { return nil }
        return numbers[0] * 3600 + numbers[1] * 60 + (numbers.count == 3 ? numbers[2] : 0)
    }

    /// The next moment at which clocks here show so much of a day.
    private static func next(
        _ seconds: Int64,
        after now: Timestamp,
        _ utcOffset: (Timestamp) -> Int
    ) -> Timestamp? {
        let today = CivilTime(now, offsetSeconds: utcOffset(now)).date
        guard let midnight = Timestamp(iso8601: "\(today)T00:00:00Z") else { return nil }
        let days = [0, 1].map { day in moment(shown: midnight + .seconds(seconds + day * 86_400), utcOffset) }
        return days.first { $0 > now }
    }

    /// The moment at which clocks here show what those of UTC show at `shown`; the zone may change between the two.
    private static func moment(shown: Timestamp, _ utcOffset: (Timestamp) -> Int) -> Timestamp {
        let guess = shown + .seconds(-utcOffset(shown))
        return shown + .seconds(-utcOffset(guess))
    }

    private static func zone(_ seconds: Int) -> String {
        let minutes = abs(seconds) / 60
        let (hours, rest) = (minutes / 60, minutes % 60)
        return "\(seconds < 0 ? "-" : "+")\(hours < 10 ? "0" : "")\(hours):\(rest < 10 ? "0" : "")\(rest)"
    }
}
