import ArgumentParser
import Settings

/// How often every source is asked.
struct PaceOptions: ParsableArguments {
    @Option(help: ArgumentHelp("How often every source is asked: 250ms, 1s, 5s.", valueName: "span"))
    var interval: String?

    /// The span, between 100 ms and a day; nil when none was given.
    func chosen() throws -> Duration? {
        try interval.map(Self.span)
    }

    static func span(_ text: String) throws -> Duration {
        do throws(SpanText.Problem) {
            return try SpanText.parse(text)
        } catch {
            throw Complaint.usage("“\(text)” \(error.message); \(error.suggestion).")
        }
    }
}
