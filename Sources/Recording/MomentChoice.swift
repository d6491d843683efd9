import ClusterModel

/// Where in a recording to begin: `14:38:51` on the recorded clock, or `+90s` after the start.
package enum MomentChoice: Equatable, Sendable {
    case clock(secondsOfDay: Int64)
    case after(Duration)

    /// The choice that a text means; nil when it means none.
    ///
    /// Takes `HH:MM`, `HH:MM:SS`, and `+` with a number and `s`, `m` or `h`, seconds when no unit is given.
    package init?(parsing text: String) {
        if text.hasPrefix("+") {
            guard let span = Self.span(text.dropFirst()) else { return nil }
            self = .after(span)
            return
        }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard 2...3 ~= parts.count, parts.allSatisfy({ $0.count == 2 }) else { return nil }
        let numbers = parts.compactMap { Int64($0) }
        guard numbers.count == parts.count, 0..<24 ~= numbers[0], numbers.dropFirst().allSatisfy({ 0..<60 ~= $0 })
        else { return nil }
        self = .clock(secondsOfDay: numbers[0] * 3600 + numbers[1] * 60 + (numbers.count > 2 ? numbers[2] : 0))
    }

    private static func span(_ text: Substring) -> Duration? {
        let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3600]
        let factor = text.last.flatMap { units[$0] }
        let digits = factor == nil ? text : text.dropLast()
        guard !digits.isEmpty, digits.allSatisfy({ "0"..."9" ~= $0 }), let number = Int64(digits), number <= 10_000_000
        else { return nil }
        return .seconds(number * (factor ?? 1))
    }

    /// The moment in a recording that began at `start`; a clock time is the first one after that.
    package func moment(from start: Timestamp, utcOffsetSeconds: Int) -> Timestamp {
        switch self {
        case .after(let span): return start + span
        case .clock(let wanted):
            let day: Int64 = 86_400_000
            let local = start.millisecondsSinceEpoch + Int64(utcOffsetSeconds) * 1000
            let ofDay = ((local % day) + day) % day
            // The second that runs at the start counts as now, not as tomorrow.
            let wait = wanted * 1000 - (ofDay / 1000) * 1000
            return wait == 0 ? start : start + .milliseconds((wait + day) % day - ofDay % 1000)
        }
    }
}
