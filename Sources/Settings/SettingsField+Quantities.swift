extension SettingsField {
    /// A span such as `500ms`, `1s`, `2m`, `1h`, or a number of seconds; between 100 ms and a day.
    func interval() throws(SettingsError) -> Duration {
        let text = try text("a span of time", suggestion: SpanText.suggestion)
        do throws(SpanText.Problem) {
            return try SpanText.parse(text)
        } catch {
            throw failure("'\(text)' \(error.message)", suggestion: error.suggestion)
        }
    }

    /// A size such as `1MB`, `512kB`, or a number of bytes; powers of 1024, as PostgreSQL counts them.
    func byteCount() throws(SettingsError) -> Int64 {
        let suggestion = "write 1MB or 512kB"
        let text = try text("a size", suggestion: suggestion)
        let units: [(suffix: String, bytes: Double)] = [
            ("kB", 1024), ("KB", 1024), ("MB", 1_048_576), ("GB", 1_073_741_824), ("TB", 1_099_511_627_776), ("B", 1),
            ("", 1),
        ]
        guard let number = Self.quantity(text, units: units), (0...1e15).contains(number) else {
            throw failure("'\(text)' is no size", suggestion: suggestion)
        }
        return Int64(number)
    }

    /// A share such as `80%`; between 1 and 100.
    func percentage() throws(SettingsError) -> Int64 {
        let suggestion = "write 80%"
        let text = try text("a share", suggestion: suggestion)
        guard text.hasSuffix("%"), let number = Self.quantity(text, units: [("%", 1)]) else {
            throw failure("'\(text)' is no share", suggestion: suggestion)
        }
        guard (1...100).contains(number) else {
            throw failure("'\(text)' is out of range", suggestion: "write between 1% and 100%")
        }
        return Int64(number)
    }

    /// A whole number of things, between 1 and 1000.
    func count() throws(SettingsError) -> Int {
        let text = try text("a number")
        guard text.utf8.count <= 4, let number = Int(text), (1...1000).contains(number) else {
            throw failure("'\(text)' is no whole number between 1 and 1000")
        }
        return number
    }

    static func quantity(_ text: String, units: [(String, Double)]) -> Double? {
        guard let (suffix, factor) = units.first(where: { text.hasSuffix($0.0) }) else { return nil }
        var digits = text.dropLast(suffix.count)
        while digits.last == " " { digits.removeLast() }
        guard digits.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }), let number = Double(digits) else {
            return nil
        }
        return number * factor
    }
}
