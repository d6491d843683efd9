import ClusterModel

/// What the API server asks for before it passes a change on to a pod: a verb on `pods/proxy` in a namespace.
package struct ProxyRight: Hashable, Sendable {
    /// Which requests it is for.
    package var method: RequestOutline.Method
    package var namespace: String

    package init(_ method: RequestOutline.Method, in namespace: String) {
        self.method = method
        self.namespace = namespace
    }

    /// What the API server calls it: `create`, `patch` or `delete`.
    package var verb: String { method.verb }

    /// In the words of roles: `create pods/proxy in namespace platform`.
    package var text: String { "\(verb) pods/proxy in namespace \(namespace.printable(limit: 253))" }
}

extension RequestOutline {
    /// What the API server wants for it; nil where the agent is asked directly.
    package var right: ProxyRight? { agent.proxiedNamespace.map { ProxyRight(method, in: $0) } }
}

extension RequestOutline.Method {
    /// What the API server calls a request of this method on `pods/proxy`.
    package var verb: String {
        switch self {
        case .post: "create"
        case .patch: "patch"
        case .delete: "delete"
        }
    }
}

extension WebAddress {
    /// The namespace of the pod, where the address is a pod's behind the API server:
    /// `/api/v1/namespaces/NS/pods/NAME:8008/proxy`, perhaps below the path of a gateway.
    package var proxiedNamespace: String? {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard let start = parts.indices.first(where: { parts[$0...].starts(with: ["api", "v1", "namespaces"]) }),
            parts.count >= start + 7, parts[start + 4] == "pods", parts[start + 6] == "proxy"
        else { return nil }
        return String(parts[start + 3])
    }

    /// Whether the address is a pod's or a Service's behind the API server.
    package var goesThroughAPIServer: Bool { isDetour }
}
