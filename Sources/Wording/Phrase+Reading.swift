extension Phrase {
    /// A sentence about an operation that comes back in English, from the audit file or a recording.
    ///
    /// It is taken apart by the templates that operations are told with, so that it can be told in another language. What no
    /// template fits stays as it is: whatever comes, the phrase's English is `text`.
    package init(reading text: String) {
        self = SentenceReading.read(text[...], depth: 0)
    }
}

/// Finds the templates that a sentence was made with.
///
/// Templates are tried by group, then the more words the sooner: what stands around a sentence before the sentence, that
/// before its clauses, and these before names.
private enum SentenceReading {
    /// A template that can be found again: no two of its holes touch, and it has words.
    private struct Template {
        let words: [String]
        let weight: Int

        init?(_ template: String) {
            words = template.split(holes: "{}")
            weight = words.reduce(0) { $0 + $1.count }
            guard words.contains(where: { $0.contains(where: \.isLetter) }),
                words.dropFirst().dropLast().allSatisfy({ !$0.isEmpty })
            else { return nil }
        }

        /// What fills its holes in `text`; nil where it is none of its sentences.
        func holes(in text: Substring) -> [Substring]? {
            guard let first = words.first, let last = words.last, text.hasPrefix(first) else { return nil }
            guard words.count > 1 else { return text.count == first.count ? [] : nil }
            var rest = text.dropFirst(first.count)
            var found: [Substring] = []
            for word in words.dropFirst().dropLast() {
                guard let range = rest.firstRange(of: word) else { return nil }
                found.append(rest[..<range.lowerBound])
                rest = rest[range.upperBound...]
            }
            guard rest.hasSuffix(last) else { return nil }
            found.append(rest.dropLast(last.count))
            return found
        }
    }

    /// One turn of trying.
    private enum Group {
        case templates([Template])
        /// Parts in a row, with this between them.
        case list(String)
    }

    private static let groups: [Group] = [
        group(Chinese.aroundSentences, Chinese.answers, more: ["{} after {}"]), .list("; "), group(more: ["{} at {}"]),
        group(Chinese.summaries, more: ["pause", "resume", "any"]), .list(", "),
        group(Chinese.clauses, Chinese.failures, more: elsewhere), group(more: ["{} and {}"]),
    ]
    /// Clauses that others say too.
    private static let elsewhere = ["maintenance mode is on", "the end", "no switchover is scheduled any more"]
    private static let deepest = 6

    private static func group(_ texts: KeyValuePairs<String, String>..., more: [String] = []) -> Group {
        let templates = texts.flatMap { $0.map(\.key) } + more
        return .templates(templates.compactMap { Template($0) }.sorted { $0.weight > $1.weight })
    }

    static func read(_ text: Substring, depth: Int) -> Phrase {
        guard depth < deepest else { return Phrase(verbatim: String(text)) }
        for group in groups {
            switch group {
            case .templates(let templates):
                for template in templates {
                    guard let holes = template.holes(in: text) else { continue }
                    return Phrase(words: template.words, arguments: holes.map { .phrase(read($0, depth: depth + 1)) })
                }
            case .list(let separator):
                let parts = String(text).split(holes: separator)
                guard parts.count > 1 else { continue }
                return parts.map { read($0[...], depth: depth + 1) }.joined(separator: Phrase(separator))
            }
        }
        return Phrase(verbatim: String(text))
    }
}

extension String {
    /// What stands before, between and after the places of `mark`.
    fileprivate func split(holes mark: String) -> [String] {
        var parts: [String] = []
        var rest = self[...]
        while let range = rest.firstRange(of: mark) {
            parts.append(String(rest[..<range.lowerBound]))
            rest = rest[range.upperBound...]
        }
        return parts + [String(rest)]
    }
}
