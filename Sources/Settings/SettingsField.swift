import ClusterModel
import Wording
import Yams

/// A value of a configuration together with the way to it, so that whatever is wrong with it is told with its place.
package struct SettingsField {
    let node: Node
    package let path: String
    let file: String

    package func failure(_ message: String, suggestion: String? = nil) -> SettingsError {
        SettingsError(
            file: file,
            line: node.mark?.line,
            column: node.mark?.column,
            path: path,
            message: message,
            suggestion: suggestion
        )
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
        let known = Language.allCases.map(\.rawValue).joined(separator: " or ")
        guard case .scalar(let scalar) = node, let language = Language(rawValue: scalar.string) else {
            throw expected(known)
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

    /// Ids of rules, in the form that they have; which there are is known elsewhere.
    func ruleNames() throws(SettingsError) -> [String] {
        let suggestion = "write [pending-restart]"
        var names: [String] = []
        for item in try items("a list of rules", suggestion: suggestion) {
            let name = try item.text("a rule's id", suggestion: suggestion)
            guard name.utf8.allSatisfy({ (0x61...0x7A).contains($0) || $0 == UInt8(ascii: "-") }) else {
                throw item.failure("'\(name)' is no rule's id", suggestion: "`nines rules` lists them")
            }
            names.append(name)
        }
        return names
    }

    /// The values by key; a merge key (`<<`) gives what the mapping itself does not say.
    package func fields(_ what: String) throws(SettingsError) -> [String: SettingsField] {
        guard case .mapping(let mapping) = node else { throw expected(what) }
        var fields: [String: SettingsField] = [:]
        var merged: [String: SettingsField] = [:]
        for (key, value) in mapping {
            guard case .scalar(let scalar) = key else {
                throw SettingsField(node: key, path: path, file: file).expected("a key of text")
            }
            let name = scalar.string.printable(limit: 64)
            let field = SettingsField(node: value, path: path.isEmpty ? name : "\(path).\(name)", file: file)
            if name == "<<" {
                let base = SettingsField(node: value, path: path, file: file)
                merged = try base.fields("a mapping to merge")
            } else if !field.isNothing {
                fields[name] = field
            }
        }
        return fields.merging(merged) { own, _ in own }
    }

    /// The values by key, where any other key is an error that names the nearest of `known`.
    package func fields(_ what: String, known: [String]) throws(SettingsError) -> [String: SettingsField] {
        let fields = try fields(what)
        if case .mapping(let mapping) = node {
            for key in mapping.keys.compactMap(\.scalar) where key.string != "<<" && !known.contains(key.string) {
                throw unknown(key, among: known)
            }
        }
        for (name, field) in fields.sorted(by: { $0.key < $1.key }) where !known.contains(name) {
            throw field.failure("unknown key", suggestion: "known here: \(known.joined(separator: ", "))")
        }
        return fields
    }

    private func unknown(_ key: Node.Scalar, among known: [String]) -> SettingsError {
        let name = key.string.printable(limit: 64)
        let nearest = SpellingDistance.nearest(to: name, among: known)
        return SettingsError(
            file: file,
            line: key.mark?.line,
            column: key.mark?.column,
            path: path,
            message: "unknown key '\(name)'",
            suggestion: nearest.map { "did you mean '\($0)'?" } ?? "known here: \(known.joined(separator: ", "))"
        )
    }
}
