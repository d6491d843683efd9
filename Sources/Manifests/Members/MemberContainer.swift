/// The one container of a member's pod: Patroni with its database.
struct MemberContainer {
    let values: ManifestValues
    let member: ManifestValues.Member

    var value: YAMLValue {
        let head: YAMLValue = [
            "name": .text(values.database.rawValue),
            "image": .text(values.image),
            "imagePullPolicy": .text(values.imagePullPolicy),
            "command": command,
            "securityContext": ["allowPrivilegeEscalation": false, "capabilities": ["drop": ["ALL"]]],
            "ports": .list(
                ([(values.database == .opengauss ? "gsql" : "postgresql", values.databasePort)]
                    + [("patroni", values.agentPort)] + values.replicationPorts.map { ($0.name, $0.port) })
                    .map { ["name": .text($0.0), "containerPort": .number($0.1)] }
            ),
        ]
        return head.adding([
            "env": .list(environment),
            "resources": values.resources.value,
            "startupProbe": probe("/liveness", period: 10, failures: startPatience),
            "livenessProbe": probe("/liveness", period: 10, failures: patience),
            "readinessProbe": probe("/readiness", period: 5, failures: 2),
            "volumeMounts": .list(mounts),
        ])
    }

    private var command: YAMLValue {
        switch values.database {
        case .opengauss: ["bash", "/etc/patroni/entrypoint.sh"]
        case .postgresql: ["patroni", "/etc/patroni/patroni.yml"]
        }
    }

    // MARK: - Probes

    /// openGauss's Patroni builds a standby within its own loop, and seems dead as long as that takes.
    ///
    /// A restart would begin it anew for ever.
    private var patience: Int {
        switch values.database {
        case .opengauss: 180
        case .postgresql: 6
        }
    }

    /// The first copy of a leader's data is made before openGauss's Patroni starts, which may take up to three hours.
    ///
    /// PostgreSQL's Patroni answers while it copies.
    private var startPatience: Int {
        switch values.database {
        case .opengauss: 1080
        case .postgresql: 30
        }
    }

    private func probe(_ path: String, period: Int, failures: Int) -> YAMLValue {
        [
            "httpGet": ["path": .text(path), "port": "patroni"],
            "periodSeconds": .number(period),
            "timeoutSeconds": 5,
            "failureThreshold": .number(failures),
        ]
    }

    // MARK: - Environment

    /// What refers to another variable stands after it, because Kubernetes replaces only what it has read.
    private var environment: [YAMLValue] {
        var environment = [Self.field("HOST_IP", "status.podIP"), name]
        environment += [
            Self.text("PATRONI_RESTAPI_CONNECT_ADDRESS", "$(HOST_IP):\(values.agentPort)"),
            Self.text("PATRONI_POSTGRESQL_CONNECT_ADDRESS", "$(HOST_IP):\(values.databasePort)"),
            Self.text("PATRONI_RESTAPI_USERNAME", "patroni"),
            secret("PATRONI_RESTAPI_PASSWORD", "restapi-password"),
        ]
        if values.store == .kubernetes { environment.append(Self.text("PATRONI_KUBERNETES_POD_IP", "$(HOST_IP)")) }
        switch values.database {
        case .postgresql: return environment + postgresql
        case .opengauss: return environment + opengauss
        }
    }

    /// In Kubernetes as the store a member writes to the pod of its own name, so it must be called as the pod is.
    private var name: YAMLValue {
        switch values.store {
        case .kubernetes: Self.field("PATRONI_NAME", "metadata.name")
        case .etcd: Self.text("PATRONI_NAME", member.name)
        }
    }

    private var postgresql: [YAMLValue] {
        [
            Self.text("PATRONI_SUPERUSER_USERNAME", "postgres"),
            secret("PATRONI_SUPERUSER_PASSWORD", "superuser-password"),
            Self.text("PATRONI_REPLICATION_USERNAME", "replicator"),
            secret("PATRONI_REPLICATION_PASSWORD", "replication-password"),
            Self.text("PATRONI_REWIND_USERNAME", "rewinder"),
            secret("PATRONI_REWIND_PASSWORD", "rewind-password"),
        ]
    }

    /// The names of the reference guide, so that its image can be run as well.
    private var opengauss: [YAMLValue] {
        let administrator = OpenGaussEntrypoint.administrator
        let peers = values.peers(of: member)
        return [
            Self.text("PATRONI_POSTGRESQL_LISTEN", "$(HOST_IP):\(values.databasePort)"),
            Self.text("PATRONI_SUPERUSER_USERNAME", administrator),
            secret("PATRONI_SUPERUSER_PASSWORD", "superuser-password"),
            Self.text("PATRONI_REPLICATION_USERNAME", administrator),
            secret("PATRONI_REPLICATION_PASSWORD", "superuser-password"),
            Self.text("PATRONI_REWIND_USERNAME", administrator),
            secret("PATRONI_REWIND_PASSWORD", "superuser-password"),
            Self.text("HOST_NAME", member.name),
            Self.text(
                "PEER_IPS",
                peers.map { "\(values.service(of: $0)).\(values.namespace).svc" }.joined(separator: ",")
            ),
            Self.text("PEER_HOST_NAMES", peers.map(\.name).joined(separator: ",")),
            Self.text("PORT", "\(values.databasePort)"),
            secret("GS_PASSWORD", "superuser-password"),
            Self.text("SERVER_MODE", member == values.members.first ? "primary" : "standby"),
            Self.text("PGDATA", values.dataPath),
        ]
    }

    private static func text(_ name: String, _ value: String) -> YAMLValue {
        ["name": .text(name), "value": .text(value)]
    }

    private static func field(_ name: String, _ path: String) -> YAMLValue {
        ["name": .text(name), "valueFrom": ["fieldRef": ["fieldPath": .text(path)]]]
    }

    private func secret(_ name: String, _ key: String) -> YAMLValue {
        [
            "name": .text(name),
            "valueFrom": ["secretKeyRef": ["name": .text(values.secret), "key": .text(key)]],
        ]
    }

    // MARK: - Volumes

    private var mounts: [YAMLValue] {
        var mounts: [YAMLValue] = [
            ["name": "data", "mountPath": .text(values.volumePath)],
            ["name": "configuration", "mountPath": "/etc/patroni", "readOnly": true],
            ["name": "tmp", "mountPath": "/tmp"],
        ]
        if case .etcd(_, _, _?) = values.store {
            mounts.append([
                "name": "etcd-certificates", "mountPath": .text(PatroniConfiguration.storeCertificates),
                "readOnly": true,
            ])
        }
        return mounts
    }
}

extension ManifestValues.Resources {
    var value: YAMLValue {
        let limits: YAMLValue = [
            "cpu": cpuLimit.map { .text($0) } ?? .absent, "memory": memoryLimit.map { .text($0) } ?? .absent,
        ]
        return [
            "requests": ["cpu": .text(cpu), "memory": .text(memory)],
            "limits": cpuLimit == nil && memoryLimit == nil ? .absent : limits,
        ]
    }
}
