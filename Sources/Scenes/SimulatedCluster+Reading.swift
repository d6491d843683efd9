import ClusterModel
import Endpoints
import Simulator

/// What is read of a simulated cluster when no socket lies between.
extension SimulatedCluster {
    /// The answer, and how long it takes; what takes longer than `deadline` is no answer any more.
    ///
    /// The store's own questions are refused: the simulator has no etcd.
    package mutating func read(
        _ request: ReadRequest,
        deadline: Duration,
        at now: Timestamp
    ) -> (outcome: Result<ReadAnswer, ReadFailure>, latency: Duration) {
        if case .probe(let address) = request { return probe(address, deadline: deadline, at: now) }
        if case .heldConnection = request { return (.success(ReadAnswer(status: 0, body: [])), deadline) }
        guard let question = question(for: request) else { return (.failure(.connectionRefused), .milliseconds(1)) }
        switch answer(question, at: now) {
        case .answer(let response): return (.success(ReadAnswer(response)), .milliseconds(4))
        case .refuse: return (.failure(.connectionRefused), .milliseconds(1))
        case .closeWithoutAnswer, .stream: return (.failure(.closedWithoutAnswer), .milliseconds(2))
        case .later(_, let at):
            let wait = at - now
            return wait < deadline
                ? (.failure(.closedWithoutAnswer), wait) : (.failure(.timedOut(connected: true)), deadline)
        }
    }

    private mutating func probe(
        _ address: ClientAddress,
        deadline: Duration,
        at now: Timestamp
    ) -> (outcome: Result<ReadAnswer, ReadFailure>, latency: Duration) {
        guard let index = proxy(at: address.host) else {
            return (.failure(.nameNotResolved(host: address.host)), .milliseconds(1))
        }
        switch routeClient(through: index, at: now) {
        case .answered: return (.success(ReadAnswer(status: 0, body: [UInt8(ascii: "N")])), .milliseconds(2))
        case .closed: return (.failure(.notADatabase(reason: "connection closed")), .milliseconds(2))
        case .silent: return (.failure(.timedOut(connected: true)), deadline)
        case .refused: return (.failure(.connectionRefused), .milliseconds(1))
        }
    }

    private func question(for request: ReadRequest) -> SimulatedRequest? {
        switch request {
        case .listing(let address): agent(address, "/cluster")
        case .agent(let address): agent(address, "/patroni")
        case .history(let address): agent(address, "/history")
        case .configuration(let address): agent(address, "/config")
        case .proxyStatistics(let address):
            address.isDetour
                ? SimulatedRequest(.kubernetes, path: address.path)
                : proxy(at: address.host).map { SimulatedRequest(.proxy($0), path: address.path) }
        case .kubernetes(let request):
            SimulatedRequest(.kubernetes, path: request.question.path, headers: ["accept": "application/json"])
        case .probe, .heldConnection, .store: nil
        }
    }

    private func agent(_ address: WebAddress, _ path: String) -> SimulatedRequest? {
        if address.isDetour { return SimulatedRequest(.kubernetes, path: address.path + path) }
        return members.first { $0.blueprint.host == address.host }
            .map { SimulatedRequest(.agent($0.name), path: path) }
    }

    /// The proxy of a name, or the one whose pod has an address.
    private func proxy(at host: String) -> Int? {
        if let index = blueprint.proxies.firstIndex(where: { $0.name == host }) { return index }
        let pod = kubernetes?.pods.first { $0.address == host }
        guard case .proxy(let index)? = pod?.workload else { return nil }
        return index
    }
}

extension ReadAnswer {
    fileprivate init(_ response: SimulatedResponse) {
        self.init(
            status: response.status,
            contentType: response[header: "Content-Type"],
            date: response[header: "Date"].flatMap(Timestamp.init(httpDate:)),
            body: response.body
        )
    }
}
