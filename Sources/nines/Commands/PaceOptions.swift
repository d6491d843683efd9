import ArgumentParser

/// How often every source is asked.
struct PaceOptions: ParsableArguments {
    @Option(help: ArgumentHelp("How often every source is asked: 250ms, 1s, 5s.", valueName: "span"))
    var interval: String?

    /// The span, between 100 ms and an hour; nil when none was given.
    func chosen() throws -> Duration? {
        try interval.map(Self.span)
    }

    static func span(_ text: String) throws -> Duration {
        let (number, unit) =
            text.hasSuffix("ms")
            ? (text.dropLast(2), 1.0) : text.hasSuffix("s") ? (text.dropLast(), 1000) : (text[...], 1000)
        guard let value = Double(number), value.isFinite, (100.0...3_600_000).contains(value * unit) else {
            throw Complaint.usage("“\(text)” is no interval: write for instance 500ms, 1s or 10s (100ms to 3600s).")
        }
        return .milliseconds(Int64(value * unit))
    }
}
