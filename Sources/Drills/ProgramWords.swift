/// A command line split into words, without a shell: blanks separate, quotes hold together, and nothing else is special.
///
/// What is put in place of `{member}` comes from the cluster: it stays one word, or a part of one, and only plain names and addresses go in.
package struct ProgramWords: Equatable, Sendable {
    package let words: [String]

    /// Nil where there is no word, or a quote does not end.
    package init?(_ text: String) {
        var words: [String] = []
        var word: String?
        var quote: Character?
        for character in text {
            if let open = quote {
                if character == open { quote = nil } else { word?.append(character) }
            } else if character == "'" || character == "\"" {
                quote = character
                word = word ?? ""
            } else if character.isWhitespace {
                if let ended = word { words.append(ended) }
                word = nil
            } else {
                word = (word ?? "") + String(character)
            }
        }
        if let word { words.append(word) }
        guard quote == nil, let first = words.first, !first.isEmpty else { return nil }
        self.words = words
    }

    /// The words with every `{name}` replaced; nil where a value that is used could mean anything but a name or an address.
    package func filled(_ values: [String: String]) -> [String]? {
        var filled: [String] = []
        for word in words {
            guard let word = Self.filled(word, values) else { return nil }
            filled.append(word)
        }
        return filled
    }

    private static func filled(_ word: String, _ values: [String: String]) -> String? {
        var filled = ""
        var rest = word[...]
        while let open = rest.firstIndex(of: "{") {
            filled += rest[..<open]
            rest = rest[open...]
            guard let close = rest.firstIndex(of: "}"), let value = values[String(rest[..<close].dropFirst())] else {
                filled.append(rest.removeFirst())
                continue
            }
            guard isHarmless(value) else { return nil }
            filled += value
            rest = rest[rest.index(after: close)...]
        }
        return filled + rest
    }

    /// No option of a program begins like this, and no shell further on finds anything in it.
    private static func isHarmless(_ value: String) -> Bool {
        guard let first = value.unicodeScalars.first, first != "-" else { return false }
        return value.unicodeScalars.allSatisfy { scalar in
            scalar.isASCII
                && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                    || ".-_:[]".unicodeScalars.contains(scalar))
        }
    }
}
