import ClusterModel

/// A Service: headless with the database's port before a member, a NodePort before the proxies.
struct SimulatedService: Hashable, Sendable {
    struct Port: Hashable, Sendable {
        var name: String
        var number: Int64
        var nodePort: Int64?
    }

    let name: String
    let namespace: String
    let uid: String
    let createdAt: Timestamp
    let app: String
    /// `None` for a headless one.
    let clusterAddress: String
    let ports: [Port]

    private var isHeadless: Bool { clusterAddress == "None" }

    var metadata: JSON {
        .fields([
            "name": .string(name), "namespace": .string(namespace), "uid": .string(uid), "resourceVersion": "241",
            "creationTimestamp": .string(createdAt.kubernetesText),
        ])
    }

    var spec: JSON {
        .fields([
            "ports": .array(
                ports.map {
                    .fields([
                        "name": .string($0.name), "protocol": "TCP", "port": .integer($0.number),
                        "targetPort": .integer($0.number), "nodePort": $0.nodePort.map { .integer($0) },
                    ])
                }
            ),
            "selector": .fields(["app": .string(app)]),
            "clusterIP": .string(clusterAddress),
            "clusterIPs": .array([.string(clusterAddress)]),
            "type": isHeadless ? "ClusterIP" : "NodePort",
            "sessionAffinity": "None",
            "externalTrafficPolicy": isHeadless ? nil : "Cluster",
            "ipFamilies": .array(["IPv4"]),
            "ipFamilyPolicy": "SingleStack",
            "internalTrafficPolicy": "Cluster",
        ])
    }

    var status: JSON { .fields(["loadBalancer": .object([])]) }

    /// Name, Type, Cluster-IP, External-IP, Port(s), Age, Selector.
    func cells(at now: Timestamp) -> [String] {
        let shown = ports.map { port in port.nodePort.map { "\(port.number):\($0)/TCP" } ?? "\(port.number)/TCP" }
        return [
            name, isHeadless ? "ClusterIP" : "NodePort", clusterAddress, "<none>", shown.joined(separator: ","),
            KubernetesAge.text(now - createdAt), "app=\(app)",
        ]
    }
}
