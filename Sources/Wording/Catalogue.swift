/// Every text in the other languages, by its English template.
package enum Catalogue {
    /// A template of another language: words, and before each but the first the number of what fills the hole.
    struct Pattern: Sendable {
        private var first = ""
        private var rest: [(hole: Int, words: String)] = []

        /// - Parameter text: `{1} 从 {0} 接收`: holes are numbered as in English, from zero.
        init(_ text: String) {
            var words = ""
            var hole: Int?
            var tail = text[...]
            while let character = tail.popFirst() {
                if character == "{", let number = tail.first?.wholeNumberValue, tail.dropFirst().first == "}" {
                    add(words, behind: hole)
                    (words, hole) = ("", number)
                    tail.removeFirst(2)
                } else {
                    words.append(character)
                }
            }
            add(words, behind: hole)
        }

        private mutating func add(_ words: String, behind hole: Int?) {
            if let hole { rest.append((hole, words)) } else { first = words }
        }

        /// Which holes it has, in the order of this language.
        var holes: [Int] { rest.map(\.hole) }

        func text(_ argument: (Int) -> String) -> String {
            rest.reduce(into: first) { text, part in
                text += argument(part.hole)
                text += part.words
            }
        }
    }

    static let chinese: [String: Pattern] = Dictionary(
        chineseTexts.map { ($0.key, Pattern($0.value)) },
        uniquingKeysWith: { first, _ in first }
    )

    /// Template and translation, as they are written; a template that stands here twice is a mistake.
    package static let chineseTexts: [(key: String, value: String)] =
        Chinese.verdicts
        + [
            Chinese.findings, Chinese.rules, Chinese.events, Chinese.failures, Chinese.tables, Chinese.screens,
            Chinese.keys, Chinese.reports, Chinese.aroundSentences, Chinese.summaries, Chinese.clauses,
            Chinese.answers, Chinese.plans, Chinese.console, Chinese.words,
        ]
        .flatMap { $0.map { ($0.key, $0.value) } }

    /// Whether the catalogue has the template; those without a letter read alike in every language.
    package static func knows(_ template: String) -> Bool {
        chinese[template] != nil || !template.contains(where: \.isLetter)
    }

    /// The numbers of the holes in a translation, sorted.
    package static func holes(of translation: String) -> [Int] { Pattern(translation).holes.sorted() }
}

/// The texts in Simplified Chinese, in the terms that Patroni's, PostgreSQL's and HAProxy's Chinese users know.
///
/// Names, states and roles as Patroni spells them, rule ids, settings and field names stay as they are.
enum Chinese {}
