import ClusterModel

/// What the pods of one Deployment have in common, after the manifests of the reference deployment.
package struct PodTemplate: Hashable, Sendable {
    /// A container's port.
    package struct Port: Hashable, Sendable {
        package var name: String
        package var number: Int64
    }

    package var deployment: String
    /// Of the Deployment's present ReplicaSet: `67d97bbdf7`.
    package var hash: String
    package var replicaSetUID: String
    package var app: String
    package var container: String
    package var image: String
    package var imageID: String
    package var ports: [Port]
    /// Whether the kubelet asks the agent for `/readiness`; the reference deployment has no such probe.
    package var hasReadinessProbe: Bool
    /// The `app` labels of the pods that may not share its node.
    package var rivals: [String]
    var version: String

    var labels: [JSON.Field] {
        [
            JSON.Field("app", .string(app)), JSON.Field("dev", "gauss"),
            JSON.Field("version", .string(version)),
        ]
    }

    func spec(node: String?) -> JSON {
        .fields([
            "volumes": .array([isMember ? dataVolume : configurationVolume]),
            "containers": .array([containerJSON]),
            "restartPolicy": "Always",
            "terminationGracePeriodSeconds": 30,
            "dnsPolicy": "ClusterFirst",
            "nodeSelector": isMember ? nil : .fields(["db-proxy": "true"]),
            "serviceAccountName": "default",
            "serviceAccount": "default",
            "nodeName": node.map { .string($0) },
            "securityContext": .object([]),
            "affinity": rivals.isEmpty ? nil : affinity,
            "schedulerName": "default-scheduler",
            "tolerations": .array([
                toleration("node.kubernetes.io/not-ready"), toleration("node.kubernetes.io/unreachable"),
            ]),
            "priority": 0,
            "enableServiceLinks": true,
            "preemptionPolicy": "PreemptLowerPriority",
        ])
    }

    private var isMember: Bool { ports.contains { $0.name == "patroni" } }

    private var containerJSON: JSON {
        .fields([
            "name": .string(container),
            "image": .string(image),
            "ports": .array(
                ports.map {
                    .fields([
                        "name": .string($0.name), "containerPort": .integer($0.number), "protocol": "TCP",
                    ])
                }
            ),
            "env": isMember ? environment : nil,
            "resources": .object([]),
            "volumeMounts": .array([isMember ? dataMount : configurationMount]),
            "readinessProbe": hasReadinessProbe ? probe : nil,
            "terminationMessagePath": "/dev/termination-log",
            "terminationMessagePolicy": "File",
            "imagePullPolicy": isMember ? "Always" : "IfNotPresent",
            "securityContext": isMember ? .fields(["runAsUser": 0]) : nil,
        ])
    }

    private var environment: JSON {
        .array([
            .fields(["name": "HOST_NAME", "value": .string(app)]),
            .fields([
                "name": "HOST_IP",
                "valueFrom": .fields(["fieldRef": .fields(["apiVersion": "v1", "fieldPath": "status.podIP"])]),
            ]),
            .fields(["name": "PORT", "value": "5432"]),
        ])
    }

    private var probe: JSON {
        .fields([
            "httpGet": .fields(["path": "/readiness", "port": 8008, "scheme": "HTTP"]), "timeoutSeconds": 5,
            "periodSeconds": 10, "successThreshold": 1, "failureThreshold": 1,
        ])
    }

    private var dataVolume: JSON {
        .fields([
            "name": "openguass-volume",
            "hostPath": .fields(["path": "/data/opengauss/", "type": "DirectoryOrCreate"]),
        ])
    }

    private var dataMount: JSON {
        .fields(["name": "openguass-volume", "mountPath": "/var/lib/opengauss/data/"])
    }

    private var configurationVolume: JSON {
        .fields(["name": "config", "configMap": .fields(["name": "haproxy-config", "defaultMode": 420])])
    }

    private var configurationMount: JSON {
        .fields(["name": "config", "readOnly": true, "mountPath": "/usr/local/etc/haproxy"])
    }

    private var affinity: JSON {
        let expression = JSON.fields([
            "key": "app", "operator": "In", "values": .array(rivals.map { .string($0) }),
        ])
        return .fields([
            "podAntiAffinity": .fields([
                "requiredDuringSchedulingIgnoredDuringExecution": .array([
                    .fields([
                        "labelSelector": .fields(["matchExpressions": .array([expression])]),
                        "topologyKey": "kubernetes.io/hostname",
                    ])
                ])
            ])
        ])
    }

    private func toleration(_ key: String) -> JSON {
        .fields(["key": .string(key), "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": 300])
    }
}
