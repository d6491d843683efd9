/// Reads one item of `clusters`.
enum ClusterDecoder {
    private static let keys = [
        "name", "label", "agents", "proxies", "probes", "server_members", "agent_access", "proxy_access",
        "etcd", "etcd_access", "etcd_namespace", "scope", "kubernetes", "read_only", "production", "color", "mute",
    ]
    private static let accessKeys = [
        "ca", "cert", "key", "key_password_file", "key_password_environment", "key_password_command", "insecure",
        "username", "password_file", "password_environment", "password_command",
    ]

    static func decode(_ field: SettingsField) throws(SettingsError) -> ClusterSettings {
        let fields = try field.fields("a mapping that describes a cluster", known: keys)
        guard let name = fields["name"] else { throw field.failure("has no name", suggestion: "write name: NAME") }
        var cluster = ClusterSettings(name: try name.text("a name"))
        cluster.label = try fields["label"]?.text("a label")
        cluster.agents = try fields["agents"]?.addresses(of: .agent) ?? []
        cluster.proxies = try fields["proxies"]?.addresses(of: .proxy) ?? []
        cluster.probes = try fields["probes"]?.addresses(of: .database) ?? []
        if let members = fields["server_members"] { cluster.serverMembers = try serverMembers(members) }
        if let access = fields["agent_access"] { cluster.agentAccess = try self.access(access) }
        if let access = fields["proxy_access"] { cluster.proxyAccess = try self.access(access) }
        cluster.mutedRules = try fields["mute"]?.ruleNames() ?? []
        cluster.etcd = try fields["etcd"]?.addresses(of: .store) ?? []
        if let access = fields["etcd_access"] { cluster.etcdAccess = try self.access(access) }
        cluster.etcdNamespace = try fields["etcd_namespace"]?.text("a namespace of Patroni's")
        cluster.scope = try fields["scope"]?.text("a scope of Patroni's")
        if let section = fields["kubernetes"] { cluster.kubernetes = try KubernetesSettings.decode(section) }
        cluster.isReadOnly = try fields["read_only"]?.truth() ?? false
        cluster.isProduction = try fields["production"]?.truth() ?? false
        cluster.color = try fields["color"].map(color)
        let names = [cluster.agents, cluster.proxies, cluster.probes, cluster.etcd]
        guard names.contains(where: { !$0.isEmpty }) || cluster.kubernetes != nil else {
            throw field.failure(
                "names nothing to watch",
                suggestion: "write agents: [http://HOST:8008]; one agent is enough"
            )
        }
        let others = cluster.agents.count + cluster.proxies.count + cluster.probes.count
        guard others > 0 || cluster.scope != nil || cluster.etcd.isEmpty else {
            throw field.failure(
                "names etcd but not the cluster in it",
                suggestion: "write scope: NAME as in patroni.yml, or agents: [http://HOST:8008]"
            )
        }
        return cluster
    }

    private static func color(_ field: SettingsField) throws(SettingsError) -> FrameColor {
        let name = try field.text("the name of a colour")
        guard let color = FrameColor(rawValue: name) else {
            let known = FrameColor.allCases.map(\.rawValue).joined(separator: ", ")
            throw field.failure("'\(name)' is no colour for a frame", suggestion: "known here: \(known)")
        }
        return color
    }

    private static func serverMembers(_ field: SettingsField) throws(SettingsError) -> [String: String] {
        var members: [String: String] = [:]
        for (server, member) in try field.fields("a mapping of server names to member names") {
            members[server] = try member.text("a member's name")
        }
        return members
    }

    private static func access(_ field: SettingsField) throws(SettingsError) -> AccessSettings {
        let fields = try field.fields("a mapping that describes an access", known: accessKeys)
        var access = AccessSettings()
        access.certificateAuthorityFile = try fields["ca"]?.text("the path of a PEM file")
        access.clientCertificateFile = try fields["cert"]?.text("the path of a PEM file")
        access.clientKeyFile = try fields["key"]?.text("the path of a PEM file")
        access.clientKeyPassword = try secret("key_password", in: fields)
        access.isInsecure = try fields["insecure"]?.truth() ?? false
        access.username = try fields["username"]?.text("a user name")
        access.password = try secret("password", in: fields)
        if access.clientKeyFile != nil, access.clientCertificateFile == nil {
            throw field.failure("has a key without a cert", suggestion: "write cert: FILE")
        }
        if (access.username == nil) != (access.password == nil) {
            throw access.username == nil
                ? field.failure("has a password without a username", suggestion: "write username: NAME")
                : field.failure("has a username without a password", suggestion: "write password_file: FILE")
        }
        return access
    }

    /// The one source of a secret among its `_file`, `_environment` and `_command`.
    private static func secret(
        _ name: String,
        in fields: [String: SettingsField]
    ) throws(SettingsError) -> SecretSource? {
        let given = ["file", "environment", "command"].compactMap { kind in
            fields["\(name)_\(kind)"].map { (kind: kind, field: $0) }
        }
        guard let (kind, field) = given.first else { return nil }
        guard given.count == 1 else {
            throw given[1].field.failure("a second source of the same secret", suggestion: "keep one")
        }
        switch kind {
        case "file": return .file(try field.text("the path of a file"))
        case "environment": return .environment(try field.text("the name of a variable"))
        default:
            let example = "write [pass, show, NAME]"
            let command = try field.texts("a list: program and arguments", each: "text", suggestion: example)
            guard !command.isEmpty else { throw field.failure("an empty command", suggestion: example) }
            return .command(command)
        }
    }
}
