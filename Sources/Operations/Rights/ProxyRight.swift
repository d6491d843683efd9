import ClusterModel
import Wording

/// What the API server asks for before it passes a change on to a pod: a verb on `pods/proxy` in a namespace, or on one name there.
package struct ProxyRight: Hashable, Sendable {
    /// What stands behind the proxy.
    package enum Resource: String, Sendable {
        case pods
        /// An agent that is known by the name of a Service with several pods.
        case services
    }

    /// Which requests it is for.
    package var method: RequestOutline.Method
    package var resource: Resource
    package var namespace: String
    /// The part of the path that stands for the pod, `db1-0:8008`; nil for every name.
    ///
    /// It is what a role's `resourceNames` are held against.
    package var name: String?

    package init(
        _ method: RequestOutline.Method,
        on resource: Resource = .pods,
        in namespace: String,
        named name: String? = nil
    ) {
        self.method = method
        self.resource = resource
        self.namespace = namespace
        self.name = name
    }

    /// The same for every name, as most roles give it.
    package var forAll: ProxyRight { ProxyRight(method, on: resource, in: namespace) }

    /// What the API server calls it: `create`, `patch` or `delete`.
    package var verb: String { method.verb }

    /// In the words of roles: `create pods/proxy in namespace platform`.
    package var text: Phrase {
        let object: Phrase = name.map { " of \($0.printable(limit: 253))" } ?? ""
        return "\(verb) \(resource.rawValue)/proxy\(object) in namespace \(namespace.printable(limit: 253))"
    }
}

extension RequestOutline {
    /// What the API server wants for it; nil where the agent is asked directly.
    package var right: ProxyRight? { agent.right(for: method) }
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
    /// What the API server wants for a request of this method, where the address is a pod's or a Service's behind it:
    /// `/api/v1/namespaces/NS/pods/NAME:8008/proxy`, perhaps below the path of a gateway.
    package func right(for method: RequestOutline.Method) -> ProxyRight? {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard let start = parts.indices.first(where: { parts[$0...].starts(with: ["api", "v1", "namespaces"]) }),
            parts.count >= start + 7, let resource = ProxyRight.Resource(rawValue: String(parts[start + 4])),
            parts[start + 6] == "proxy"
        else { return nil }
        return ProxyRight(method, on: resource, in: String(parts[start + 3]), named: String(parts[start + 5]))
    }

    /// Whether the address is a pod's or a Service's behind the API server.
    package var goesThroughAPIServer: Bool { isDetour }
}
