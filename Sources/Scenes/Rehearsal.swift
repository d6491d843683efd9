import ClusterModel
import Dashboard
import Endpoints
import Operations
import OperatorConsole
import Simulator
import TerminalUI
import Wording

/// Plays the dashboard, or the one with operations, against a simulated cluster in virtual time: what one asks the other answers, and no clock runs.
package struct Rehearsal {
    /// The first moment of every rehearsal, so that pictures never change by themselves.
    package static let start = Timestamp(secondsSinceEpoch: 1_795_358_873)

    /// Who is played.
    enum Part: Sendable {
        case watching(Dashboard)
        case operating(OperatorConsole)
    }

    var part: Part
    package var cluster: SimulatedCluster
    package internal(set) var now = Rehearsal.start
    private var onTheirWay: [ReadReply] = []
    /// Watches and followed logs.
    private var streams: [RehearsedStream] = []
    /// Why a rehearsal without operations has none.
    private static let readOnlyReason: Phrase = "this session is read-only: --read-only was given"
    static let apiServer = WebAddress(isTLS: true, host: "10.148.151.10", port: 6443)
    private static let statisticsPort = 7000
    private static let databasePort = 6000
    private static let step = Duration.milliseconds(100)
    /// Writes that wait for their answers.
    var writes: [PendingWrite] = []
    /// Why nothing can be written down; nil where everything can.
    package var recordingFailure: String?
    /// Every effect but reads, in their order.
    package internal(set) var effects: [OperatorConsole.Effect] = []
    /// Every reply that came, in order, while somebody wants to keep them.
    package private(set) var replies: [ReadReply] = []
    package var keepsReplies = false
    /// Whether our network leads to pods; otherwise only the API server does.
    package var reachesPods = true
    package let plan: WatchPlan

    package var dashboard: Dashboard {
        switch part {
        case .watching(let dashboard): dashboard
        case .operating(let console): console.dashboard
        }
    }

    /// - Parameters:
    ///   - operates: whether operations may be carried out.
    ///   - isProduction: whether the cluster is marked so.
    ///   - badges: what the bar shows besides the cluster.
    ///   - probes: whether the first proxy's database port is probed as a client would.
    ///   - pods: whether the cluster's pods are watched, and everything else is found by them.
    ///   - way: how agents and proxies in pods are read.
    package init(
        _ scenario: Scenario,
        size: Size,
        language: Language = .english,
        badges: [String] = ["READ ONLY"],
        probes: Bool = false,
        operates: Bool = false,
        isProduction: Bool = false,
        pods: Bool = false,
        way: PodWay = .direct
    ) {
        let blueprint = scenario.blueprint()
        cluster = SimulatedCluster(blueprint, story: scenario.story, at: Self.start, seed: 7)
        let proxies = blueprint.proxies.indices.map { index in
            WebAddress(host: blueprint.proxies[index].name, port: Self.statisticsPort, path: "/;csv;norefresh")
        }
        let agents = blueprint.members.prefix(1).map { WebAddress(host: $0.host, port: 8008) }
        let probed = proxies.prefix(probes ? 1 : 0).map { ClientAddress(host: $0.host, port: Self.databasePort) }
        let kubernetes = KubernetesPlan(
            server: Self.apiServer,
            pods: PodSelection(namespace: blueprint.kubernetes?.namespace, selector: "dev=gauss"),
            way: way
        )
        plan =
            pods
            ? WatchPlan(agents: [], kubernetes: kubernetes)
            : WatchPlan(agents: Array(agents), proxies: proxies, probes: Array(probed))
        let options = DashboardOptions(
            plan: plan,
            language: language,
            themes: ["dark", "light"],
            badges: operates ? [] : badges,
            keyHelp: OperationKeys.help(operates ? .allowed : .denied(because: Self.readOnlyReason)),
            isProduction: isProduction
        )
        let dashboard = Dashboard(options, size: size, at: Self.start)
        let planner = PlannerOptions(isProduction: isProduction)
        part =
            operates ? .operating(OperatorConsole(dashboard, ConsoleOptions(planner: planner))) : .watching(dashboard)
    }

    /// The pods that there are now.
    package var podNames: [String] { cluster.kubernetes?.pods.map(\.name) ?? [] }

    /// The kinds of streams that are open.
    package var streamKinds: [String] { streams.map(\.request.question.kind).sorted() }

    /// Lets time pass, ten steps a second.
    package mutating func play(for span: Duration) {
        let end = now + span
        while now < end {
            now = now + Self.step
            cluster.advance(to: now)
            deliver()
            send(.tick(now))
        }
    }

    /// Presses keys, one after the other.
    package mutating func press(_ keys: [Key]) {
        for key in keys { send(.key(key)) }
    }

    /// What is on the screen.
    package func picture() -> CellBuffer {
        switch part {
        case .watching(let dashboard): dashboard.view()
        case .operating(let console): console.view()
        }
    }

    private mutating func send(_ message: Dashboard.Message) {
        switch part {
        case .watching(var dashboard):
            let effects = dashboard.update(message)
            part = .watching(dashboard)
            for effect in effects { perform(.dashboard(effect)) }
        case .operating: tell(.dashboard(message))
        }
    }

    /// Begins a read; its answer comes in time.
    mutating func read(_ request: ReadRequest, deadline: Duration) {
        if case .kubernetes(let question) = request { return ask(question, deadline: deadline) }
        onTheirWay.append(reply(to: request, deadline: deadline))
    }

    /// Ends a read without an answer.
    mutating func stop(_ request: ReadRequest) {
        streams.removeAll { .kubernetes($0.request) == request }
        onTheirWay.removeAll { $0.request == request }
    }

    /// Asks the cluster's API server, whose streams go on until they end or are stopped.
    private mutating func ask(_ request: KubernetesRequest, deadline: Duration) {
        let question = SimulatedRequest(
            .kubernetes,
            path: request.question.path,
            headers: ["accept": "application/json"]
        )
        guard case .stream(_, let stream) = cluster.answer(question, at: now) else {
            return onTheirWay.append(reply(to: .kubernetes(request), deadline: deadline))
        }
        streams.append(RehearsedStream(request, stream, patience: deadline, at: now))
    }

    private mutating func followStreams() {
        for index in streams.indices { onTheirWay += streams[index].read(from: &cluster, at: now) }
        streams.removeAll { $0.isOver }
    }

    private mutating func deliver() {
        followStreams()
        deliverWrites()
        let due = onTheirWay.filter { $0.finishedAt <= now }
        onTheirWay.removeAll { $0.finishedAt <= now }
        for reply in due.sorted(by: { $0.finishedAt < $1.finishedAt }) {
            if keepsReplies { replies.append(reply) }
            send(.replied(reply))
        }
    }

    private mutating func reply(to request: ReadRequest, deadline: Duration) -> ReadReply {
        let (outcome, latency): (Result<ReadAnswer, ReadFailure>, Duration) =
            !reachesPods && isDirect(request)
            ? (.failure(.timedOut(connected: false)), deadline) : cluster.read(request, deadline: deadline, at: now)
        return ReadReply(request: request, outcome: outcome, startedAt: now, finishedAt: now + latency)
    }

    /// Sends a request as an operator's tool would, without waiting for the answer.
    package mutating func post(_ path: String, _ body: String, to member: MemberName) {
        let request = SimulatedRequest(.agent(member), method: "POST", path: path, body: Array(body.utf8))
        _ = cluster.answer(request, at: now)
    }

    /// Whether it goes to a pod's own address.
    private func isDirect(_ request: ReadRequest) -> Bool {
        switch request {
        case .listing(let address), .agent(let address), .history(let address), .configuration(let address),
            .proxyStatistics(let address):
            !address.isDetour
        case .probe, .heldConnection: true
        case .store, .kubernetes: false
        }
    }
}
