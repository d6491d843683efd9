/// Reads how a cluster's agents, proxies or etcd let us in.
enum AccessDecoder {
    private static let keys = [
        "ca", "cert", "key", "key_password_file", "key_password_environment", "key_password_command", "insecure",
        "username", "password_file", "password_environment", "password_command",
    ]

    static func decode(_ field: SettingsField?, _ mistakes: inout SettingsMistakes) -> AccessSettings {
        guard let field else { return AccessSettings() }
        let before = mistakes.found.count
        let fields = mistakes.fields(of: field, "a mapping that describes an access", known: keys)
        var access = AccessSettings()
        access.places = AccessPlaces(fields.mapValues(\.place))
        access.certificateAuthorityFile = mistakes.text(of: fields["ca"], "the path of a PEM file")
        access.clientCertificateFile = mistakes.text(of: fields["cert"], "the path of a PEM file")
        access.clientKeyFile = mistakes.text(of: fields["key"], "the path of a PEM file")
        access.clientKeyPassword = secret("key_password", in: fields, &mistakes)
        access.isInsecure = mistakes.truth(of: fields["insecure"]) ?? false
        access.username = mistakes.text(of: fields["username"], "a user name")
        access.password = secret("password", in: fields, &mistakes)
        // What could not be read may be the very thing that seems to be missing.
        guard mistakes.found.count == before else { return access }
        for error in missing(in: access, field) { mistakes.add(error) }
        return access
    }

    private static func missing(in access: AccessSettings, _ field: SettingsField) -> [SettingsError] {
        var errors: [SettingsError] = []
        if access.clientKeyFile != nil, access.clientCertificateFile == nil {
            errors.append(field.failure("has a key without a cert", suggestion: "write cert: FILE"))
        }
        if access.username == nil, access.password != nil {
            errors.append(field.failure("has a password without a username", suggestion: "write username: NAME"))
        }
        if access.username != nil, access.password == nil {
            errors.append(
                field.failure("has a username without a password", suggestion: "write password_file: FILE")
            )
        }
        return errors
    }

    /// The one source of a secret among its `_file`, `_environment` and `_command`.
    private static func secret(
        _ name: String,
        in fields: [String: SettingsField],
        _ mistakes: inout SettingsMistakes
    ) -> SecretSource? {
        let given = ["file", "environment", "command"].compactMap { kind in
            fields["\(name)_\(kind)"].map { (kind: kind, field: $0) }
        }
        for other in given.dropFirst() {
            mistakes.add(other.field.failure("a second source of the same secret", suggestion: "keep one"))
        }
        guard let (kind, field) = given.first else { return nil }
        return mistakes.attempt { () throws(SettingsError) in
            switch kind {
            case "file": return .file(try field.text("the path of a file"))
            case "environment": return .environment(try field.text("the name of a variable"))
            default: return .command(try command(field))
            }
        }
    }

    private static func command(_ field: SettingsField) throws(SettingsError) -> [String] {
        let example = "write [pass, show, NAME]"
        let command = try field.texts("a list: program and arguments", each: "text", suggestion: example)
        guard !command.isEmpty else { throw field.failure("an empty command", suggestion: example) }
        return command
    }
}
