/// A moment on the wall clock, in whole milliseconds since 1970-01-01T00:00:00Z.
///
/// The core never asks what time it is: a `Timestamp` always arrives with a message.
package struct Timestamp: Hashable, Comparable, Sendable {
    package let millisecondsSinceEpoch: Int64

    package init(millisecondsSinceEpoch: Int64) {
        self.millisecondsSinceEpoch = millisecondsSinceEpoch
    }

    /// Whole seconds since the epoch, as Patroni's `dcs_last_seen` counts them.
    package init(secondsSinceEpoch: Int64) {
        let (milliseconds, overflow) = secondsSinceEpoch.multipliedReportingOverflow(by: 1000)
        self.init(millisecondsSinceEpoch: overflow ? (secondsSinceEpoch < 0 ? .min : .max) : milliseconds)
    }

    package static func < (earlier: Timestamp, later: Timestamp) -> Bool {
        earlier.millisecondsSinceEpoch < later.millisecondsSinceEpoch
    }

    package static func - (later: Timestamp, earlier: Timestamp) -> Duration {
        let (difference, overflow) = later.millisecondsSinceEpoch
            .subtractingReportingOverflow(earlier.millisecondsSinceEpoch)
        return .milliseconds(overflow ? (later < earlier ? .min : .max) : difference)
    }

    package static func + (start: Timestamp, span: Duration) -> Timestamp {
        let (sum, overflow) = start.millisecondsSinceEpoch.addingReportingOverflow(span.inMilliseconds)
        return Timestamp(millisecondsSinceEpoch: overflow ? (span < .zero ? .min : .max) : sum)
    }

    package static func - (end: Timestamp, span: Duration) -> Timestamp {
        end + (.zero - span)
    }
}

extension Duration {
    /// The span in whole milliseconds, rounded towards zero and bounded to what fits.
    package var inMilliseconds: Int64 {
        let (seconds, attoseconds) = components
        let (milliseconds, overflow) = seconds.multipliedReportingOverflow(by: 1000)
        if overflow { return seconds < 0 ? .min : .max }
        let (sum, tooLarge) = milliseconds.addingReportingOverflow(attoseconds / 1_000_000_000_000_000)
        return tooLarge ? (seconds < 0 ? .min : .max) : sum
    }

    /// The span in seconds, for rates and forecasts.
    package var inSeconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
