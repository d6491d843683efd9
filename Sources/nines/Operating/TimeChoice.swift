import ClusterModel
import Glibc
import Operations

/// A time on the command line: `23:30` here and today or tomorrow, `+10m`, or ISO 8601 with a time zone.
enum TimeChoice {
    /// What is not understood is passed on as it is: the pre-flight then says what Patroni would say of it.
    static func moment(_ text: String, now: Timestamp) -> Moment {
        if let time = span(text).map({ now + $0 }) ?? clock(text, now: now) {
            return Moment(timestamp: time, text: spelling(of: time))
        }
        return Moment(timestamp: Timestamp(iso8601: text) ?? now, text: text.printable(limit: 64))
    }

    /// Why this cannot be the time of anything to come, with what to try; nil where it may be, or the pre-flight is to say.
    static func problem(_ text: String, now: Timestamp) -> String? {
        guard span(text) == nil, clock(text, now: now) == nil else { return nil }
        let what: String
        switch ScheduleText(text) {
        case .at(let time) where time >= now: return nil
        case .withoutZone: return nil
        case .at: what = "is in the past"
        case .unreadable: what = "is no time"
        }
        return "--at: “\(text.printable(limit: 64))” \(what); try 23:30, +10m, or 2026-11-22T23:30:00+01:00."
    }

    /// `+90s`, `+10m`, `+2h`.
    private static func span(_ text: String) -> Duration? {
        guard text.hasPrefix("+"), let unit = text.last, let number = Int64(text.dropFirst().dropLast()), number >= 0,
            number <= 1_000_000
        else { return nil }
        switch unit {
        case "s": return .seconds(number)
        case "m": return .seconds(number * 60)
        case "h": return .seconds(number * 3600)
        default: return nil
        }
    }

    /// `23:30` or `23:30:15` by the local clock: the next time that it shows this.
    private static func clock(_ text: String, now: Timestamp) -> Timestamp? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Int32($0) }
        guard (2...3).contains(parts.count), let hour = parts[0], let minute = parts[1], (0..<24).contains(hour),
            (0..<60).contains(minute), let second = parts.count == 3 ? parts[2] : 0, (0..<60).contains(second)
        else { return nil }
        for day in 0...1 {
            var seconds = time_t(now.millisecondsSinceEpoch / 1000)
            var local = tm()
            localtime_r(&seconds, &local)
            (local.tm_hour, local.tm_min, local.tm_sec) = (hour, minute, second)
            local.tm_mday += Int32(day)
            local.tm_isdst = -1
            let time = Timestamp(secondsSinceEpoch: Int64(mktime(&local)))
            if time > now { return time }
        }
        return nil
    }

    /// As Patroni reads it without doubt: `2026-11-22T23:30:00+00:00`.
    private static func spelling(of time: Timestamp) -> String {
        let civil = CivilTime(time)
        return "\(civil.date)T\(civil.clock)+00:00"
    }
}
