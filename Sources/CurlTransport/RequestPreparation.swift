import CCurl
import ClusterModel
import Endpoints

/// How requests are put to each service: the access to it, and what it has given to show to it again.
struct RequestPreparation: ~Copyable {
    private let headers: UnsafeMutablePointer<curl_slist>?
    private let agents: Access
    private let proxies: Access
    private let store: Access
    let kubernetes: KubernetesLink?
    /// What etcd gave for the store's credentials; it is sent to the store alone and goes nowhere else.
    private var token: Secret?
    private let userAgent: String

    init(agents: Access, proxies: Access, store: Access, kubernetes: KubernetesLink?, userAgent: String) {
        headers = curl_slist_append(nil, "Connection: close")
        self.agents = agents
        self.proxies = proxies
        self.store = store
        self.kubernetes = kubernetes
        self.userAgent = userAgent
    }

    deinit { curl_slist_free_all(headers) }

    /// Tells libcurl everything about the request but its deadline, which is in `milliseconds`.
    func prepare(_ transfer: CurlTransfer, milliseconds: Int) throws(OptionFailure) {
        if let shown = transfer.shown, let link = link(for: transfer.request) {
            return try transfer.prepareKubernetes(
                link.access,
                showing: shown,
                userAgent: userAgent,
                milliseconds: milliseconds
            )
        }
        switch transfer.request {
        case .listing, .agent, .history, .configuration:
            try prepareGet(transfer, access: agents, milliseconds: milliseconds)
        case .proxyStatistics:
            try prepareGet(transfer, access: proxies, milliseconds: milliseconds)
        // Those to the API server are prepared above, with what they show.
        case .kubernetes: break
        case .probe(let address), .heldConnection(let address):
            try transfer.prepareConnection(to: address, milliseconds: milliseconds)
        case .store(let question):
            try transfer.prepareQuestion(
                question,
                access: store,
                token: question.question == .authenticate ? nil : token,
                userAgent: userAgent,
                milliseconds: milliseconds
            )
        }
    }

    private func prepareGet(_ transfer: CurlTransfer, access: Access, milliseconds: Int) throws(OptionFailure) {
        try transfer.prepareGet(
            of: transfer.request.url ?? "",
            access: access,
            headers: headers,
            userAgent: userAgent,
            milliseconds: milliseconds
        )
    }

    /// What leads a request to the API server; nil for one that goes elsewhere.
    func link(for request: ReadRequest) -> KubernetesLink? {
        if let kubernetes, kubernetes.access.covers(request) { return kubernetes }
        guard case .kubernetes(let question) = request else { return nil }
        return KubernetesLink(toStranger: question.server)
    }

    /// A login's token stays here; what goes on only says that there was one.
    mutating func keepingToken(
        _ outcome: Result<ReadAnswer, ReadFailure>,
        of request: ReadRequest
    ) -> Result<ReadAnswer, ReadFailure> {
        guard case .store(let question) = request, question.question == .authenticate else { return outcome }
        token = nil
        guard case .success(let answer) = outcome else { return outcome }
        token = StoreToken.read(from: answer)
        return .success(token == nil ? answer : .loggedIn)
    }
}
