import ClusterModel
import Diagnosis
import Wording

/// A verdict and how long it held.
struct VerdictSpan: Equatable {
    var verdict: Verdict
    var from: Timestamp
    var to: Timestamp

    var length: Duration { to - from }

    /// Headline and detail, without the running clock, which the span's length says better.
    func words(in language: Language) -> [String] {
        let text = verdict.text(at: from, withClock: false, in: language)
        return [text.headline, text.detail]
    }
}

/// How long each level of the verdict held, from all spans of a recording.
struct VerdictTotals: Equatable {
    /// The sum of one level.
    struct Total: Equatable {
        var times = 0
        var sum = Duration.zero
        var longest = Duration.zero
    }

    private(set) var totals: [Verdict.Level: Total] = [:]

    subscript(level: Verdict.Level) -> Total { totals[level] ?? Total() }

    /// Adds a stretch of one level, whatever its details were.
    mutating func add(_ level: Verdict.Level, _ length: Duration) {
        var total = self[level]
        total.times += 1
        total.sum += length
        total.longest = max(total.longest, length)
        totals[level] = total
    }

    var all: Duration { totals.values.reduce(.zero) { $0 + $1.sum } }
}
