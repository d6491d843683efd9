extension Duration {
    /// The span as kubectl writes ages: `45s`, `5m3s`, `23h`, `2d4h` (kubernetes `apimachinery/pkg/util/duration HumanDuration`).
    ///
    /// Clocks differ a little, so that a span of less than two seconds below zero reads `0s`; further below it is `<invalid>`.
    package var human: String {
        let seconds = inMilliseconds / 1000
        let (minutes, hours, days) = (seconds / 60, seconds / 3600, seconds / 86_400)
        if seconds < -1 { return "<invalid>" }
        if seconds < 120 { return "\(max(0, seconds))s" }
        if minutes < 10 { return Self.human(minutes, "m", seconds % 60, "s") }
        if minutes < 180 { return "\(minutes)m" }
        if hours < 8 { return Self.human(hours, "h", minutes % 60, "m") }
        if hours < 48 { return "\(hours)h" }
        if days < 8 { return Self.human(days, "d", hours % 24, "h") }
        if days < 730 { return "\(days)d" }
        return days < 2920 ? Self.human(days / 365, "y", days % 365, "d") : "\(days / 365)y"
    }

    private static func human(_ large: Int64, _ unit: String, _ small: Int64, _ smallUnit: String) -> String {
        small == 0 ? "\(large)\(unit)" : "\(large)\(unit)\(small)\(smallUnit)"
    }
}
