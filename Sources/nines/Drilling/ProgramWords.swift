/// A command line split into words, without a shell: blanks separate, quotes hold together, and nothing else is special.
///
/// What is put in place of `{member}` comes from the cluster and stays one word, or a part of one, whatever it holds.
struct ProgramWords {
    let words: [String]

    /// Nil where there is no word, or a quote does not end.
    init?(_ text: String) {
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

    /// The words with every `{name}` replaced.
    func filled(_ values: [String: String]) -> [String] {
        words.map { word in
            var filled = ""
            var rest = word[...]
            while let open = rest.firstIndex(of: "{") {
                filled += rest[..<open]
                rest = rest[open...]
                guard let close = rest.firstIndex(of: "}"),
                    let value = values[String(rest[rest.index(after: open)..<close])]
                else {
                    filled.append(rest.removeFirst())
                    continue
                }
                filled += value
                rest = rest[rest.index(after: close)...]
            }
            return filled + rest
        }
    }
}
