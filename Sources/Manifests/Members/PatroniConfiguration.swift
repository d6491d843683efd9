/// The `patroni.yml` that all members share.
///
/// What differs between them (name, addresses) and what is secret comes from the environment of the pod, which Patroni lays
/// over its file (patroni docs/ENVIRONMENT.rst).
struct PatroniConfiguration {
    let values: ManifestValues

    /// Where certificates of etcd are mounted; not below the configuration, which is read-only.
    static let storeCertificates = "/etc/patroni-etcd"

    func yaml() throws -> String { try root.yaml() }

    private var root: YAMLValue {
        let head: YAMLValue = [
            "scope": .text(values.cluster),
            "restapi": ["listen": "0.0.0.0:\(values.agentPort)"],
        ]
        return head.adding(store).adding([
            "bootstrap": bootstrap,
            "postgresql": postgresql,
        ])
    }

    private var store: YAMLValue {
        switch values.store {
        case .kubernetes:
            return [
                "kubernetes": [
                    "namespace": .text(values.namespace),
                    "labels": ["application": "patroni"],
                    "scope_label": "cluster-name",
                    "use_endpoints": false,
                ]
            ]
        case .etcd(let hosts, let isTLS, let secret):
            let folder = Self.storeCertificates
            return [
                "etcd3": [
                    "hosts": .list(hosts.map { .text($0) }),
                    "protocol": isTLS ? "https" : "http",
                    "cacert": secret == nil ? .absent : "\(folder)/ca.crt",
                    "cert": secret == nil ? .absent : "\(folder)/tls.crt",
                    "key": secret == nil ? .absent : "\(folder)/tls.key",
                ]
            ]
        }
    }

    // MARK: - What is written to the store once

    private var bootstrap: YAMLValue {
        let dynamic: YAMLValue = [
            "ttl": .number(values.timing.ttl),
            "loop_wait": .number(values.timing.loopWait),
            "retry_timeout": .number(values.timing.retryTimeout),
            "maximum_lag_on_failover": 1_048_576,
            "synchronous_mode": isSynchronous ? true : .absent,
            "synchronous_mode_strict": isSynchronous && values.replication == .strict ? true : .absent,
            "postgresql": [
                "use_pg_rewind": .truth(values.database == .postgresql),
                "use_slots": true,
                "parameters": parameters,
            ],
        ]
        // Patroni before 4 calls a file without initdb and pg_hba here invalid, though it does without.
        switch values.database {
        case .opengauss:
            return ["dcs": dynamic, "initdb": [["encoding": "UTF8"]], "pg_hba": ["host all all all sha256"]]
        case .postgresql:
            return [
                "dcs": dynamic, "initdb": [["encoding": "UTF8"], ["locale": "C.UTF-8"], "data-checksums"],
                "pg_hba": hostAccess,
            ]
        }
    }

    private var hostAccess: YAMLValue {
        [
            "local all postgres peer",
            "host replication replicator all scram-sha-256",
            "host all all all scram-sha-256",
        ]
    }

    /// PostgreSQL's standbys are named by Patroni itself; openGauss's entrypoint names them with `gs_guc`.
    private var isSynchronous: Bool {
        values.database == .postgresql && values.replication != .asynchronous
    }

    private var parameters: YAMLValue {
        guard values.database == .postgresql else { return .absent }
        var parameters = ["password_encryption": "scram-sha-256", "wal_log_hints": "on"]
        parameters.merge(values.parameters) { _, own in own }
        return .mapping(parameters.sorted { $0.key < $1.key }.map { .init(key: $0.key, value: .parameter($0.value)) })
    }

    // MARK: - What each member reads

    private var postgresql: YAMLValue {
        switch values.database {
        case .opengauss:
            [
                "listen": "0.0.0.0:\(values.databasePort)",
                "data_dir": .text(values.dataPath),
                "bin_dir": "/usr/local/opengauss/bin",
                "pgpass": "/tmp/pgpass",
            ]
        case .postgresql:
            [
                "listen": "0.0.0.0:\(values.databasePort)",
                "data_dir": .text(values.dataPath),
                "pgpass": "/tmp/pgpass",
                "basebackup": [["checkpoint": "fast"]],
                "pg_hba": hostAccess,
            ]
        }
    }
}

extension YAMLValue {
    /// A database parameter: whole numbers as such, because Patroni's validator wants them so; the rest as text.
    static func parameter(_ text: String) -> YAMLValue {
        guard text.utf8.count <= 15, let number = Int(text), String(number) == text else { return .text(text) }
        return .number(number)
    }
}
