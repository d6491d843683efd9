/// A span of time as people write it, on the command line as in the configuration.
package enum SpanText {
    /// Why a text is none; continues a sentence that begins with the text.
    package struct Problem: Error {
        package let message: String
        package let suggestion: String
    }

    /// What an example looks like.
    static let suggestion = "write 1s or 500ms"

    private static let units: [(suffix: String, milliseconds: Double)] = [
        ("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000), ("", 1000),
    ]

    /// A span such as `500ms`, `1s`, `2m`, `1h`, or a number of seconds; between 100 ms and a day.
    package static func parse(_ text: String) throws(Problem) -> Duration {
        guard let milliseconds = SettingsField.quantity(text, units: units) else {
            throw Problem(message: "is no span of time", suggestion: suggestion)
        }
        guard (100...86_400_000).contains(milliseconds) else {
            throw Problem(message: "is out of range", suggestion: "write between 100ms and 24h")
        }
        return .milliseconds(Int64(milliseconds))
    }
}
