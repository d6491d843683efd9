import ClusterModel
import Endpoints
import Operations
import Scenes
import Simulator

/// A simulated cluster that is watched and operated in virtual time, look by look.
struct OperationWorld {
    static let start = Timestamp(secondsSinceEpoch: 1_795_358_870)

    private(set) var cluster: SimulatedCluster
    private var watch: ClusterWatch
    private(set) var now = OperationWorld.start

    init(_ blueprint: ClusterBlueprint = OperationWorld.blueprint(), seed: UInt64 = 1) {
        cluster = SimulatedCluster(blueprint, at: Self.start, seed: seed)
        let proxies = blueprint.proxies.map { WebAddress(host: $0.name, port: 7000, path: "/;csv;norefresh") }
        let agents = blueprint.members.map { WebAddress(host: $0.host, port: 8008) }
        watch = ClusterWatch(WatchPlan(agents: agents, proxies: proxies, interval: .seconds(1)), at: Self.start)
        for _ in 0..<4 { pass(.seconds(1)) }
    }

    static func blueprint(
        _ flavour: Flavour = .postgreSQL(patroni: "4.1.5"),
        tags: [String: [JSON.Field]] = [:],
        proxies: Int = 1
    ) -> ClusterBlueprint {
        ClusterBlueprint(
            scope: "opengauss",
            flavour: flavour,
            members: (1...3).map { number in
                MemberBlueprint(
                    name: MemberName("db\(number)"),
                    host: "10.0.0.\(number)",
                    serverName: "dbsrv\(number)",
                    tags: tags["db\(number)"] ?? []
                )
            },
            leader: "db2",
            proxies: (0..<proxies).map { ProxyBlueprint(name: "haproxy-\($0 + 1)") },
            timeline: 2
        )
    }

    var snapshot: ClusterSnapshot { watch.snapshot(at: now) }

    mutating func strike(_ fault: Fault) { cluster.apply(fault, at: now) }

    /// Lets time pass and looks at everything that is due.
    mutating func pass(_ span: Duration) {
        now = now + span
        // The listing names agents whose turn comes at once: a second round asks them.
        for _ in 0..<2 {
            for request in watch.due(at: now) { watch.absorb(read(request)) }
        }
    }

    mutating func pass(seconds: Int) {
        for _ in 0..<seconds { pass(.seconds(1)) }
    }

    /// Sends a request and waits for its end, looking on meanwhile.
    mutating func send(_ outline: RequestOutline, step: Int = 0) -> WriteReply {
        let startedAt = now
        var pending = begin(outline)
        for _ in 0..<1200 {
            if let outcome = resume(&pending) {
                return WriteReply(step: step, outcome: outcome, startedAt: startedAt, finishedAt: now)
            }
            pass(.milliseconds(100))
        }
        return WriteReply(
            step: step,
            outcome: .failure(.timedOut(connected: true)),
            startedAt: startedAt,
            finishedAt: now
        )
    }

    /// A request on its way.
    struct Sending {
        fileprivate var answer: SimulatedAnswer
        fileprivate var target: SimulatedRequest.Target
    }

    mutating func begin(_ outline: RequestOutline) -> Sending {
        guard let member = cluster.blueprint.members.first(where: { $0.host == outline.agent.host })?.name else {
            return Sending(answer: .refuse, target: .proxy(0))
        }
        let target = SimulatedRequest.Target.agent(member)
        let request = SimulatedRequest(
            target,
            method: outline.method.rawValue,
            path: outline.path,
            body: outline.body.map { Array($0.utf8) }
        )
        return Sending(answer: cluster.answer(request, at: now), target: target)
    }

    /// The end of a request, nil while it is on its way.
    mutating func resume(_ sending: inout Sending) -> Result<WriteAnswer, ReadFailure>? {
        if case .later(let pending, let time) = sending.answer {
            guard time <= now else { return nil }
            sending.answer = cluster.resume(pending, of: sending.target, at: now)
        }
        switch sending.answer {
        case .later: return nil
        case .refuse: return .failure(.connectionRefused)
        case .closeWithoutAnswer, .stream: return .failure(.closedWithoutAnswer)
        case .answer(let response):
            return .success(
                WriteAnswer(status: response.status, text: String(decoding: response.body, as: UTF8.self))
            )
        }
    }

    private mutating func read(_ request: ReadRequest) -> ReadReply {
        let outcome = cluster.read(request, deadline: watch.deadline(of: request), at: now).outcome
        return ReadReply(request: request, outcome: outcome, startedAt: now, finishedAt: now)
    }
}

extension OperationWorld {
    /// What is planned now.
    func plan(_ operation: Operation, _ options: PlannerOptions = PlannerOptions()) -> Plan {
        Planner(options).plan(operation, for: snapshot)
    }

    /// Confirms and follows an operation to its end, ten minutes at most.
    mutating func run(
        _ operation: Operation,
        _ meddle: (inout OperationWorld, OperationRun) -> Void = { _, _ in }
    ) throws -> OperationRun {
        let plan = plan(operation)
        let confirmed = try Confirmation(plan).confirm(typed: plan.confirmation, fresh: plan)
        var run = OperationRun(confirmed, before: snapshot, at: now)
        var sending: (step: Int, request: Sending, startedAt: Timestamp)?
        for _ in 0..<6000 where run.outcome == nil {
            if let step = run.nextStep, sending == nil {
                run.sending(at: now)
                sending = (step, begin(plan.requests[step]), now)
            }
            if var current = sending {
                if let outcome = resume(&current.request) {
                    run.absorb(
                        WriteReply(
                            step: current.step,
                            outcome: outcome,
                            startedAt: current.startedAt,
                            finishedAt: now
                        )
                    )
                    sending = nil
                } else {
                    sending = current
                }
            }
            meddle(&self, run)
            pass(.milliseconds(100))
            run.observe(snapshot)
        }
        return run
    }
}
