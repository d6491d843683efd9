import ClusterModel
import Endpoints

/// A `ReadRequest` as a recording spells it: what was asked, and of whom.
struct RecordedRequest: Equatable {
    var kind: String
    var address: String

    init(kind: String, address: String) {
        self.kind = kind
        self.address = address
    }

    /// Nil for questions to etcd and Kubernetes, which a recording leaves out: their answers hold login tokens, passwords in
    /// containers' environments and everybody's keys.
    init?(_ request: ReadRequest) {
        switch request {
        case .listing(let address): self.init(kind: "listing", address: address.url)
        case .agent(let address): self.init(kind: "agent", address: address.url)
        case .history(let address): self.init(kind: "history", address: address.url)
        case .configuration(let address): self.init(kind: "configuration", address: address.url)
        case .proxyStatistics(let address): self.init(kind: "proxy-statistics", address: address.url)
        case .probe(let address): self.init(kind: "probe", address: address.description)
        case .heldConnection(let address): self.init(kind: "held-connection", address: address.description)
        case .store, .kubernetes: return nil
        }
    }

    /// The request; nil when this version does not know the kind.
    ///
    /// Addresses pass through the same parsers as those that people type, so one with a user name or password is refused.
    func request() throws(AddressError) -> ReadRequest? {
        switch kind {
        case "listing": .listing(try .agent(parsing: address))
        case "agent": .agent(try .agent(parsing: address))
        case "history": .history(try .agent(parsing: address))
        case "configuration": .configuration(try .agent(parsing: address))
        case "proxy-statistics": .proxyStatistics(try .proxy(parsing: address))
        case "probe": .probe(try ClientAddress(parsing: address))
        case "held-connection": .heldConnection(try ClientAddress(parsing: address))
        default: nil
        }
    }
}
