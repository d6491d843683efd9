import Foundation

/// The string literals of a Swift source, as templates: `"agent of \(name)"` is `agent of {}`.
///
/// It knows as much of Swift as this project's code needs: nested literals in interpolations, literals that are joined with
/// `+`, comments, and literals over several lines, which it passes over.
struct SourceLiterals {
    /// A literal and the code before it, without blanks and without other literals.
    struct Literal {
        var before: Substring
        var template: String
    }

    private let text: [Character]
    private var place = 0
    private(set) var literals: [Literal] = []

    init(_ source: String) {
        text = Array(source)
        scan(until: nil)
    }

    private func starts(with word: String) -> Bool {
        text[place...].starts(with: word)
    }

    /// Reads code up to the end, or up to the parenthesis that closes an interpolation.
    private mutating func scan(until end: Character?) {
        var depth = 0
        var before = ""
        var latest: Int?
        while place < text.count {
            if starts(with: "//") {
                while place < text.count, text[place] != "\n" { place += 1 }
            } else if starts(with: "\"\"\"") {
                place += 3
                while place < text.count, !starts(with: "\"\"\"") { place += 1 }
                place += 3
            } else if text[place] == "\"" {
                let index = literals.count
                let template = literal()
                if let latest, before.continues(literals[latest].before) {
                    literals[latest].template += template
                } else {
                    literals.insert(Literal(before: before.suffix(4_000), template: template), at: index)
                    latest = index
                }
            } else {
                let character = text[place]
                if end != nil, character == ")", depth == 0 { return }
                depth += character == "(" ? 1 : character == ")" ? -1 : 0
                if character == "\n" || !character.isWhitespace { before.append(character) }
                place += 1
            }
        }
    }

    private mutating func literal() -> String {
        var template = ""
        place += 1
        while place < text.count, text[place] != "\"" {
            if starts(with: "\\(") {
                place += 2
                template += "{}"
                scan(until: ")")
                place += 1
            } else if text[place] == "\\", place + 1 < text.count {
                template.append(text[place + 1] == "n" ? "\n" : text[place + 1])
                place += 2
            } else {
                template.append(text[place])
                place += 1
            }
        }
        place += 1
        return template
    }
}

extension String {
    /// Whether nothing but `+` stands between a literal and the one after it.
    fileprivate func continues(_ earlier: Substring) -> Bool {
        let code = filter { $0 != "\n" }
        let bare = earlier.filter { $0 != "\n" }
        guard let range = code.range(of: bare, options: .backwards) else { return false }
        let between = code[range.upperBound...]
        return !between.isEmpty && between.allSatisfy { $0 == "+" }
    }
}
