import ClusterModel
import Endpoints
import FoundationEssentials
import Yams

/// Values as kubectl reads them, which turns YAML into JSON first and then wants each value to be of its type.
extension SettingsField {
    /// A text; nil when it is empty.
    ///
    /// What YAML takes for a truth or a number is none, and must be put in quotes.
    ///
    /// - Parameters:
    ///   - limit: the longest text in characters; tokens and certificates are long.
    ///   - isSecret: whether errors must not repeat it.
    func strictText(limit: Int = 4096, isSecret: Bool = false) throws(SettingsError) -> String? {
        guard case .scalar(let scalar) = node, strictKind == "text" else {
            if isNothing { return nil }
            guard case .scalar(let scalar) = node else { throw expectedStrictly("text") }
            let shown = isSecret ? "" : ": '\(scalar.string.printable(limit: 64))'"
            throw expectedStrictly("text", suggestion: "put it in quotes\(shown)")
        }
        guard scalar.string.unicodeScalars.count <= limit, scalar.string.unicodeScalars.allSatisfy(\.isPrintable) else {
            throw failure("has control characters or more than \(limit) characters")
        }
        return scalar.string.isEmpty ? nil : scalar.string
    }

    /// A truth as YAML 1.1 has it, without quotes.
    func strictTruth() throws(SettingsError) -> Bool {
        guard case .scalar(let scalar) = node, strictKind == "true or false" else {
            throw expectedStrictly("true or false", suggestion: kind == "text" ? "write it without quotes" : nil)
        }
        return Self.truths[scalar.string.lowercased()] ?? (scalar.string.lowercased() == "y")
    }

    func strictTexts(areSecret: Bool = false) throws(SettingsError) -> [String] {
        var texts: [String] = []
        for item in try items("a list") { texts.append(try item.strictText(isSecret: areSecret) ?? "") }
        return texts
    }

    /// The text that base64 holds; nil when it is empty.
    ///
    /// Line breaks in it count for nothing.
    func base64Text() throws(SettingsError) -> Secret? {
        guard case .scalar(let scalar) = node, strictKind == "text" else {
            if isNothing { return nil }
            throw expectedStrictly("base64")
        }
        let encoded = scalar.string.filter { !$0.isNewline }
        guard !encoded.isEmpty else { return nil }
        guard let data = Data(base64Encoded: encoded) else {
            throw failure("is not base64", suggestion: "write what `base64 -w0 FILE` prints")
        }
        return Secret(String(decoding: data, as: UTF8.self))
    }

    /// The name of a namespace; nil when it is empty.
    func namespace() throws(SettingsError) -> String? {
        guard let name = try strictText() else { return nil }
        guard NamespaceName.isValid(name) else { throw failure(NamespaceName.complaint(name)) }
        return name
    }

    /// A path; one that is relative begins at `folder`, that of the file that names it.
    func path(in folder: String) throws(SettingsError) -> String? {
        guard let path = try strictText() else { return nil }
        return path.hasPrefix("/") ? path : folder + path
    }

    /// The text of a file that is named here.
    func text(of path: String, reading: KubeconfigFileReading) throws(SettingsError) -> String {
        switch reading(path) {
        case .success(let text): return text
        case .failure(let problem): throw failure("\(path): \(problem.reason)")
        }
    }

    private func expectedStrictly(_ what: String, suggestion: String? = nil) -> SettingsError {
        failure("expected \(what), found \(strictKind)", suggestion: suggestion)
    }

    /// `kind`, but for what YAML 1.1 and kubectl see differently.
    private var strictKind: String {
        guard case .scalar(let scalar) = node, scalar.style == .plain else { return kind }
        if ["y", "n"].contains(scalar.string.lowercased()) { return "true or false" }
        let isNumber = scalar.string.first.map { "+-.0123456789".contains($0) } ?? false
        return kind == "a number" && !isNumber ? "text" : kind
    }
}

/// What Kubernetes allows as the name of a namespace (RFC 1123 label).
package enum NamespaceName {
    package static func isValid(_ name: String) -> Bool {
        let isInner = name.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
        return isInner && (1...63).contains(name.utf8.count) && name.first != "-" && name.last != "-"
    }

    package static func complaint(_ name: String) -> String {
        "'\(name.printable(limit: 64))' is no name of a namespace: small letters, digits and hyphens, 63 at most"
    }
}
