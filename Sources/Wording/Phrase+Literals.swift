extension Phrase: ExpressibleByStringInterpolation {
    package init(stringLiteral words: String) {
        self.init(words: [words], arguments: [])
    }

    package init(stringInterpolation parts: StringInterpolation) {
        var words = parts.words
        if words.count == parts.arguments.count { words.append("") }
        self.init(words: words, arguments: parts.arguments)
    }

    /// Collects words and what stands between them.
    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var words: [String] = []
        fileprivate var arguments: [Argument] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            words.reserveCapacity(interpolationCount + 1)
            arguments.reserveCapacity(interpolationCount)
        }

        package mutating func appendLiteral(_ literal: String) {
            if words.count > arguments.count {
                words[words.count - 1] += literal
            } else {
                words.append(literal)
            }
        }

        package mutating func appendInterpolation(_ phrase: Phrase) { append(.phrase(phrase)) }

        package mutating func appendInterpolation(_ text: String) { append(.text(text)) }

        package mutating func appendInterpolation(_ value: some Phrased) { append(.phrase(value.phrase)) }

        package mutating func appendInterpolation(_ value: some CustomStringConvertible) {
            append(.text(value.description))
        }

        private mutating func append(_ argument: Argument) {
            if words.count == arguments.count { words.append("") }
            arguments.append(argument)
        }
    }
}

extension Sequence<Phrase> {
    /// The phrases in a row with `separator` between them.
    package func joined(separator: Phrase) -> Phrase {
        var arguments: [Phrase.Argument] = []
        for phrase in self {
            if !arguments.isEmpty { arguments.append(.phrase(separator)) }
            arguments.append(.phrase(phrase))
        }
        return Phrase(words: Array(repeating: "", count: arguments.count + 1), arguments: arguments)
    }
}

extension Collection<String> {
    /// The words as a sentence lists them: `db1`, `db1 and db2`, `db1, db2 and db3`.
    package var phrase: Phrase {
        let words = map { Phrase(verbatim: $0) }
        guard let last = words.last, words.count > 1 else { return words.first ?? "" }
        return "\(words.dropLast().joined(separator: ", ")) and \(last)"
    }
}

extension Phrase {
    /// A text that is the same in every language.
    package init(verbatim text: String) {
        self.init(words: ["", ""], arguments: [.text(text)])
    }
}
