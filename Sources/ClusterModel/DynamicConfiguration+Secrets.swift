extension DynamicConfiguration {
    /// What is shown in place of a secret.
    package static let hidden = "•••"

    /// Whether a setting's name says that its value is nobody's business; only the last part of a dotted path counts.
    package static func isSecret(_ name: some StringProtocol) -> Bool {
        let last = name.split(separator: ".").last?.lowercased() ?? ""
        return last.contains("password") && !last.contains("password_encryption")
    }

    /// Whether a text names a password among other things, as libpq's connection strings do: `password = x`, `postgres://u:x@host`.
    package static func holdsPassword(_ text: String) -> Bool {
        let text = text.lowercased()
        let words = text.ranges(of: "password").map { text[$0.upperBound...].drop { $0 == " " } }
        if words.contains(where: { $0.first == "=" }) { return true }
        return text.ranges(of: "://").contains { scheme in
            let authority = text[scheme.upperBound...].prefix { $0 != "/" && !$0.isWhitespace }
            return authority.lastIndex(of: "@").map { authority[..<$0].contains(":") } ?? false
        }
    }
}
