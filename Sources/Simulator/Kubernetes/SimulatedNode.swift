import ClusterModel

/// A machine of the simulated Kubernetes cluster.
package struct SimulatedNode: Hashable, Sendable {
    /// The address, as in the reference deployment.
    package let name: String
    package let uid: String
    package let createdAt: Timestamp
    package internal(set) var resourceVersion: Int64 = 0
    /// Whether the control plane still hears its kubelet.
    package internal(set) var isReady = true
    package internal(set) var changedAt: Timestamp

    init(name: String, uid: String, createdAt: Timestamp) {
        self.name = name
        self.uid = uid
        self.createdAt = createdAt
        changedAt = createdAt
    }

    var metadata: JSON {
        .fields([
            "name": .string(name), "uid": .string(uid), "resourceVersion": .string(String(resourceVersion)),
            "creationTimestamp": .string(createdAt.kubernetesText),
            "labels": .fields([
                "db-proxy": "true", "kubernetes.io/arch": "amd64", "kubernetes.io/hostname": .string(name),
                "kubernetes.io/os": "linux",
            ]),
        ])
    }

    var spec: JSON {
        guard !isReady else { return .object([]) }
        return .fields([
            "taints": .array([
                .fields([
                    "key": "node.kubernetes.io/unreachable", "effect": "NoExecute",
                    "timeAdded": .string(changedAt.kubernetesText),
                ])
            ])
        ])
    }

    var status: JSON {
        .fields([
            "capacity": .fields(["cpu": "16", "memory": "65806424Ki", "pods": "110"]),
            "allocatable": .fields(["cpu": "15", "memory": "63806424Ki", "pods": "110"]),
            "conditions": .array([
                condition("MemoryPressure", isReady ? "False" : "Unknown", "KubeletHasSufficientMemory"),
                condition("DiskPressure", isReady ? "False" : "Unknown", "KubeletHasNoDiskPressure"),
                condition("PIDPressure", isReady ? "False" : "Unknown", "KubeletHasSufficientPID"),
                condition("Ready", isReady ? "True" : "Unknown", "KubeletReady"),
            ]),
            "addresses": .array([
                .fields(["type": "InternalIP", "address": .string(name)]),
                .fields(["type": "Hostname", "address": .string(name)]),
            ]),
            "daemonEndpoints": .fields(["kubeletEndpoint": .fields(["Port": 10250])]),
            "nodeInfo": .fields([
                "machineID": "1", "systemUUID": "1", "bootID": "1",
                "kernelVersion": .string(Self.kernel), "osImage": .string(Self.system),
                "containerRuntimeVersion": .string(Self.runtime), "kubeletVersion": .string(Self.kubelet),
                "kubeProxyVersion": .string(Self.kubelet), "operatingSystem": "linux", "architecture": "amd64",
            ]),
        ])
    }

    private func condition(_ type: String, _ status: String, _ reason: String) -> JSON {
        .fields([
            "type": .string(type), "status": .string(status),
            "lastHeartbeatTime": .string(changedAt.kubernetesText),
            "lastTransitionTime": .string(changedAt.kubernetesText),
            "reason": .string(isReady ? reason : "NodeStatusUnknown"),
            "message": isReady ? "ok" : "Kubelet stopped posting node status.",
        ])
    }

    /// Name, Status, Roles, Age, Version, Internal-IP, External-IP, OS-Image, Kernel-Version, Container-Runtime.
    func cells(at now: Timestamp) -> [String] {
        [
            name, isReady ? "Ready" : "NotReady", "<none>", KubernetesAge.text(now - createdAt), Self.kubelet, name,
            "<none>", Self.system, Self.kernel, Self.runtime,
        ]
    }

    private static let kernel = "4.19.90-2112.8.0.0131.oe1.x86_64"
    private static let system = "openEuler 20.03 (LTS-SP3)"
    private static let runtime = "containerd://1.6.8"
    private static let kubelet = "v1.32.13"
}
