import Settings

/// Reads `values.yaml`.
package enum ManifestValuesDecoder {
    private static let keys = [
        "cluster", "namespace", "database", "image", "members", "replication", "store", "storage", "ports",
        "parameters",
        "timing", "resources", "secret", "run_as", "image_pull_policy", "image_pull_secrets", "cluster_domain",
        "network_policy", "monitors", "proxy",
    ]
    private static let required = ["cluster", "database", "image", "members", "store", "storage"]

    /// The values in a text, or what is wrong with the first key that is.
    package static func decode(_ text: String, file: String) throws(SettingsError) -> ManifestValues {
        guard let document = try SettingsDocument.parse(text, file: file) else {
            throw SettingsError(
                file: file,
                message: "has no values",
                suggestion: "`nines manifests --example` prints an example"
            )
        }
        let fields = try document.fields("a mapping of values", known: keys)
        func value(_ key: String) throws(SettingsError) -> SettingsField {
            guard let field = fields[key] else {
                throw SettingsError(
                    file: file,
                    path: key,
                    message: "is missing",
                    suggestion: "write \(example(of: key))"
                )
            }
            return field
        }
        for key in required { _ = try value(key) }
        let database: ManifestValues.Database = try value("database").choice()
        let cluster = try value("cluster").name()
        var values = ManifestValues(
            cluster: cluster,
            database: database,
            image: try value("image").image(),
            members: try members(value("members"), of: database),
            store: try store(value("store")),
            storage: try storage(value("storage")),
            secret: try fields["secret"]?.domain() ?? "\(cluster)-credentials",
            userID: try fields["run_as"]?.number(1...65_535) ?? (database == .opengauss ? 70 : 999)
        )
        try readOptional(fields, into: &values)
        try checkNames(of: values, in: document)
        try checkConnections(of: values, in: fields["proxy"] ?? fields["parameters"] ?? document)
        return values
    }

    private static func readOptional(
        _ fields: [String: SettingsField],
        into values: inout ManifestValues
    ) throws(SettingsError) {
        if let field = fields["namespace"] { values.namespace = try field.name(limit: 63) }
        if let field = fields["replication"] { values.replication = try field.choice() }
        if let field = fields["ports"] { try readPorts(field, into: &values) }
        if let field = fields["parameters"] { values.parameters = try ParametersDecoder.decode(field) }
        if let field = fields["timing"] { values.timing = try timing(field) }
        if let field = fields["resources"] { values.resources = try field.resources() }
        if let field = fields["image_pull_policy"] {
            values.imagePullPolicy = try field.word(among: ["Always", "IfNotPresent", "Never"])
        }
        for item in try fields["image_pull_secrets"]?.items("a list of Secrets", suggestion: "write [NAME]") ?? [] {
            values.imagePullSecrets.append(try item.domain())
        }
        if let field = fields["cluster_domain"] { values.clusterDomain = try field.domain() }
        if let field = fields["network_policy"] { values.hasNetworkPolicy = try field.truth() }
        for item in try fields["monitors"]?.items("a list of networks", suggestion: "write [10.0.0.0/8]") ?? [] {
            values.monitors.append(try item.network())
        }
        if let field = fields["proxy"] { values.proxy = try ProxyValuesDecoder.decode(field) }
    }

    /// What is rendered must not meet under one name, nor meet what Patroni makes itself (`CLUSTER-config`).
    private static func checkNames(of values: ManifestValues, in document: SettingsField) throws(SettingsError) {
        let fields = try document.fields("a mapping of values")
        var services: Set = ["\(values.proxy.name)-service", "\(values.proxy.name)-dashboard"]
        for member in values.members {
            guard services.insert(values.service(of: member)).inserted, member.name != values.proxy.name else {
                throw (fields["members"] ?? document).failure(
                    "'\(member.name)' would get a name that something else has",
                    suggestion: "give it another name"
                )
            }
        }
        guard values.cluster != values.proxy.name else {
            throw (fields["cluster"] ?? document).failure(
                "'\(values.cluster)' is the proxies' name too",
                suggestion: "write proxy: {name: NAME}, or another cluster"
            )
        }
    }

    /// What a proxy lets through and the database turns away looks like an outage to a client.
    private static func checkConnections(of values: ManifestValues, in field: SettingsField) throws(SettingsError) {
        guard let most = values.parameters["max_connections"].flatMap({ Int($0) }), values.proxy.maxConnections > most
        else { return }
        throw field.failure(
            "the proxies let \(values.proxy.maxConnections) connections through, the database takes \(most)",
            suggestion: "write proxy: {max_connections: \(most)} or less, or a larger parameters: {max_connections: …}"
        )
    }

    private static func example(of key: String) -> String {
        switch key {
        case "cluster": "cluster: NAME"
        case "database": "database: opengauss, or postgresql"
        case "image": "image: REGISTRY/IMAGE:TAG"
        case "members": "members: 3"
        case "store": "store: kubernetes, or store: {etcd: [http://HOST:2379]}"
        default: "storage: {size: 20Gi}, or storage: {host_path: /data/NAME}"
        }
    }

    // MARK: - Members

    /// openGauss has a leader and at most eight standbys, one `replconninfo` each.
    private static func members(
        _ field: SettingsField,
        of database: ManifestValues.Database
    ) throws(SettingsError) -> [ManifestValues.Member] {
        let most = database == .opengauss ? 9 : 99
        let suggestion = "write members: 3, or [db1, db2, db3], or - {name: db1, node: NODE}"
        var members: [ManifestValues.Member] = []
        if field.isList {
            for item in try field.items("a list of members") { members.append(try member(item)) }
        } else if field.isMapping {
            throw field.expected("a number or a list of members", suggestion: suggestion)
        } else {
            let count = try field.number(0...1000)
            members = (0..<count).map { ManifestValues.Member(name: "db\($0 + 1)") }
        }
        guard members.count >= 2 else {
            throw field.failure(
                "\(members.count) cannot take over from each other",
                suggestion: "at least 2 are needed"
            )
        }
        guard members.count <= most else {
            throw field.failure("\(members.count) are too many", suggestion: "\(database.rawValue) has at most \(most)")
        }
        for (index, member) in members.enumerated() where members[..<index].contains(where: { $0.name == member.name })
        {
            throw field.failure("a second member named '\(member.name)'", suggestion: "give it another name")
        }
        let nodes = members.compactMap(\.node)
        guard Set(nodes).count == nodes.count else {
            throw field.failure("two members are to be on the same node", suggestion: "give each a node of its own")
        }
        return members
    }

    private static func member(_ field: SettingsField) throws(SettingsError) -> ManifestValues.Member {
        guard field.isMapping else { return ManifestValues.Member(name: try field.name()) }
        let fields = try field.fields("a member", known: ["name", "node"])
        guard let name = fields["name"] else { throw field.failure("has no name", suggestion: "write name: NAME") }
        return ManifestValues.Member(name: try name.name(), node: try fields["node"]?.domain())
    }

    // MARK: - Store and storage

    private static func store(_ field: SettingsField) throws(SettingsError) -> ManifestValues.Store {
        let suggestion = "write kubernetes, or {etcd: [http://HOST:2379]}"
        guard field.isMapping else {
            guard try field.text("kubernetes or a mapping", suggestion: suggestion) == "kubernetes" else {
                throw field.failure("is no store", suggestion: suggestion)
            }
            return .kubernetes
        }
        let fields = try field.fields("a store", known: ["etcd", "secret"])
        guard let etcd = fields["etcd"] else { throw field.failure("names no etcd", suggestion: suggestion) }
        var hosts: [String] = []
        var schemes: Set<String> = []
        for item in try etcd.items("a list of URLs", suggestion: "write [http://HOST:2379]") {
            let (scheme, host) = try item.storeURL()
            hosts.append(host)
            schemes.insert(scheme)
        }
        guard !hosts.isEmpty else { throw etcd.failure("names nothing", suggestion: "write [http://HOST:2379]") }
        guard schemes.count == 1 else {
            throw etcd.failure("mixes http and https", suggestion: "Patroni speaks one of them to all")
        }
        let secret = try fields["secret"]?.domain()
        if let given = fields["secret"], !schemes.contains("https") {
            throw given.failure("is for https only", suggestion: "write https:// in etcd")
        }
        return .etcd(hosts: hosts, isTLS: schemes.contains("https"), secret: secret)
    }

    private static func storage(_ field: SettingsField) throws(SettingsError) -> ManifestValues.Storage {
        let suggestion = "write {size: 20Gi}, or {host_path: /data/NAME}"
        let fields = try field.fields("a storage", known: ["host_path", "size", "class"])
        if let path = fields["host_path"] {
            guard fields.count == 1 else {
                throw field.failure("has a host_path and more", suggestion: suggestion)
            }
            return .hostPath(try path.absolutePath())
        }
        guard let size = fields["size"] else { throw field.failure("has no size", suggestion: suggestion) }
        return .claim(size: try size.quantity(), storageClass: try fields["class"]?.domain())
    }

    // MARK: - Numbers

    private static func readPorts(_ field: SettingsField, into values: inout ManifestValues) throws(SettingsError) {
        let fields = try field.fields("ports", known: ["database", "agent"])
        if let port = fields["database"] { values.databasePort = try port.number(1024...65_000) }
        if let port = fields["agent"] { values.agentPort = try port.number(1024...65_535) }
        let taken = [values.databasePort] + values.replicationPorts.map(\.port)
        guard !taken.contains(values.agentPort) else {
            throw field.failure(
                "agent: \(values.agentPort) is one of the database's ports",
                suggestion: "write another"
            )
        }
    }

    private static func timing(_ field: SettingsField) throws(SettingsError) -> ManifestValues.Timing {
        let fields = try field.fields("Patroni's intervals", known: ["ttl", "loop_wait", "retry_timeout"])
        var timing = ManifestValues.Timing()
        if let span = fields["ttl"] { timing.ttl = try span.number(20...3600) }
        if let span = fields["loop_wait"] { timing.loopWait = try span.number(1...3600) }
        if let span = fields["retry_timeout"] { timing.retryTimeout = try span.number(3...3600) }
        let least = timing.loopWait + 2 * timing.retryTimeout
        guard timing.ttl >= least else {
            throw field.failure(
                "ttl \(timing.ttl) is less than loop_wait + 2 × retry_timeout = \(least)",
                suggestion: "the lock would run out while Patroni still retries; raise ttl or lower the others"
            )
        }
        return timing
    }
}
