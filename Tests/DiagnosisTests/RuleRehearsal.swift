import ClusterModel
import Diagnosis
import Endpoints
import Scenes
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
        let outcome = cluster.read(request, deadline: watch.deadline(of: request), at: now).outcome
        return ReadReply(request: request, outcome: outcome, startedAt: now, finishedAt: now + .milliseconds(3))
    }
}
