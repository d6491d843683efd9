import ClusterModel

/// Which pod or Service stands at an address.
struct PodMap: Equatable {
    /// A pod, and the port of its agent where the address tells another one.
    struct Home: Equatable {
        var pod: PodName
        var port: Int?
    }

    private var byAddress: [String: PodName] = [:]
    private var services: [Service] = []
    /// The pods behind Services that stand for one alone.
    private var behind: [String: PodName] = [:]
    /// Agents whose address is no pod's, by the pod that their member lives in.
    private var homes: [WebAddress: Home] = [:]

    init() {}

    init(pods: [Pod], services: [Service], homes: [WebAddress: Home]) {
        var shared: Set<String> = []
        for pod in pods where !pod.isFinished {
            for address in Set(pod.podIPs) {
                // One that is about to go gives way, and of several on a node's own address nobody knows which is meant.
                if let other = byAddress[address], other != pod.id, !pod.isTerminating { shared.insert(address) }
                if byAddress[address] == nil || !pod.isTerminating { byAddress[address] = pod.id }
            }
        }
        for address in shared where pods.count(where: { $0.podIPs.contains(address) && $0.isHome }) > 1 {
            byAddress[address] = nil
        }
        self.services = services
        for service in services where !service.selector.isEmpty {
            let chosen = pods.filter { $0.isHome && service.selects($0) }
            if chosen.count == 1 { behind["\(service.namespace)/\(service.name)"] = chosen.first?.id }
        }
        self.homes = homes
    }

    /// Whether only the way into the cluster leads to `address`: a pod's own or a Service's, not one that an agent or the user put before it.
    func isInside(_ address: WebAddress) -> Bool {
        byAddress[address.host] != nil || service(at: address) != nil
    }

    private func service(at address: WebAddress) -> Service? {
        services.first { $0.isNamed(address.host) || $0.clusterIPs.contains(address.host) }
    }

    /// The way to `address` through the API server; nil where nobody knows what stands there.
    func detour(of address: WebAddress, through server: WebAddress) -> WebAddress? {
        guard address.isPlain, !address.isDetour else { return nil }
        if let pod = byAddress[address.host] { return address.detour(to: pod, through: server) }
        if let service = service(at: address) {
            if let pod = behind["\(service.namespace)/\(service.name)"] {
                return address.detour(to: pod, through: server)
            }
            guard service.ports.contains(where: { $0.number == address.port }) else { return nil }
            return address.detour(to: service, through: server)
        }
        return homes[address].map { address.detour(to: $0.pod, port: $0.port, through: server) }
    }
}

extension Pod {
    fileprivate var isHome: Bool { !isFinished && !isTerminating }
}

extension WebAddress {
    /// Nothing in the path, which may come from an agent, leads out of the place that it is put into.
    fileprivate var isPlain: Bool {
        let parts = path.lowercased().split(separator: "/")
        return !parts.contains("..") && !parts.contains(".") && !path.contains("%") && !path.contains("#")
    }
}
