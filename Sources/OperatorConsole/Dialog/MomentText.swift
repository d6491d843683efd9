import ClusterModel
import Operations

/// Times as people type them.
enum MomentText {
    /// Reads `14:30` (the next time it is so), `+10m`, `2026-11-22 14:30` or ISO 8601; without a zone it is local time.
    static func moment(_ text: String, now: Timestamp, utcOffsetSeconds: Int) -> Moment? {
        guard let timestamp = timestamp(text, now: now, utcOffsetSeconds: utcOffsetSeconds) else { return nil }
        return Moment(timestamp: timestamp, text: spelled(timestamp, utcOffsetSeconds: utcOffsetSeconds))
    }

    private static func timestamp(_ text: String, now: Timestamp, utcOffsetSeconds: Int) -> Timestamp? {
        if text.hasPrefix("+") { return span(text.dropFirst()).map { now + $0 } }
        if let exact = Timestamp(iso8601: text) { return exact }
        let zone = zone(utcOffsetSeconds)
        let today = CivilTime(now, offsetSeconds: utcOffsetSeconds).date
        switch text.utf8.count {
        case 4, 5, 7,
            8 where text.contains(":") && !text.contains("-"):
            let clock = text.utf8.count == 4 || text.utf8.count == 7 ? "0" + text : text
            let seconds = clock.utf8.count == 5 ? clock + ":00" : clock
            guard let moment = Timestamp(iso8601: "\(today)T\(seconds)\(zone)") else { return nil }
            return moment > now ? moment : moment + .seconds(86_400)
        case 16: return Timestamp(iso8601: "\(text):00\(zone)")
        case 19: return Timestamp(iso8601: text + zone)
        default: return nil
        }
    }

    /// `90s`, `10m`, `2h`; minutes without a unit.
    private static func span(_ text: Substring) -> Duration? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard let number = Int64(digits), (1...1_000_000).contains(number) else { return nil }
        switch text.dropFirst(digits.count) {
        case "s": return .seconds(number)
        case "m", "": return .seconds(number * 60)
        case "h": return .seconds(number * 3600)
        default: return nil
        }
    }

    /// ISO 8601 with the local zone, without fractions.
    private static func spelled(_ timestamp: Timestamp, utcOffsetSeconds: Int) -> String {
        let time = CivilTime(timestamp, offsetSeconds: utcOffsetSeconds)
        return "\(time.date)T\(time.clock)\(zone(utcOffsetSeconds))"
    }

    private static func zone(_ seconds: Int) -> String {
        let minutes = abs(seconds) / 60
        let (hours, rest) = (minutes / 60, minutes % 60)
        return "\(seconds < 0 ? "-" : "+")\(hours < 10 ? "0" : "")\(hours):\(rest < 10 ? "0" : "")\(rest)"
    }
}
