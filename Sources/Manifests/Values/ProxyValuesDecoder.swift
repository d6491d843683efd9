import Settings

/// Reads `proxy` of `values.yaml`.
enum ProxyValuesDecoder {
    private static let keys = [
        "name", "image", "replicas", "service", "write", "read", "stats", "max_connections", "node_selector",
        "name_servers", "resources",
    ]

    static func decode(_ field: SettingsField) throws(SettingsError) -> ProxyValues {
        let fields = try field.fields("a mapping that describes the proxies", known: keys)
        var proxy = ProxyValues()
        if let field = fields["name"] { proxy.name = try field.name() }
        if let field = fields["image"] { proxy.image = try field.image() }
        if let field = fields["replicas"] { proxy.replicas = try field.number(1...50) }
        if let field = fields["service"] { proxy.service = try field.choice() }
        if let port = fields["write"] { proxy.writePort = try port.number(1024...65_535) }
        if let port = fields["read"] { proxy.readPort = try port.number(1024...65_535) }
        if let port = fields["stats"] { proxy.statisticsPort = try port.number(1024...65_535) }
        guard Set([proxy.writePort, proxy.readPort, proxy.statisticsPort]).count == 3 else {
            throw field.failure("two of write, read and stats are the same port", suggestion: "write another")
        }
        if let field = fields["max_connections"] { proxy.maxConnections = try field.number(1...100_000) }
        if let field = fields["node_selector"] {
            for (label, value) in try field.fields("a mapping of labels") {
                proxy.nodeSelector[label] = try value.label()
            }
        }
        for item in try fields["name_servers"]?.items("a list of ADDRESS:PORT", suggestion: "write [10.96.0.10:53]")
            ?? []
        {
            proxy.nameServers.append(try item.hostAndPort(suggestion: "write 10.96.0.10:53"))
        }
        if let field = fields["resources"] { proxy.resources = try field.resources() }
        return proxy
    }
}

/// Reads `parameters` of `values.yaml`.
enum ParametersDecoder {
    /// Parameters that follow from other values, and by which.
    private static let decided = [
        "listen_addresses": "the pod's address", "port": "ports", "synchronous_commit": "replication",
        "synchronous_standby_names": "replication", "most_available_sync": "replication",
        "hot_standby": "Patroni", "wal_level": "Patroni", "data_directory": "storage",
    ]

    static func decode(_ field: SettingsField) throws(SettingsError) -> [String: String] {
        var parameters: [String: String] = [:]
        for (name, value) in try field.fields("a mapping of the database's parameters") {
            guard
                name.utf8.allSatisfy({
                    (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || "_.".utf8.contains($0)
                })
            else { throw value.failure("is no parameter's name", suggestion: "write max_connections: 200") }
            if let decider = decided[name] ?? (name.hasPrefix("replconninfo") ? "members" : nil) {
                throw value.failure("is set by \(decider)", suggestion: "leave it out")
            }
            parameters[name] =
                name == "max_connections" ? "\(try value.number(1...262_143))" : try value.parameter()
        }
        return parameters
    }
}
