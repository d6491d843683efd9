import ClusterModel

/// A Service as the API server writes it (kubernetes `api/core/v1 Service`).
struct ServiceDocument: Decodable {
    /// Nil where it has no name.
    var service: Service?

    private enum CodingKeys: CodingKey {
        case metadata, spec, status
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let metadata = container.lenient(.metadata, PodDocument.Metadata.self) ?? PodDocument.Metadata()
        guard let name = metadata.name else { return }
        let spec = container.lenient(.spec, Spec.self)
        let balancers = container.lenient(.status, Status.self)?.addresses ?? []
        service = Service(
            namespace: metadata.namespace,
            name: name,
            selector: spec?.selector ?? [:],
            clusterIPs: spec?.clusterIPs ?? [],
            externalAddresses: (spec?.externalAddresses ?? []) + balancers,
            kind: spec?.kind ?? "ClusterIP",
            ports: spec?.ports ?? []
        )
    }

    private struct Spec: Decodable {
        var selector: [String: String]
        var clusterIPs: [String]
        var externalAddresses: [String]
        var kind: String
        var ports: [ServicePort]

        private enum CodingKeys: CodingKey {
            case selector, clusterIP, clusterIPs, externalIPs, externalName, type, ports
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            selector = container.labels(.selector)
            clusterIPs = container.elements(.clusterIPs, limit: 8, String.self).map { $0.printable(limit: 64) }
            if clusterIPs.isEmpty { clusterIPs = container.text(.clusterIP, limit: 64).map { [$0] } ?? [] }
            externalAddresses =
                container.elements(.externalIPs, limit: 8, String.self).map { $0.printable(limit: 64) }
                + (container.text(.externalName).map { [$0] } ?? [])
            kind = container.text(.type, limit: 32) ?? "ClusterIP"
            ports = container.elements(.ports, limit: DecodingLimit.ports, Port.self).map(\.port)
        }
    }

    private struct Port: Decodable {
        var port: ServicePort

        private enum CodingKeys: String, CodingKey {
            case name, port, targetPort, nodePort
            case transport = "protocol"
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            let number = container.count(.port)
            let target =
                container.lenient(.targetPort, Int.self).map { "\($0)" } ?? container.text(.targetPort, limit: 64)
            let nodePort = container.count(.nodePort)
            port = ServicePort(
                name: container.text(.name, limit: 64),
                number: number,
                target: target ?? "\(number)",
                nodePort: nodePort == 0 ? nil : nodePort,
                transport: container.text(.transport, limit: 8) ?? "TCP"
            )
        }
    }

    private struct Status: Decodable {
        var addresses: [String]

        private enum CodingKeys: CodingKey {
            case loadBalancer
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            addresses = container.lenient(.loadBalancer, Balancer.self)?.addresses ?? []
        }
    }

    private struct Balancer: Decodable {
        var addresses: [String]

        private enum CodingKeys: CodingKey {
            case ingress
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            addresses = container.elements(.ingress, limit: 8, Ingress.self).compactMap(\.address)
        }
    }

    private struct Ingress: Decodable {
        var address: String?

        private enum CodingKeys: CodingKey {
            case ip, hostname
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            address = container.text(.ip, limit: 64) ?? container.text(.hostname)
        }
    }
}
