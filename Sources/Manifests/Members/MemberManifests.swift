/// What Kubernetes is to run for one member: a Service that is its name, and a Deployment of one pod.
struct MemberManifests {
    let values: ManifestValues
    let member: ManifestValues.Member

    private var service: String { values.service(of: member) }

    func documents() -> [ManifestDocument] {
        let documents = [
            ManifestDocument(
                file: .members,
                comment: ["\(member.name): \(values.host(of: member))"],
                value: serviceValue
            ),
            ManifestDocument(file: .members, comment: [], value: deployment),
        ]
        return claim.map { documents + [ManifestDocument(file: .members, comment: [], value: $0)] } ?? documents
    }

    // MARK: - Service

    /// Not ready is resolved too: a member must find peers that are starting, and HAProxy's own check decides whom it routes to.
    private var serviceValue: YAMLValue {
        [
            "apiVersion": "v1",
            "kind": "Service",
            "metadata": [
                "name": .text(service), "namespace": .text(values.namespace), "labels": values.memberLabels,
            ],
            "spec": [
                "clusterIP": "None",
                "publishNotReadyAddresses": true,
                "selector": ["app": .text(member.name)],
                "ports": .list(
                    ports.map { ["name": .text($0.name), "port": .number($0.port), "targetPort": .text($0.name)] }
                ),
            ],
        ]
    }

    private var ports: [(name: String, port: Int)] {
        [(databasePortName, values.databasePort), ("patroni", values.agentPort)] + values.replicationPorts
    }

    /// The guide's name for openGauss, which other manifests may refer to.
    private var databasePortName: String {
        switch values.database {
        case .opengauss: "gsql"
        case .postgresql: "postgresql"
        }
    }

    // MARK: - Deployment

    private var labels: YAMLValue {
        let own: YAMLValue = [
            "app": .text(member.name),
            "dev": values.database == .opengauss ? "gauss" : "postgresql",
            "version": ManifestValues.version(of: values.image).map { .text($0) } ?? .absent,
        ]
        return own.adding(values.memberLabels)
    }

    /// `Recreate`, lest an update start a second pod on the same data beside the first.
    private var deployment: YAMLValue {
        [
            "apiVersion": "apps/v1",
            "kind": "Deployment",
            "metadata": [
                "name": "\(member.name)-deployment", "namespace": .text(values.namespace),
                "labels": values.memberLabels,
            ],
            "spec": [
                "replicas": 1,
                "strategy": ["type": "Recreate"],
                "selector": ["matchLabels": ["app": .text(member.name)]],
                "template": ["metadata": ["labels": labels], "spec": pod],
            ],
        ]
    }

    private var pod: YAMLValue {
        let head: YAMLValue = [
            "hostname": .text(member.name),
            "subdomain": .text(service),
            "serviceAccountName": .text(values.account),
            "automountServiceAccountToken": .truth(values.store == .kubernetes),
            "affinity": affinity,
            "nodeSelector": member.node.map { ["kubernetes.io/hostname": .text($0)] } ?? .absent,
            "restartPolicy": "Always",
            "terminationGracePeriodSeconds": 120,
        ]
        return head.adding([
            "securityContext": [
                "runAsNonRoot": true,
                "runAsUser": .number(values.userID),
                "runAsGroup": .number(values.userID),
                "fsGroup": .number(values.userID),
                "fsGroupChangePolicy": "OnRootMismatch",
                "seccompProfile": ["type": "RuntimeDefault"],
            ],
            "imagePullSecrets": values.imagePullSecrets.isEmpty
                ? .absent : .list(values.imagePullSecrets.map { ["name": .text($0)] }),
            "containers": [MemberContainer(values: values, member: member).value],
            "volumes": .list(volumes),
        ])
    }

    /// No two members on one machine.
    private var affinity: YAMLValue {
        [
            "podAntiAffinity": [
                "requiredDuringSchedulingIgnoredDuringExecution": [
                    [
                        "labelSelector": [
                            "matchExpressions": [
                                [
                                    "key": "app",
                                    "operator": "In",
                                    "values": .list(values.peers(of: member).map { .text($0.name) }),
                                ]
                            ]
                        ],
                        "topologyKey": "kubernetes.io/hostname",
                    ]
                ]
            ]
        ]
    }

    // MARK: - Volumes

    private var volumes: [YAMLValue] {
        var volumes: [YAMLValue] = [
            data, ["name": "configuration", "configMap": ["name": .text(values.configuration)]],
            ["name": "tmp", "emptyDir": [:]],
        ]
        if case .etcd(_, _, let secret?) = values.store {
            volumes.append(["name": "etcd-certificates", "secret": ["secretName": .text(secret)]])
        }
        return volumes
    }

    /// The folder must be there, and the member's: Kubernetes would make it root's, and on any machine.
    private var data: YAMLValue {
        switch values.storage {
        case .hostPath(let path):
            ["name": "data", "hostPath": ["path": "\(path)/\(member.name)", "type": "Directory"]]
        case .claim: ["name": "data", "persistentVolumeClaim": ["claimName": .text("\(member.name)-data")]]
        }
    }

    private var claim: YAMLValue? {
        guard case .claim(let size, let storageClass) = values.storage else { return nil }
        return [
            "apiVersion": "v1",
            "kind": "PersistentVolumeClaim",
            "metadata": [
                "name": "\(member.name)-data", "namespace": .text(values.namespace), "labels": values.memberLabels,
            ],
            "spec": [
                "accessModes": ["ReadWriteOnce"],
                "storageClassName": storageClass.map { .text($0) } ?? .absent,
                "resources": ["requests": ["storage": .text(size)]],
            ],
        ]
    }
}
