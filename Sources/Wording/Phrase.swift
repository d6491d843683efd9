/// A sentence for people: its words as they stand in the code, in English, with holes, and what fills these.
///
/// A literal with interpolations makes one. It is put into a language only where it is shown (`text(in:)`): the words with
/// their holes are looked up in the catalogue as a whole, so that a translation may order what fills them differently.
/// What fills a hole is never looked at again: text from outside stays what it is, whatever braces it holds.
package struct Phrase: Hashable, Sendable {
    /// What fills a hole.
    package enum Argument: Hashable, Sendable {
        /// A name, a number, a word of another program: the same in every language.
        case text(String)
        case phrase(Phrase)
    }

    /// The words before, between and after the holes: always one more than arguments.
    private(set) var words: [String]
    package private(set) var arguments: [Argument]

    init(words: [String], arguments: [Argument]) {
        self.words = words
        self.arguments = arguments
    }

    /// A text as a whole, which is translated if the catalogue has just it.
    package init(_ text: String) {
        self.init(words: [text], arguments: [])
    }

    /// The words with `{}` for each hole: the key in the catalogue.
    package var template: String { words.joined(separator: "{}") }

    /// The sentence as it stands in the code.
    package var english: String { filled(in: .english) }

    /// The sentence in `language`; in English where the catalogue has no translation.
    package func text(in language: Language) -> String {
        switch language {
        case .english: return english
        case .chinese:
            guard let pattern = Catalogue.chinese[template] else { return filled(in: language) }
            return pattern.text { arguments.indices.contains($0) ? arguments[$0].text(in: language) : "" }
        }
    }

    private func filled(in language: Language) -> String {
        guard !arguments.isEmpty else { return words.first ?? "" }
        var text = ""
        for (word, argument) in zip(words, arguments) {
            text += word
            text += argument.text(in: language)
        }
        return text + (words.last ?? "")
    }

    /// This sentence and every one that fills a hole of it, for whoever wants to know the templates in use.
    package var all: [Phrase] {
        arguments.reduce(into: [self]) { phrases, argument in
            if case .phrase(let phrase) = argument { phrases += phrase.all }
        }
    }

    /// The words in lower case; what fills the holes stays.
    package func lowercased() -> Phrase {
        Phrase(words: words.map { $0.lowercased() }, arguments: arguments)
    }

    /// One sentence of two parts: how a literal is broken over lines.
    ///
    /// A part that is there only sometimes is interpolated instead, so that each part is translated by itself.
    package static func + (left: Phrase, right: Phrase) -> Phrase {
        let seam = (left.words.last ?? "") + (right.words.first ?? "")
        return Phrase(
            words: left.words.dropLast() + [seam] + right.words.dropFirst(),
            arguments: left.arguments + right.arguments
        )
    }
}

extension Phrase.Argument {
    fileprivate func text(in language: Language) -> String {
        switch self {
        case .text(let text): text
        case .phrase(let phrase): phrase.text(in: language)
        }
    }
}

extension Phrase: CustomStringConvertible {
    /// The sentence in English: what machines, logs and tests read.
    package var description: String { english }
}

/// Something that people read as a phrase.
package protocol Phrased: CustomStringConvertible {
    var phrase: Phrase { get }
}
