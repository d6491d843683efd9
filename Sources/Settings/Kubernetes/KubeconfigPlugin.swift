import ClusterModel
import Endpoints
import Yams

/// The `exec` section of a kubeconfig's user, of the right form but not yet of sense.
struct KubeconfigPlugin {
    private let field: SettingsField
    private let fields: [String: SettingsField]
    private let texts: [String: String]
    private let arguments: [String]
    private let variables: [CredentialPlugin.Variable]
    private let wantsCluster: Bool
    private let folder: String

    init(_ field: SettingsField, folder: String) throws(SettingsError) {
        self.field = field
        self.folder = folder
        fields = try field.fields("a mapping that describes a credential plugin")
        var texts: [String: String] = [:]
        for key in ["command", "apiVersion", "installHint", "interactiveMode"] {
            texts[key] = try fields[key]?.strictLine()
        }
        self.texts = texts
        arguments = try fields["args"]?.strictTexts(areSecret: true) ?? []
        var variables: [CredentialPlugin.Variable] = []
        for item in try fields["env"]?.items("a list", suggestion: "write - name: NAME") ?? [] {
            let fields = try item.fields("a mapping with name and value")
            let value = try fields["value"]?.strictText(isSecret: true) ?? ""
            guard let name = try fields["name"]?.strictText() else {
                throw item.failure("has no name", suggestion: "write name: NAME")
            }
            guard !name.contains("=") else { throw item.failure("'\(name)' is no name of a variable") }
            variables.append(CredentialPlugin.Variable(name: name, value: value))
        }
        self.variables = variables
        wantsCluster = try fields["provideClusterInfo"]?.strictTruth() ?? false
    }

    /// The plugin, once it makes sense and can be run without anybody at its keyboard.
    func checked(
        cluster: KubeconfigCluster,
        reading: KubeconfigFileReading
    ) throws(SettingsError) -> CredentialPlugin {
        guard let command = texts["command"] else {
            throw field.failure("names no command", suggestion: "write command: PROGRAM")
        }
        let version = try version()
        try checkMode(version)
        // A bare name is looked for in PATH; a relative path begins at the file's folder, as all of them.
        let isRelative = command.contains("/") && !command.hasPrefix("/")
        return CredentialPlugin(
            command: isRelative ? folder + command : command,
            arguments: arguments,
            environment: variables,
            version: version,
            installHint: texts["installHint"],
            cluster: wantsCluster ? try cluster.pluginInformation(reading: reading) : nil
        )
    }

    private func version() throws(SettingsError) -> CredentialPlugin.Version {
        let known = CredentialPlugin.Version.allCases.map(\.rawValue).joined(separator: " or ")
        guard let field = fields["apiVersion"], let text = texts["apiVersion"] else {
            throw field.failure("has no apiVersion", suggestion: "write apiVersion: \(known)")
        }
        guard let version = CredentialPlugin.Version(rawValue: text) else {
            throw field.failure("'\(text)' is not spoken here", suggestion: "known are \(known)")
        }
        return version
    }

    /// Standard input is the dashboard's, so a plugin that must ask its user something cannot be run.
    private func checkMode(_ version: CredentialPlugin.Version) throws(SettingsError) {
        switch texts["interactiveMode"] {
        case "Never", "IfAvailable": return
        case nil:
            guard version == .v1 else { return }
            throw field.failure(
                "has no interactiveMode, which \(version.rawValue) wants",
                suggestion: "write interactiveMode: IfAvailable"
            )
        case "Always":
            throw failure(
                "interactiveMode",
                "the plugin must ask its user something, and there is no keyboard for it here",
                "log in with it before, or use a login that needs nobody"
            )
        case let other?:
            throw failure("interactiveMode", "'\(other)' is none", "write Never or IfAvailable")
        }
    }

    private func failure(_ key: String, _ message: String, _ suggestion: String?) -> SettingsError {
        (fields[key] ?? field).failure(message, suggestion: suggestion)
    }
}

extension SettingsField {
    /// A text on one line: `installHint` is often written on several.
    fileprivate func strictLine() throws(SettingsError) -> String? {
        guard case .scalar(let scalar) = node, scalar.style != .plain else { return try strictText() }
        let line = scalar.string.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return line.isEmpty ? nil : line.printable(limit: 512)
    }
}
