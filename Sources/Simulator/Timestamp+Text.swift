import ClusterModel

/// The spellings of a moment that Patroni and HTTP use.
extension Timestamp {
    private var civil: CivilTime { CivilTime(self) }

    /// `2026-11-22 14:47:02.807000+00:00`, as PostgreSQL writes a `timestamptz`.
    var databaseText: String { "\(civil.date) \(civil.clock).\(civil.millisecond.padded(3))000+00:00" }

    /// `2026-11-22T14:47:00.550000+00:00`, as Python's `isoformat` writes it.
    var historyText: String { "\(civil.date)T\(civil.clock).\(civil.millisecond.padded(3))000+00:00" }

    /// `2026-11-22T15:48:28+00:00`, the time of something scheduled.
    var scheduleText: String { "\(civil.date)T\(civil.clock)+00:00" }

    /// The form of HTTP headers: `Sun, 22 Nov 2026 14:47:53 GMT`.
    var httpText: String {
        let days = (millisecondsSinceEpoch - (millisecondsSinceEpoch < 0 ? 86_399_999 : 0)) / 86_400_000
        let weekday = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"][Int(((days + 4) % 7 + 7) % 7)]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let month = months[min(max(civil.month - 1, 0), 11)]
        return "\(weekday), \(civil.day.padded(2)) \(month) \(civil.year) \(civil.clock) GMT"
    }

    var secondsSinceEpoch: Int64 { millisecondsSinceEpoch / 1000 }
}

extension Int {
    fileprivate func padded(_ width: Int) -> String {
        let digits = String(self)
        return String(repeating: "0", count: Swift.max(0, width - digits.count)) + digits
    }
}
