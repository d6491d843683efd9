import Settings

/// What can be wrong with a theme, apart from being no YAML.
enum ThemeProblem {
    /// The part should hold `name: value` lines and does not.
    case notMapping(part: String)
    /// The value should be one line of text and is not.
    case notText
    case missingName
    case unknownKey(String, known: [String])
    case unknownRole(String, known: [String])
    case unknownSurface(String, known: [String])
    case unknownColor(String, known: [String])
    case unknownAttribute(String, known: [String])
    case unknownAnsiColor(String, known: [String])
    /// A palette entry that is no `#rrggbb`.
    case malformedColor(String)
    /// A surface or palette entry with more words than it can have.
    case surplusWord(String)
    case unknownParent(String, known: [String])
    case inheritsItself(String)

    var message: String {
        switch self {
        case .notMapping(let part): "\(part) should hold lines"
        case .notText: "should be one line of text"
        case .missingName: "the theme has no name"
        case .unknownKey(let name, _): "there is no '\(name)' in a theme"
        case .unknownRole(let name, _): "there is no role '\(name)'"
        case .unknownSurface(let name, _): "there is no surface '\(name)'"
        case .unknownColor(let name, _): "uses the colour '\(name)', which the palette lacks"
        case .unknownAttribute(let name, _): "has the unknown attribute '\(name)'"
        case .unknownAnsiColor(let name, _): "names '\(name)' for terminals of few colours"
        case .malformedColor(let text): "'\(text)' is no colour"
        case .surplusWord(let word): "has a word too many: '\(word)'"
        case .unknownParent(let name, _): "there is no theme '\(name)' to inherit from"
        case .inheritsItself(let name): "'\(name)' inherits from itself"
        }
    }

    /// What to try.
    var suggestion: String {
        switch self {
        case .notMapping: "write lines such as 'text: standard'"
        case .notText: "put it in quotes"
        case .missingName: "add a line such as 'name: mine'"
        case .unknownKey(let name, let known), .unknownRole(let name, let known),
            .unknownSurface(let name, let known), .unknownColor(let name, let known),
            .unknownAttribute(let name, let known), .unknownAnsiColor(let name, let known),
            .unknownParent(let name, let known):
            SpellingDistance.advice(for: name, among: known)
        case .malformedColor: "write it as \"#rrggbb\", in quotes because '#' begins a comment"
        case .surplusWord: "leave it out"
        case .inheritsItself: "inherit from a built-in theme instead"
        }
    }
}

extension SettingsPlace {
    func error(_ problem: ThemeProblem) -> SettingsError {
        failure(problem.message, suggestion: problem.suggestion)
    }
}
