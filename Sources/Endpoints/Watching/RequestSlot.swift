import ClusterModel

/// What requests to the same service share: a host and port, whatever the path; behind the API server, the pod.
package enum RequestSlot: Hashable, Sendable {
    case web(host: String, port: Int)
    case database(ClientAddress)
    case heldConnection(ClientAddress)
    /// etcd serves many at a time: each kind of question has an endpoint to itself.
    case store(host: String, port: Int, question: String)
    /// So does the API server.
    case kubernetes(host: String, port: Int, question: String)

    package init(_ request: ReadRequest) {
        switch request {
        case .listing(let address), .agent(let address), .history(let address), .configuration(let address),
            .proxyStatistics(let address):
            let place = address.path.isEmpty ? address.host : address.host + String(address.detourPlace)
            self = .web(host: place, port: address.port)
        case .probe(let address):
            self = .database(address)
        case .heldConnection(let address):
            self = .heldConnection(address)
        case .store(let request):
            self = .store(host: request.endpoint.host, port: request.endpoint.port, question: request.question.kind)
        case .kubernetes(let request):
            self = .kubernetes(host: request.server.host, port: request.server.port, question: request.question.kind)
        }
    }
}

extension ReadRequest {
    /// How long an answer may take.
    ///
    /// Agents and proxies answer in milliseconds. `/cluster` reads the DCS first and may hang up to `retry_timeout` (FACTS 0.4);
    /// four seconds tell that it hangs, and other agents have been asked by then. Of a stream it is the longest silence.
    /// A connection is held for half of what a database grants before the login (`authentication_timeout`, 60 s).
    package var deadline: Duration {
        switch self {
        case .listing: .seconds(4)
        case .agent, .history, .configuration, .proxyStatistics, .probe: .seconds(2)
        case .heldConnection: .seconds(30)
        case .store(let request): request.question.isStream ? .seconds(30) : .seconds(3)
        case .kubernetes(let request): request.question.deadline
        }
    }
}
