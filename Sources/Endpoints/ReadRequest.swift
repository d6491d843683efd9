import ClusterModel

/// Everything that `nines` may ask of the world while it watches.
///
/// The list is closed and has neither method nor body: a read cannot become a write. Each case is one GET, for a probe one
/// connection to a database port that never logs in, and for etcd and Kubernetes one of the questions of `StoreQuestion` and
/// `KubernetesQuestion`.
package enum ReadRequest: Hashable, Sendable {
    /// `/cluster`: the listing of all members.
    case listing(WebAddress)
    /// `/patroni`: the agent about itself.
    case agent(WebAddress)
    case history(WebAddress)
    case configuration(WebAddress)
    /// HAProxy's statistics as CSV.
    case proxyStatistics(WebAddress)
    /// SSLRequest to a database port through the proxy.
    case probe(ClientAddress)
    /// The same connection, kept open after the answer for as long as the other side lets it: its end tells to the millisecond
    /// when clients lost their database.
    case heldConnection(ClientAddress)
    /// A question to etcd.
    case store(StoreRequest)
    /// A question to a Kubernetes API server.
    case kubernetes(KubernetesRequest)

    /// The URL to read; nil for a probe, which speaks PostgreSQL's protocol.
    package var url: String? {
        switch self {
        case .listing(let address): address.url + "/cluster"
        case .agent(let address): address.url + "/patroni"
        case .history(let address): address.url + "/history"
        case .configuration(let address): address.url + "/config"
        case .proxyStatistics(let address): address.url
        case .probe, .heldConnection: nil
        case .store(let request): request.url
        case .kubernetes(let request): request.url
        }
    }

    /// Bytes after which an answer, or one message of a stream, is given up: two orders above what real components send.
    package var limitBytes: Int {
        switch self {
        case .listing, .agent, .history, .configuration: 4 << 20
        case .proxyStatistics: 16 << 20
        case .probe, .heldConnection: 1
        case .store(let request): request.question.limitBytes
        case .kubernetes(let request): request.question.limitBytes
        }
    }

    /// Whether the beginning of the stream is a message of its own, an empty one: it proves that the server took the request, long before
    /// anything happens that could be told.
    package var tellsOpening: Bool {
        guard case .kubernetes(let request) = self, case .watchPods = request.question else { return false }
        return true
    }

    /// Whether an empty line of the stream is a message too, and comes as its newline: what a program wrote is shown as it wrote it.
    package var keepsEmptyLines: Bool {
        guard case .kubernetes(let request) = self, case .log = request.question else { return false }
        return true
    }

    /// Whether the answer comes in messages, one a line, for as long as both sides stay.
    package var isStream: Bool {
        switch self {
        case .listing, .agent, .history, .configuration, .proxyStatistics, .probe: false
        case .heldConnection: true
        case .store(let request): request.question.isStream
        case .kubernetes(let request): request.question.isStream
        }
    }
}
