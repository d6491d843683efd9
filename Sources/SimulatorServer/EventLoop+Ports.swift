import ClusterModel
import FlyingSocks
import Simulator

/// Binding the ports, and telling where they are.
extension EventLoop {
    /// Binds every agent's, proxy's and database's port, in this order for each cluster, then the API servers'.
    ///
    /// - Parameter kubernetesPort: the first API server's; nil for none, 0 for any free ones.
    mutating func bindPorts(from basePort: UInt16?, kubernetesPort: UInt16?) throws {
        var next = basePort
        var last: UInt16?
        for cluster in clusters.indices {
            let members = clusters[cluster].members.map(\.name)
            let proxies = clusters[cluster].proxies.indices
            var roles = members.map { Listener.Role.http(cluster: cluster, .agent($0)) }
            roles += proxies.map { .http(cluster: cluster, .proxy($0)) }
            roles += proxies.map { .database(cluster: cluster, proxy: $0) }
            for role in roles {
                let listener = try bind(role, to: next, after: last)
                last = listener.port
                let file = listener.socket.file
                try queue.addEvents(.read, for: file)
                listeners[file.rawValue] = listener
                ports[cluster].append(file.rawValue)
                if case .http(_, .agent(let member)) = role {
                    clusters[cluster].publish(agentURL: "http://127.0.0.1:\(listener.port)", of: member)
                }
                guard let used = next else { continue }
                guard used < .max else { throw SimulatorFailure.outOfPorts }
                next = used + 1
            }
            synchronizePorts(of: cluster)
        }
        guard let kubernetesPort else { return }
        for cluster in clusters.indices where clusters[cluster].kubernetes != nil {
            let (port, overflow) = kubernetesPort.addingReportingOverflow(UInt16(clamping: cluster))
            guard !overflow else { throw SimulatorFailure.outOfPorts }
            let wanted = kubernetesPort == 0 ? nil : port
            let listener = try bind(.http(cluster: cluster, .kubernetes), to: wanted, after: nil)
            try queue.addEvents(.read, for: listener.socket.file)
            listeners[listener.socket.file.rawValue] = listener
            ports[cluster].append(listener.socket.file.rawValue)
        }
    }

    /// Binds the port that is wanted, or else any.
    ///
    /// The kernel searches long for a free port when thousands are taken; the one after the last is mostly free.
    private func bind(_ role: Listener.Role, to wanted: UInt16?, after last: UInt16?) throws -> Listener {
        if let wanted { return try Listener(role, port: wanted) }
        if clusters.count > 50, let last, last < .max, let listener = try? Listener(role, port: last + 1) {
            return listener
        }
        return try Listener(role, port: 0)
    }

    /// Where each cluster answers.
    var addresses: [SimulatedAddresses] {
        clusters.indices.map { cluster in
            var numbers: [Listener.Role: UInt16] = [:]
            for file in ports[cluster] {
                if let listener = listeners[file] { numbers[listener.role] = listener.port }
            }
            return SimulatedAddresses(
                name: clusters[cluster].blueprint.scope,
                agents: clusters[cluster].members.map {
                    SimulatedAddresses.Agent(member: $0.name, url: $0.blueprint.agentURL)
                },
                proxies: clusters[cluster].proxies.indices.map { proxy in
                    let page = numbers[.http(cluster: cluster, .proxy(proxy))] ?? 0
                    let database = numbers[.database(cluster: cluster, proxy: proxy)] ?? 0
                    return SimulatedAddresses.Proxy(
                        name: clusters[cluster].proxies[proxy].blueprint.name,
                        url: "http://127.0.0.1:\(page)/;csv",
                        database: "127.0.0.1:\(database)"
                    )
                },
                kubernetes: numbers[.http(cluster: cluster, .kubernetes)].map {
                    SimulatedAddresses.Kubernetes(
                        url: "http://127.0.0.1:\($0)",
                        namespace: clusters[cluster].kubernetes?.settings.namespace ?? "default"
                    )
                }
            )
        }
    }
}
