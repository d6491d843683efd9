import ClusterModel
import Wording
import Yams

/// A value of a configuration together with the way to it, so that whatever is wrong with it is told with its place.
package struct SettingsField {
    let node: Node
    package let path: String
    let file: String

    /// Where it stands.
    package var place: SettingsPlace {
        SettingsPlace(file: file, line: node.mark?.line, column: node.mark?.column, path: path)
    }

    package func failure(_ message: String, suggestion: String? = nil) -> SettingsError {
        place.failure(message, suggestion: suggestion)
    }

    package func expected(_ what: String, suggestion: String? = nil) -> SettingsError {
        failure("expected \(what), found \(kind)", suggestion: suggestion)
    }

    /// Whether the key is there without a value.
    package var isNothing: Bool { kind == "nothing" }

    /// Whether it is `""`: text, though there is none.
    package var isEmptyText: Bool { node.scalar.map { $0.string.isEmpty && $0.style != .plain } ?? false }

    /// Whether it has keys of its own.
    package var isMapping: Bool { node.mapping != nil }

    /// Whether it has items.
    package var isList: Bool { node.sequence != nil }

    /// The text as it is written, empty for none; nil where it is no scalar.
    package var line: String? { node.scalar?.string.printable(limit: 4096) }

    /// What the value is, in words for a sentence.
    var kind: String {
        switch node {
        case .mapping: return "a mapping"
        case .sequence: return "a list"
        case .alias: return "an alias"
        case .scalar(let scalar):
            guard scalar.style == .plain else { return "text" }
            if ["", "~", "null", "Null", "NULL"].contains(scalar.string) { return "nothing" }
            if Self.truths[scalar.string.lowercased()] != nil { return "true or false" }
            return Double(scalar.string) == nil ? "text" : "a number"
        }
    }

    // MARK: - Scalars

    package func text(_ what: String, suggestion: String? = nil) throws(SettingsError) -> String {
        guard case .scalar(let scalar) = node, !isNothing, !scalar.string.isEmpty else {
            throw expected(what, suggestion: suggestion)
        }
        guard scalar.string.unicodeScalars.count <= 4096, scalar.string.unicodeScalars.allSatisfy(\.isPrintable) else {
            throw failure("has control characters or more than 4096 characters")
        }
        return scalar.string
    }

    package func truth() throws(SettingsError) -> Bool {
        guard case .scalar(let scalar) = node, let truth = Self.truths[scalar.string.lowercased()] else {
            throw expected("true or false")
        }
        return truth
    }

    func language() throws(SettingsError) -> Language {
        let known = Language.allCases.map { "\($0.rawValue) (\($0.name))" }.joined(separator: " and ")
        let name = try text("a language", suggestion: "there are \(known)")
        guard let language = Language(rawValue: name) else {
            throw failure(
                "there is no language called '\(name.printable(limit: 64))'",
                suggestion: "there are \(known)"
            )
        }
        return language
    }

    /// `/dev/log` for true, nil for false, or the path of another socket.
    func syslogSocket() throws(SettingsError) -> String? {
        if case .scalar(let scalar) = node, scalar.string.hasPrefix("/") {
            // What an address of such a socket holds, less its NUL.
            guard scalar.string.utf8.count < 108 else { throw failure("has more than 107 bytes") }
            return try text("the path of a socket")
        }
        guard case .scalar(let scalar) = node, let truth = Self.truths[scalar.string.lowercased()] else {
            throw expected("true, false, or the path of a socket")
        }
        return truth ? "/dev/log" : nil
    }

    /// The words of YAML 1.1, as PyYAML and therefore Patroni reads them.
    static let truths = ["true": true, "yes": true, "on": true, "false": false, "no": false, "off": false]

    // MARK: - Collections

    package func items(_ what: String, suggestion: String? = nil) throws(SettingsError) -> [SettingsField] {
        guard case .sequence(let sequence) = node else { throw expected(what, suggestion: suggestion) }
        return sequence.enumerated().map { SettingsField(node: $1, path: "\(path)[\($0)]", file: file) }
    }

    package func texts(_ what: String, each: String, suggestion: String? = nil) throws(SettingsError) -> [String] {
        var texts: [String] = []
        for item in try items(what, suggestion: suggestion) {
            texts.append(try item.text(each, suggestion: suggestion))
        }
        return texts
    }

    // MARK: - Names

    /// A name that must be one of those that are known, where they are.
    func name(of what: String, among known: [String]?, suggestion: String? = nil) throws(SettingsError) -> String {
        let name = try text("the name of a \(what)", suggestion: suggestion)
        guard let known, !known.contains(name) else { return name }
        throw failure(
            "there is no \(what) called '\(name.printable(limit: 64))'",
            suggestion: SpellingDistance.advice(for: name, among: known)
        )
    }

    /// The id of a rule: of the form that they have, and one of those that are known, where they are.
    func ruleName(among known: [String]?, suggestion: String) throws(SettingsError) -> String {
        let name = try text("a rule's id", suggestion: suggestion)
        guard name.utf8.allSatisfy({ (0x61...0x7A).contains($0) || $0 == UInt8(ascii: "-") }) else {
            throw failure("'\(name)' is no rule's id", suggestion: "`nines rules` lists them")
        }
        guard let known, !known.contains(name) else { return name }
        let nearest = SpellingDistance.nearest(to: name, among: known)
        throw failure(
            "there is no rule called '\(name)'",
            suggestion: nearest.map { "did you mean '\($0)'?" } ?? "`nines rules` lists them"
        )
    }
}
