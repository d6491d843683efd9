import ClusterModel

/// An HTTP request that reached a simulated agent or proxy.
package struct SimulatedRequest: Hashable, Sendable {
    /// Who is asked.
    package enum Target: Hashable, Sendable {
        case agent(MemberName)
        /// By its index in the blueprint.
        case proxy(Int)
        /// The API server of the Kubernetes cluster around it.
        case kubernetes
    }

    package var target: Target
    package var method: String
    /// With its query.
    package var path: String
    /// Nil when the request had no Content-Length.
    package var body: [UInt8]?
    /// By their names in lower case; agents and proxies look at none.
    package var headers: [String: String]

    package init(
        _ target: Target,
        method: String = "GET",
        path: String,
        body: [UInt8]? = nil,
        headers: [String: String] = [:]
    ) {
        self.target = target
        self.method = method
        self.path = path
        self.body = body
        self.headers = headers
    }
}
