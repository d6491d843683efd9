/// What Kubernetes is to run for the proxies: their configuration, a Service for clients, one for the statistics, a Deployment.
struct ProxyManifests {
    let values: ManifestValues

    private var proxy: ProxyValues { values.proxy }

    func documents() -> [ManifestDocument] {
        [
            ManifestDocument(file: .proxies, comment: [], value: configuration),
            ManifestDocument(
                file: .proxies,
                comment: ["Where clients connect: \(proxy.writePort) writes, \(proxy.readPort) reads."],
                value: service
            ),
            ManifestDocument(
                file: .proxies,
                comment: ["The statistics, an address for each process: what they count is their own."],
                value: statisticsService
            ),
            ManifestDocument(file: .proxies, comment: [], value: deployment),
        ]
    }

    private func metadata(_ suffix: String) -> YAMLValue {
        [
            "name": "\(proxy.name)-\(suffix)", "namespace": .text(values.namespace), "labels": values.proxyLabels,
        ]
    }

    private var configuration: YAMLValue {
        [
            "apiVersion": "v1",
            "kind": "ConfigMap",
            "metadata": metadata("config"),
            "data": ["haproxy.cfg": .lines(ProxyConfiguration(values: values).text)],
        ]
    }

    // MARK: - Services

    private var service: YAMLValue {
        [
            "apiVersion": "v1",
            "kind": "Service",
            "metadata": metadata("service"),
            "spec": [
                "type": .text(proxy.service.rawValue),
                "selector": values.proxyLabels,
                "ports": [
                    ["name": "gsql", "port": .number(proxy.writePort), "targetPort": "write"],
                    ["name": "gsql-read", "port": .number(proxy.readPort), "targetPort": "read"],
                ],
            ],
        ]
    }

    private var statisticsService: YAMLValue {
        [
            "apiVersion": "v1",
            "kind": "Service",
            "metadata": metadata("dashboard"),
            "spec": [
                "clusterIP": "None",
                "selector": values.proxyLabels,
                "ports": [
                    ["name": "haproxy-dashboard", "port": .number(proxy.statisticsPort), "targetPort": "stats"]
                ],
            ],
        ]
    }

    // MARK: - Deployment

    /// A changed configuration changes the annotation, and with it the pods: HAProxy reads its file once.
    private var deployment: YAMLValue {
        let text = ProxyConfiguration(values: values).text
        let labels: YAMLValue = [
            "app": .text(proxy.name),
            "version": ManifestValues.version(of: proxy.image).map { .text($0) } ?? .absent,
        ]
        return [
            "apiVersion": "apps/v1",
            "kind": "Deployment",
            "metadata": metadata("deployment"),
            "spec": [
                "replicas": .number(proxy.replicas),
                "selector": ["matchLabels": values.proxyLabels],
                "template": [
                    "metadata": [
                        "labels": labels, "annotations": ["nines/configuration": .text(Fingerprint.hex(of: text))],
                    ],
                    "spec": pod,
                ],
            ],
        ]
    }

    private var pod: YAMLValue {
        [
            "automountServiceAccountToken": false,
            "affinity": affinity,
            "nodeSelector": proxy.nodeSelector.isEmpty
                ? .absent
                : .mapping(
                    proxy.nodeSelector.sorted { $0.key < $1.key }.map { .init(key: $0.key, value: .text($0.value)) }
                ),
            "securityContext": [
                "runAsNonRoot": true, "runAsUser": 99, "runAsGroup": 99,
                "seccompProfile": ["type": "RuntimeDefault"],
            ],
            "imagePullSecrets": values.imagePullSecrets.isEmpty
                ? .absent : .list(values.imagePullSecrets.map { ["name": .text($0)] }),
            "containers": [container],
            "volumes": [["name": "config", "configMap": ["name": "\(proxy.name)-config"]]],
        ]
    }

    /// On different machines where that is possible.
    private var affinity: YAMLValue {
        [
            "podAntiAffinity": [
                "preferredDuringSchedulingIgnoredDuringExecution": [
                    [
                        "weight": 100,
                        "podAffinityTerm": [
                            "labelSelector": ["matchLabels": values.proxyLabels],
                            "topologyKey": "kubernetes.io/hostname",
                        ],
                    ]
                ]
            ]
        ]
    }

    private var container: YAMLValue {
        let probe: YAMLValue = ["httpGet": ["path": "/healthz", "port": "stats"], "periodSeconds": 5]
        return [
            "name": "haproxy",
            "image": .text(proxy.image),
            "securityContext": [
                "allowPrivilegeEscalation": false, "readOnlyRootFilesystem": true, "capabilities": ["drop": ["ALL"]],
            ],
            "ports": [
                ["name": "write", "containerPort": .number(proxy.writePort)],
                ["name": "read", "containerPort": .number(proxy.readPort)],
                ["name": "stats", "containerPort": .number(proxy.statisticsPort)],
            ],
            "resources": proxy.resources.value,
            "livenessProbe": probe,
            "readinessProbe": probe,
            "volumeMounts": [["name": "config", "mountPath": "/usr/local/etc/haproxy", "readOnly": true]],
        ]
    }
}

/// A short mark of a text that another text hardly has (FNV-1a, 64 bits).
enum Fingerprint {
    static func hex(of text: String) -> String {
        let hash = text.utf8.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        return String(hash, radix: 16)
    }
}
