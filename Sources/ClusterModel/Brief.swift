extension Duration {
    /// The span in one unit, as a glance needs it: `12 s`, `4 min`, `3 h`, `2 d`.
    ///
    /// Negative spans read as `0 s`.
    package var brief: String {
        let seconds = max(0, inMilliseconds / 1000)
        return switch seconds {
        case ..<120: "\(seconds) s"
        case ..<7200: "\(seconds / 60) min"
        case ..<172_800: "\(seconds / 3600) h"
        default: "\(seconds / 86_400) d"
        }
    }

    /// The span as a running clock: `00:12`, `1:02:03`.
    package var clock: String {
        let seconds = max(0, inMilliseconds / 1000)
        let (minutes, rest) = (seconds / 60 % 60, seconds % 60)
        let tail = "\(minutes < 10 ? "0" : "")\(minutes):\(rest < 10 ? "0" : "")\(rest)"
        return seconds >= 3600 ? "\(seconds / 3600):\(tail)" : tail
    }

    /// A latency: `<1 ms`, `4 ms`, `1.5 s`.
    package var briefLatency: String {
        let milliseconds = max(0, inMilliseconds)
        return switch milliseconds {
        case 0: "<1 ms"
        case ..<1000: "\(milliseconds) ms"
        case ..<10_000: "\(milliseconds / 1000).\(milliseconds % 1000 / 100) s"
        default: "\(milliseconds / 1000) s"
        }
    }
}

extension Int64 {
    /// A number of bytes with one decimal place at most, in powers of 1024 as PostgreSQL writes them: `0 B`, `40 kB`, `1.2 MB`.
    package var briefBytes: String {
        let units = ["B", "kB", "MB", "GB", "TB", "PB", "EB"]
        var value = Double(Swift.max(0, self))
        var unit = 0
        while value >= 1024, unit < units.count - 1 {
            value /= 1024
            unit += 1
        }
        if unit == 0 || value >= 99.5 { return "\(Int64(value.rounded())) \(units[unit])" }
        let tenths = Int64((value * 10).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10) \(units[unit])" : "\(tenths / 10).\(tenths % 10) \(units[unit])"
    }
}

extension Collection<String> {
    /// The words as a sentence lists them: `db1`, `db1 and db2`, `db1, db2 and db3`.
    package var listed: String {
        switch count {
        case 0, 1: first ?? ""
        default: dropLast().joined(separator: ", ") + " and " + suffix(1).joined()
        }
    }
}
