/// Durations that were measured, of which the middle and the tail are told.
struct Sample {
    private var values: [Duration] = []

    mutating func add(_ value: Duration) { values.append(value) }

    var median: Duration { percentile(50) }

    /// The smallest value that so many percent of all do not exceed; zero without values.
    func percentile(_ percent: Int) -> Duration {
        let sorted = values.sorted()
        guard !sorted.isEmpty else { return .zero }
        return sorted[max(0, (sorted.count * percent + 99) / 100 - 1)]
    }
}

extension Duration {
    var milliseconds: Double { self / .milliseconds(1) }

    /// In milliseconds, with as many places as a benchmark can answer for.
    var text: String {
        milliseconds < 10 ? "\((milliseconds * 10).rounded() / 10) ms" : "\(milliseconds.rounded().formatted) ms"
    }

    func ratio(to other: Duration) -> String { (self / other).ratioText }
}

extension Double {
    /// Without a fraction.
    var formatted: String { isFinite ? "\(Int(self))" : "–" }

    var percent: String { "\((self * 10_000).rounded() / 100) %" }

    var ratioText: String { isFinite ? "\((self * 10).rounded() / 10)" : "–" }
}
