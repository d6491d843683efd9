import ClusterModel
import Endpoints

/// A section of Patroni's configuration under the environment variables that overrule it, `PATRONI_CTL_INSECURE` and so on.
struct PatroniSection {
    let fields: [String: SettingsField]
    let prefix: String
    let file: String
    let environment: [String: String]

    func section(_ name: String) throws(SettingsError) -> PatroniSection {
        PatroniSection(
            fields: try fields[name]?.fields("a mapping") ?? [:],
            prefix: "\(prefix)_\(name.uppercased())",
            file: file,
            environment: environment
        )
    }

    func has(_ name: String) -> Bool { fields[name] != nil }

    func text(_ name: String) throws(SettingsError) -> String? {
        if let value = variable(name) { return try printable(value, name) }
        return try fields[name]?.text("text")
    }

    /// The text of one key, or else that of another.
    func text(_ name: String, otherwise other: PatroniSection, _ otherName: String) throws(SettingsError) -> String? {
        if let text = try text(name) { return text }
        return try other.text(otherName)
    }

    func truth(_ name: String) throws(SettingsError) -> Bool? {
        guard let value = variable(name) else { return try fields[name]?.truth() }
        guard let truth = SettingsField.truths[value.lowercased()] else {
            throw SettingsError(
                file: file,
                path: "\(prefix)_\(name.uppercased())",
                message: "expected true or false, found text"
            )
        }
        return truth
    }

    /// A list, or a text with commas and perhaps quotes as the environment gives it.
    func list(_ name: String) throws(SettingsError) -> [String]? {
        let text: String
        if let value = variable(name) {
            text = try printable(value, name)
        } else if let field = fields[name] {
            if field.kind == "a list" { return try field.texts("a list of HOST:PORT", each: "HOST:PORT") }
            text = try field.text("a list of HOST:PORT")
        } else {
            return nil
        }
        return text.split { ", '\"[]".contains($0) }.map(String.init)
    }

    /// `authentication` with its two keys, or the older `auth: "user:password"`.
    func credentials() throws(SettingsError) -> Access.Credentials? {
        let pair = try section("authentication")
        if let username = try text("username", otherwise: pair, "username"),
            let password = try text("password", otherwise: pair, "password")
        {
            return Access.Credentials(username: username, password: Secret(password))
        }
        guard let field = fields["auth"] else { return nil }
        let auth = try field.text("USER:PASSWORD")
        guard let colon = auth.firstIndex(of: ":") else {
            throw field.failure("has no colon", suggestion: "write auth: 'USER:PASSWORD'")
        }
        return Access.Credentials(
            username: String(auth[..<colon]),
            password: Secret(String(auth[auth.index(after: colon)...]))
        )
    }

    private func variable(_ name: String) -> String? {
        environment["\(prefix)_\(name.uppercased())"].flatMap { $0.isEmpty ? nil : $0 }
    }

    private func printable(_ value: String, _ name: String) throws(SettingsError) -> String {
        guard value.unicodeScalars.count <= 4096, value.unicodeScalars.allSatisfy(\.isPrintable) else {
            throw SettingsError(
                file: file,
                path: "\(prefix)_\(name.uppercased())",
                message: "has control characters or more than 4096 characters"
            )
        }
        return value
    }
}
