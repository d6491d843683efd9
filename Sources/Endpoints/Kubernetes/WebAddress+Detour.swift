import ClusterModel

extension WebAddress {
    /// The same service, reached through the API server's proxy to a pod (kubernetes `pods/proxy`).
    ///
    /// - Parameter port: of the pod, where it is another one than the address's.
    func detour(to pod: PodName, port: Int? = nil, through server: WebAddress) -> WebAddress {
        detour("pods", PodName(namespace: pod.namespace, name: pod.name), port ?? self.port, server)
    }

    /// The same through the proxy to a Service, which chooses one of its pods.
    func detour(to service: Service, through server: WebAddress) -> WebAddress {
        detour("services", PodName(namespace: service.namespace, name: service.name), port, server)
    }

    private func detour(_ kind: String, _ object: PodName, _ port: Int, _ server: WebAddress) -> WebAddress {
        let root = server.path.hasSuffix("/") ? String(server.path.dropLast()) : server.path
        let place = "/api/v1/namespaces/\(object.namespace.pathSegment)/\(kind)/"
        let target = "\(isTLS ? "https:" : "")\(object.name.pathSegment):\(port)/proxy"
        return WebAddress(isTLS: server.isTLS, host: server.host, port: server.port, path: root + place + target + path)
    }
}

extension ReadRequest {
    /// The agent or proxy that is asked over HTTP; nil for anything else.
    var webAddress: WebAddress? {
        switch self {
        case .listing(let address), .agent(let address), .history(let address), .configuration(let address),
            .proxyStatistics(let address):
            address
        case .probe, .heldConnection, .store, .kubernetes: nil
        }
    }

    /// The same question to another address.
    func asked(at address: WebAddress) -> ReadRequest {
        switch self {
        case .listing: .listing(address)
        case .agent: .agent(address)
        case .history: .history(address)
        case .configuration: .configuration(address)
        case .proxyStatistics: .proxyStatistics(address)
        case .probe, .heldConnection, .store, .kubernetes: self
        }
    }
}
