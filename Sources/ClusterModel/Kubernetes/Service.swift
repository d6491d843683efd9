/// A Service: the name under which pods with certain labels are reached.
package struct Service: Equatable, Sendable {
    package var namespace: String
    package var name: String
    /// Labels that a pod must have, all of them; empty when the Service chooses no pods by itself.
    package var selector: [String: String]
    /// `None` for a headless Service, whose name resolves to the pods themselves.
    package var clusterIPs: [String]
    /// Addresses beside the cluster's own: load balancer, external IPs, external name.
    package var externalAddresses: [String]
    /// `ClusterIP`, `NodePort`, `LoadBalancer`, `ExternalName`.
    package var kind: String
    package var ports: [ServicePort]

    package init(
        namespace: String,
        name: String,
        selector: [String: String] = [:],
        clusterIPs: [String] = [],
        externalAddresses: [String] = [],
        kind: String = "ClusterIP",
        ports: [ServicePort] = []
    ) {
        self.namespace = namespace
        self.name = name
        self.selector = selector
        self.clusterIPs = clusterIPs
        self.externalAddresses = externalAddresses
        self.kind = kind
        self.ports = ports
    }

    package var isHeadless: Bool { clusterIPs.first == "None" }

    /// Whether the Service stands for the pod.
    package func selects(_ pod: Pod) -> Bool {
        !selector.isEmpty && pod.namespace == namespace && selector.allSatisfy { pod.labels[$0.key] == $0.value }
    }

    /// Whether `host` is the Service's name: `dbsrv1`, `dbsrv1.platform`, `dbsrv1.platform.svc`, or with the cluster's domain.
    package func isNamed(_ host: String) -> Bool {
        let host = host.hasSuffix(".") ? String(host.dropLast()) : host
        let full = "\(name).\(namespace)"
        return host == name || host == full || host == "\(full).svc" || host.hasPrefix("\(full).svc.")
    }
}

/// One port of a Service.
package struct ServicePort: Hashable, Sendable {
    package var name: String?
    package var number: Int
    /// A number, or the name of a container's port.
    package var target: String
    package var nodePort: Int?
    package var transport: String

    package init(
        name: String? = nil,
        number: Int,
        target: String = "",
        nodePort: Int? = nil,
        transport: String = "TCP"
    ) {
        self.name = name
        self.number = number
        self.target = target
        self.nodePort = nodePort
        self.transport = transport
    }
}
