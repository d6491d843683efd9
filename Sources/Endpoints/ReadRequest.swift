import ClusterModel

/// Everything that `nines` may ask of the world while it watches.
///
/// The list is closed and has neither method nor body: a read cannot become a write. Each case is one GET, or for a probe one
/// connection to a database port that never logs in.
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

    /// The URL to GET; nil for a probe, which speaks PostgreSQL's protocol.
    package var url: String? {
        switch self {
        case .listing(let address): address.url + "/cluster"
        case .agent(let address): address.url + "/patroni"
        case .history(let address): address.url + "/history"
        case .configuration(let address): address.url + "/config"
        case .proxyStatistics(let address): address.url
        case .probe: nil
        }
    }

    /// Bytes after which an answer is given up: two orders above what real components send.
    package var limitBytes: Int {
        switch self {
        case .listing, .agent, .history, .configuration: 4 << 20
        case .proxyStatistics: 16 << 20
        case .probe: 1
        }
    }
}
