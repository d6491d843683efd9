import ClusterModel
import Diagnosis
import Endpoints
import Scenes
import Simulator

/// Watches a simulated cluster in virtual time as the dashboard does, and keeps the simulator's own truth beside it.
struct IncidentRehearsal {
    static let start = Timestamp(secondsSinceEpoch: 1_795_358_873)
    private static let step = Duration.milliseconds(50)

    /// The truth of one means: spans in which writing was impossible.
    struct Truth {
        var gaps: [(from: Timestamp, to: Timestamp?)] = []

        mutating func note(_ isGood: Bool, at now: Timestamp) {
            let isOpen = gaps.last.map { $0.to == nil } ?? false
            if isGood, isOpen { gaps[gaps.count - 1].to = now }
            if !isGood, !isOpen { gaps.append((now, nil)) }
        }

        var span: Duration { gaps.reduce(.zero) { $0 + (($1.to ?? $1.from) - $1.from) } }
    }

    private(set) var now = IncidentRehearsal.start
    private(set) var watch: ClusterWatch
    private(set) var log = IncidentLog()
    private(set) var truth: [Means: Truth] = [:]
    private(set) var sent: [(at: Timestamp, request: ReadRequest)] = []
    private(set) var events: [Event] = []
    private(set) var levels: [Verdict.Level] = []
    private var cluster: SimulatedCluster
    private var examination = Examination()
    private var onTheirWay: [ReadReply] = []
    /// The connection that is held open, and to whom it leads.
    private var held: (request: ReadRequest, member: MemberName?, since: Timestamp)?

    init(_ scenario: Scenario, seed: UInt64 = 7, probes: Bool = true, slowChecks: Bool = false) {
        var blueprint = scenario.blueprint()
        if slowChecks { blueprint.checks = CheckSettings() }
        cluster = SimulatedCluster(blueprint, story: scenario.story, at: Self.start, seed: seed)
        let hosts = blueprint.proxies.map(\.name)
        let plan = WatchPlan(
            agents: blueprint.members.prefix(1).map { WebAddress(host: $0.host, port: 8008) },
            proxies: hosts.map { WebAddress(host: $0, port: 7000, path: "/;csv;norefresh") },
            probes: probes ? hosts.prefix(1).map { ClientAddress(host: $0, port: 6000) } : []
        )
        watch = ClusterWatch(plan, at: Self.start)
    }

    var incidents: [Incident] { log.incidents }

    mutating func apply(_ fault: Fault) { cluster.apply(fault, at: now) }

    /// Sends a request as an operator would, without waiting for its answer.
    mutating func post(_ path: String, _ body: String, to member: MemberName) {
        _ = cluster.answer(
            SimulatedRequest(.agent(member), method: "POST", path: path, body: Array(body.utf8)),
            at: now
        )
    }

    mutating func run(_ span: Duration) {
        let end = now + span
        while now < end {
            now = now + Self.step
            cluster.advance(to: now)
            noteTruth()
            cutHeld()
            deliver()
            watch.pace = log.wantsHaste(at: now) ? .urgent : .calm
            for request in watch.due(at: now) {
                sent.append((now, request))
                if case .heldConnection = request {
                    hold(request)
                    continue
                }
                onTheirWay.append(reply(to: request))
            }
        }
    }

    private mutating func hold(_ request: ReadRequest) {
        held = (request, cluster.leader, now)
        onTheirWay.append(
            ReadReply(
                request: request,
                outcome: .success(ReadAnswer(status: 0, body: [UInt8(ascii: "N")])),
                startedAt: now,
                finishedAt: now,
                isFinal: false
            )
        )
    }

    /// A database that ends takes its connections with it; one that is frozen keeps them.
    private mutating func cutHeld() {
        guard let held, let member = cluster.members.first(where: { $0.name == held.member }) else { return }
        guard !member.listens || member.process == .running && !member.serves else { return }
        self.held = nil
        onTheirWay.append(
            ReadReply(
                request: held.request,
                outcome: .failure(.notADatabase(reason: "connection closed")),
                startedAt: held.since,
                finishedAt: now
            )
        )
    }

    private mutating func deliver() {
        let due = onTheirWay.filter { $0.finishedAt <= now }.sorted { $0.finishedAt < $1.finishedAt }
        onTheirWay.removeAll { $0.finishedAt <= now }
        for reply in due {
            watch.absorb(reply)
            let snapshot = watch.snapshot(at: reply.finishedAt)
            let assessment = examination.examine(snapshot)
            events += assessment.events
            levels.append(assessment.verdict.level)
            log.observe(snapshot, assessment)
        }
    }

    private mutating func noteTruth() {
        let holder = cluster.members.first { $0.name == cluster.leader }
        truth[.agents, default: Truth()].note(holder.map { $0.serves && $0.isPrimary } ?? false, at: now)
        let targets = cluster.proxies.filter { !$0.upServers.isEmpty }
            .map { proxy in proxy.upServers.map { cluster.members[$0].name } }
        let isRouted = !targets.isEmpty && targets.allSatisfy { $0 == [cluster.leader] }
        truth[.proxies, default: Truth()].note(isRouted, at: now)
        var client = cluster
        truth[.clients, default: Truth()].note(client.routeClient(through: 0, at: now) == .answered, at: now)
    }

    private mutating func reply(to request: ReadRequest) -> ReadReply {
        let (outcome, latency) = cluster.read(request, deadline: watch.deadline(of: request), at: now)
        return ReadReply(request: request, outcome: outcome, startedAt: now, finishedAt: now + latency)
    }
}
