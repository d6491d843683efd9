import ClusterModel
import Diagnosis
import Endpoints
import Simulator

/// A simulated cluster that is watched and examined in virtual time, look by look.
struct RuleRehearsal {
    static let start = Timestamp(secondsSinceEpoch: 1_795_358_873)

    private(set) var cluster: SimulatedCluster
    private var watch: ClusterWatch
    private var examination: Examination
    private(set) var now = RuleRehearsal.start

    init(
        _ blueprint: ClusterBlueprint,
        seed: UInt64,
        interval: Duration = .seconds(1),
        thresholds: Thresholds = Thresholds()
    ) {
        cluster = SimulatedCluster(blueprint, at: Self.start, seed: seed)
        let proxies = blueprint.proxies.map { WebAddress(host: $0.name, port: 7000, path: "/;csv;norefresh") }
        let agents = blueprint.members.map { WebAddress(host: $0.host, port: 8008) }
        watch = ClusterWatch(WatchPlan(agents: agents, proxies: proxies, interval: interval), at: Self.start)
        examination = Examination(thresholds: thresholds)
    }

    mutating func strike(_ fault: Fault) { cluster.apply(fault, at: now) }

    /// Asks an agent for something that changes the cluster, as an operator does; the answer is not waited for.
    mutating func post(_ path: String, to member: MemberName, _ body: String) {
        let request = SimulatedRequest(.agent(member), method: "POST", path: path, body: Array(body.utf8))
        _ = cluster.answer(request, at: now)
    }

    /// Lets time pass, then asks what is due and examines what came back.
    mutating func look(after span: Duration) -> Examination.Assessment {
        now = now + span
        // The listing names agents whose turn comes at once: a second round asks them.
        for _ in 0..<2 {
            for request in watch.due(at: now) { watch.absorb(reply(to: request)) }
        }
        return examination.examine(watch.snapshot(at: now))
    }

    private mutating func reply(to request: ReadRequest) -> ReadReply {
        let outcome: Result<ReadAnswer, ReadFailure>
        switch question(for: request).map({ cluster.answer($0, at: now) }) {
        case .answer(let response):
            outcome = .success(
                ReadAnswer(
                    status: response.status,
                    contentType: response[header: "Content-Type"],
                    date: response[header: "Date"].flatMap(Timestamp.init(httpDate:)),
                    body: response.body
                )
            )
        case .refuse, nil: outcome = .failure(.connectionRefused)
        case .closeWithoutAnswer, .stream: outcome = .failure(.closedWithoutAnswer)
        case .later: outcome = .failure(.timedOut(connected: true))
        }
        return ReadReply(request: request, outcome: outcome, startedAt: now, finishedAt: now + .milliseconds(3))
    }

    private func question(for request: ReadRequest) -> SimulatedRequest? {
        switch request {
        case .listing(let address): agent(address, "/cluster")
        case .agent(let address): agent(address, "/patroni")
        case .history(let address): agent(address, "/history")
        case .configuration(let address): agent(address, "/config")
        case .proxyStatistics(let address):
            cluster.blueprint.proxies.firstIndex { $0.name == address.host }
                .map { SimulatedRequest(.proxy($0), path: address.path) }
        case .probe, .heldConnection, .store, .kubernetes: nil
        }
    }

    private func agent(_ address: WebAddress, _ path: String) -> SimulatedRequest? {
        cluster.blueprint.members.first { $0.host == address.host }
            .map { SimulatedRequest(.agent($0.name), path: path) }
    }
}
