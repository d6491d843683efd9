import ClusterModel
import Endpoints

extension SettingsField {
    /// What an address leads to, which decides how it is written.
    enum AddressKind {
        case agent
        case proxy
        case database
        case store

        var list: String {
            switch self {
            case .agent, .proxy, .store: "a list of URLs"
            case .database: "a list of HOST:PORT"
            }
        }

        var suggestion: String {
            switch self {
            case .agent: "write [http://HOST:8008]"
            case .proxy: "write [http://HOST:7000/]"
            case .database: "write [HOST:5432]"
            case .store: "write [http://HOST:2379]"
            }
        }

        /// The key whose user name and password are to be used instead of such in a URL.
        var accessKey: String {
            switch self {
            case .agent, .database: "agent_access"
            case .proxy: "proxy_access"
            case .store: "etcd_access"
            }
        }
    }

    /// An address that can be taken apart, as it is written.
    func address(of kind: AddressKind) throws(SettingsError) -> String {
        let text: String
        switch kind {
        case .agent, .proxy, .store: text = try self.text("a URL", suggestion: kind.suggestion)
        case .database: text = try self.text("HOST:PORT", suggestion: kind.suggestion)
        }
        guard !text.contains(where: \.isWhitespace) else { throw failure("has a space", suggestion: kind.suggestion) }
        switch kind {
        case .agent, .proxy, .store: try checkURL(text, of: kind)
        case .database: try checkHostAndPort(text)
        }
        try checkParts(text, of: kind)
        return text
    }

    private func checkURL(_ text: String, of kind: AddressKind) throws(SettingsError) {
        let schemes = ["http://", "https://"]
        guard let scheme = schemes.first(where: { text.lowercased().hasPrefix($0) }) else {
            throw failure("'\(withoutUser(text))' is no http or https URL", suggestion: kind.suggestion)
        }
        let authority = text.dropFirst(scheme.count).prefix { !"/?#".contains($0) }
        guard !authority.contains("@") else {
            throw failure(
                "a URL here must not hold a user or password",
                suggestion: "write username and password_file in \(kind.accessKey)"
            )
        }
        guard let first = authority.first, first != ":" else {
            throw failure("'\(text)' has no host", suggestion: kind.suggestion)
        }
    }

    /// Takes the address apart as those do who go there.
    private func checkParts(_ text: String, of kind: AddressKind) throws(SettingsError) {
        do throws(AddressError) {
            switch kind {
            case .agent: _ = try WebAddress.agent(parsing: text)
            case .proxy: _ = try WebAddress.proxy(parsing: text)
            case .store: _ = try WebAddress.store(parsing: text)
            case .database: _ = try ClientAddress(parsing: text)
            }
        } catch {
            throw failure(error.description)
        }
    }

    private func checkHostAndPort(_ text: String) throws(SettingsError) {
        guard let colon = text.lastIndex(of: ":"), colon != text.startIndex,
            let port = UInt16(text[text.index(after: colon)...]), port > 0, !text.contains("/")
        else { throw failure("'\(text)' is no HOST:PORT", suggestion: AddressKind.database.suggestion) }
    }

    /// The text with whatever stands before an `@` left out, lest an error show a password.
    private func withoutUser(_ text: String) -> String {
        text.lastIndex(of: "@").map { "…" + text[$0...] } ?? text
    }
}
