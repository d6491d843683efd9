import ClusterModel
import Endpoints

/// A `ReadRequest` as a recording spells it: what was asked, and of whom.
struct RecordedRequest: Equatable {
    var kind: String
    var address: String
    /// Of etcd and of an API server alone.
    var question: RecordedQuestion?

    init(kind: String, address: String, question: RecordedQuestion? = nil) {
        self.kind = kind
        self.address = address
        self.question = question
    }

    /// Nil for what recordings leave out: logins to etcd, and containers' logs.
    init?(_ request: ReadRequest) {
        switch request {
        case .listing(let address): self.init(kind: "listing", address: address.url)
        case .agent(let address): self.init(kind: "agent", address: address.url)
        case .history(let address): self.init(kind: "history", address: address.url)
        case .configuration(let address): self.init(kind: "configuration", address: address.url)
        case .proxyStatistics(let address): self.init(kind: "proxy-statistics", address: address.url)
        case .probe(let address): self.init(kind: "probe", address: address.description)
        case .heldConnection(let address): self.init(kind: "held-connection", address: address.description)
        case .store(let request):
            guard let question = RecordedQuestion(request) else { return nil }
            self.init(kind: "etcd", address: request.endpoint.url, question: question)
        case .kubernetes(let request):
            guard let question = RecordedQuestion(request.question) else { return nil }
            self.init(kind: "kubernetes", address: request.server.url, question: question)
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
        case "etcd": question?.store(at: try .store(parsing: address)).map { .store($0) }
        case "kubernetes":
            question?.kubernetes(at: try .apiServer(parsing: address, isTLSUnlessSaid: true)).map { .kubernetes($0) }
        default: nil
        }
    }
}
