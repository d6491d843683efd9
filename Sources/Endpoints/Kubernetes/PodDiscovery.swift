import ClusterModel

/// What the pods and Services of a namespace say of where agents and proxies answer and where clients connect.
///
/// Ports tell: pods declare them (`containerPort`), by the numbers and names that the field uses. A proxy is known by its pods rather than
/// by a Service before them, which would answer for a different process each time.
struct PodDiscovery: Equatable {
    /// Of the pods that were chosen.
    private(set) var agents: [WebAddress] = []
    /// One for each process; a Service's where its pods are not known.
    private(set) var proxies: [WebAddress] = []
    /// Where each proxy takes clients that write.
    private(set) var probes: [ClientAddress] = []
    /// How to find the pods of proxies that are not among those that were chosen, by the Services before them.
    private(set) var missingProxies: [PodSelection] = []

    /// More than that is no cluster.
    private static let most = DecodingLimit.members

    init() {}

    /// The pods in which agents answer.
    static func agentPods(among pods: [Pod]) -> [WebAddress: PodName] {
        Dictionary(pods.compactMap { pod in pod.agentAddress.map { ($0, pod.id) } }) { first, _ in first }
    }

    /// - Parameters:
    ///   - pods: those that were chosen.
    ///   - others: those among them that are other clusters'; their agents are known for that only as long as they are asked.
    ///   - neighbours: those that were found by `missingProxies`.
    init(pods: [Pod], others: Set<PodName> = [], neighbours: [Pod] = [], services: [Service]) {
        for pod in pods where agents.count < Self.most {
            if let address = pod.agentAddress { agents.append(address) }
        }
        let known = pods + neighbours.filter { neighbour in !pods.contains { $0.id == neighbour.id } }
        for pod in known where proxies.count < Self.most && !others.contains(pod.id) {
            guard let statistics = pod.statisticsAddress else { continue }
            proxies.append(statistics)
            if let port = pod.writePort { probes.append(ClientAddress(host: statistics.host, port: port)) }
        }
        // Where some were chosen, those behind other Services are other clusters'.
        guard !pods.contains(where: { $0.statisticsAddress != nil }) else { return }
        for service in services where proxies.count < Self.most {
            guard let port = service.ports.first(where: { $0.isStatistics }) else { continue }
            learn(service, from: pods)
            guard !known.contains(where: { service.selects($0) && $0.statisticsAddress != nil }) else { continue }
            let host = "\(service.name).\(service.namespace).svc"
            proxies.append(WebAddress(host: host, port: port.number, path: Self.page))
            if let port = service.writePort { probes.append(ClientAddress(host: host, port: port)) }
        }
    }

    /// Notes whom to look for behind a Service whose pods are not all among the chosen.
    private mutating func learn(_ service: Service, from pods: [Pod]) {
        guard !service.selector.isEmpty, !pods.contains(where: service.selects) else { return }
        let labels = service.selector.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        missingProxies.append(PodSelection(namespace: service.namespace, selector: labels.joined(separator: ",")))
    }

    fileprivate static let page = "/;csv;norefresh"
}

extension Pod {
    /// The port of the agent that the pod declares.
    package var agentPort: ContainerPort? {
        let ports = containers.filter { $0.kind != .initial }.flatMap(\.ports)
        return ports.first { $0.number == 8008 } ?? ports.first { $0.name?.contains("patroni") == true }
            ?? ports.first { ["api", "rest", "restapi", "rest-api"].contains($0.name) }
    }

    /// The port of HAProxy's statistics that the pod declares; a pod with an agent is no proxy.
    package var statisticsPort: ContainerPort? {
        guard agentPort == nil else { return nil }
        return containers.filter { $0.kind != .initial }.flatMap(\.ports).first {
            PortMeaning(number: $0.number, name: $0.name).isStatistics
        }
    }

    fileprivate var agentAddress: WebAddress? {
        guard let port = agentPort, let address = reachableAddress else { return nil }
        return WebAddress(isTLS: port.name?.contains("https") == true, host: address, port: port.number)
    }

    fileprivate var statisticsAddress: WebAddress? {
        guard let port = statisticsPort, let address = reachableAddress else { return nil }
        let isTLS = port.name?.contains("https") == true
        return WebAddress(isTLS: isTLS, host: address, port: port.number, path: PodDiscovery.page)
    }

    fileprivate var writePort: Int? {
        let ports = containers.filter { $0.kind != .initial }.flatMap(\.ports)
        return PortMeaning.write(ports.map { PortMeaning(number: $0.number, name: $0.name) })
    }

    /// An address at which something may answer; what is no address does not become part of a URL.
    private var reachableAddress: String? {
        guard !isFinished, let text = podIPs.first else { return nil }
        return (try? ClientAddress(parsing: text.contains(":") ? "[\(text)]" : text))?.host
    }
}

extension ServicePort {
    fileprivate var isStatistics: Bool { PortMeaning(number: number, name: name).isStatistics }
}

extension Service {
    fileprivate var writePort: Int? { PortMeaning.write(ports.map { PortMeaning(number: $0.number, name: $0.name) }) }
}

/// What a port is for, by its number and name.
private struct PortMeaning {
    var number: Int
    var name: String?

    /// 7000 as in Patroni's and openGauss's guides, 8404 as in HAProxy's own.
    var isStatistics: Bool {
        number == 7000 || number == 8404 || name?.contains("stats") == true
    }

    private var isForWriting: Bool {
        ["write", "primary", "master", "leader"].contains { name?.contains($0) == true } || name == "rw"
    }

    /// Those that the guides use, the surest first.
    private static let writeNumbers = [6000, 5000, 5432]

    static func write(_ ports: [PortMeaning]) -> Int? {
        let others = ports.filter { !$0.isStatistics }
        if let named = others.first(where: \.isForWriting) { return named.number }
        for number in writeNumbers where others.contains(where: { $0.number == number }) { return number }
        return others.count == 1 ? others.first?.number : nil
    }
}
