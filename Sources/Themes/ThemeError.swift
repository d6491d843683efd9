/// What is wrong with a theme file, where, and what to try.
package struct ThemeError: Error, Hashable, Sendable {
    /// What can be wrong.
    package enum Problem: Hashable, Sendable {
        /// The text is no YAML; what the YAML parser said.
        case notYAML(String)
        /// The file is larger than themes ever are.
        case tooLarge(limitBytes: Int)
        /// The part should hold `name: value` lines and does not.
        case notMapping(part: String)
        /// The value should be one line of text and is not.
        case notText(key: String)
        case missingName
        case unknownKey(String, known: [String])
        case unknownRole(String, known: [String])
        case unknownSurface(String, known: [String])
        case unknownColor(String, usedBy: String, known: [String])
        case unknownAttribute(String, usedBy: String, known: [String])
        case unknownAnsiColor(String, usedBy: String, known: [String])
        /// A palette entry that is no `#rrggbb`.
        case malformedColor(String, usedBy: String)
        /// A surface or palette entry with more words than it can have.
        case surplusWord(String, usedBy: String)
        case unknownParent(String, known: [String])
        case inheritsItself(String)
    }

    package let file: String
    /// Counted from 1.
    package let line: Int
    /// Counted from 1.
    package let column: Int
    package let problem: Problem
}

extension ThemeError: CustomStringConvertible {
    /// `FILE:LINE:COLUMN: what is wrong; what to try`.
    package var description: String {
        "\(file):\(line):\(column): \(problem.sentence)"
    }
}

extension ThemeError.Problem {
    fileprivate var sentence: String {
        switch self {
        case .notYAML(let reason): "this is not YAML: \(reason); compare it with 'themes/dark.yaml'"
        case .tooLarge(let limit): "a theme has at most \(limit) bytes; is this the right file?"
        case .notMapping(let part): "\(part) should hold lines such as 'text: standard'"
        case .notText(let key): "'\(key)' should be one line of text; put it in quotes"
        case .missingName: "the theme has no name; add a line such as 'name: mine'"
        case .unknownKey(let name, let known): "there is no '\(name)' in a theme; \(advice(name, known))"
        case .unknownRole(let name, let known): "there is no role '\(name)'; \(advice(name, known))"
        case .unknownSurface(let name, let known): "there is no surface '\(name)'; \(advice(name, known))"
        case .unknownColor(let name, let user, let known):
            "'\(user)' uses the colour '\(name)', which the palette lacks; \(advice(name, known))"
        case .unknownAttribute(let name, let user, let known):
            "'\(user)' has the unknown attribute '\(name)'; \(advice(name, known))"
        case .unknownAnsiColor(let name, let user, let known):
            "'\(user)' names '\(name)' for terminals of few colours; \(advice(name, known))"
        case .malformedColor(let text, let user):
            "the colour '\(user)' is '\(text)'; write it as \"#rrggbb\", in quotes because '#' begins a comment"
        case .surplusWord(let word, let user): "'\(user)' has a word too many: '\(word)'; leave it out"
        case .unknownParent(let name, let known): "there is no theme '\(name)' to inherit from; \(advice(name, known))"
        case .inheritsItself(let name): "'\(name)' inherits from itself; inherit from a built-in theme instead"
        }
    }

    private func advice(_ name: String, _ known: [String]) -> String {
        if let near = nearestName(to: name, among: known) { return "did you mean '\(near)'?" }
        return "choose from \(known.joined(separator: ", "))"
    }
}
