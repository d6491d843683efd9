import ClusterModel
import Operations
import Testing

/// Whatever the cluster looks like, planning and following neither crash nor contradict themselves.
struct RandomSnapshotTests {
    /// SplitMix64: small, fast, the same everywhere.
    struct Dice {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }

        mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }
        mutating func pick<Element>(_ from: [Element]) -> Element { from[below(from.count)] }
        mutating func chance(_ oneIn: Int) -> Bool { below(oneIn) == 0 }
        mutating func maybe<Value>(_ value: Value) -> Value? { chance(3) ? nil : value }
    }

    static let names: [MemberName] = ["db1", "db2", "db3", "db4", "", "x\u{202E}y", "\"quoted\\"]
    static let roles: [MemberRole] = [
        "leader", "replica", "sync_standby", "standby_leader", "quorum_standby", "odd", "",
    ]
    static let states: [MemberState] = [
        "running", "streaming", "creating replica", "restarting", "crashed", "stopped", "",
    ]
    static let numbers: [Int64] = [0, 1, -1, 5, 1 << 20, 1 << 40, .max, .min]
    static let versions = ["4.1.5", "3.0.2", "2.1.7", "1.6.5", "", "x", "99999999999999999999.1", "4"]
    static let times = [
        "2026-11-22T15:00:00+00:00", "2020-01-01T00:00:00Z", "2030-01-01T00:00:00", "", "ü", "0000-00-00T00:00:00Z",
    ]

    private func observation<Value>(_ value: Value, _ dice: inout Dice) -> Observation<Value> {
        switch dice.below(6) {
        case 0: .pending
        case 1: .failed(.connectionRefused, since: TestCluster.now)
        case 2: .stale(value, at: TestCluster.now, because: .closedWithoutAnswer, since: TestCluster.now)
        default: .current(value, at: TestCluster.now)
        }
    }

    private func position(_ dice: inout Dice) -> LogSequenceNumber {
        LogSequenceNumber(position: dice.pick([0, 1, 0x600_0000, .max, dice.next()]))
    }

    private func member(_ name: MemberName, _ dice: inout Dice) -> Member {
        let row = ListedMember(
            name: name,
            role: dice.pick(Self.roles),
            state: dice.pick(Self.states),
            timeline: dice.maybe(dice.pick(Self.numbers)),
            lag: dice.maybe(dice.chance(4) ? .unknown : .bytes(dice.pick(Self.numbers))),
            receiveLag: dice.maybe(.bytes(dice.pick(Self.numbers))),
            replayLag: dice.maybe(.bytes(dice.pick(Self.numbers))),
            pendingRestart: dice.maybe(PendingRestart()),
            scheduledRestart: dice.maybe(ScheduledRestart(schedule: dice.pick(Self.times))),
            tags: dice.chance(3)
                ? [
                    Tag(
                        name: dice.pick(["nofailover", "failover_priority"]),
                        value: dice.pick(["true", "0", "x", "-1e999"])
                    )
                ] : []
        )
        let recovered = WALPosition.recovered(
            received: dice.maybe(position(&dice)),
            replayed: dice.maybe(position(&dice)),
            replayedAt: nil,
            isPaused: dice.chance(2)
        )
        let report = AgentReport(
            role: dice.pick(Self.roles),
            state: dice.pick(Self.states),
            serverVersion: dice.maybe(dice.pick([150_018, 90_204, 0, -1, .max])),
            postmasterStartTime: dice.maybe(dice.pick(Self.times)),
            timeline: dice.maybe(dice.pick(Self.numbers)),
            wal: dice.maybe(dice.chance(3) ? .written(position(&dice)) : recovered),
            isPaused: dice.chance(4),
            watchdogFailed: dice.chance(5),
            scheduledRestart: dice.maybe(ScheduledRestart(schedule: "")),
            patroniVersion: dice.maybe(dice.pick(Self.versions))
        )
        var agent = Agent(
            address: WebAddress(host: "10.0.0.\(dice.below(4))", port: 8008),
            report: observation(report, &dice)
        )
        if dice.chance(5) { agent.listingFailure = .init(reason: .closedWithoutAnswer, since: TestCluster.now) }
        return Member(
            name: name,
            presence: dice.chance(5) ? .gone(since: TestCluster.now) : .listed,
            listed: observation(row, &dice),
            agent: dice.maybe(agent)
        )
    }

    private func snapshot(_ dice: inout Dice) -> ClusterSnapshot {
        var snapshot = dice.chance(4) ? TestCluster().snapshot : ClusterSnapshot(takenAt: TestCluster.now)
        snapshot.takenAt = TestCluster.now + .seconds(dice.pick([0, 1, 500, -5, 1 << 40]))
        if !snapshot.members.isEmpty, dice.chance(3) { return snapshot }
        snapshot.members = Self.names.filter { _ in dice.chance(2) }.map { member($0, &dice) }
        let listing = ClusterListing(
            members: snapshot.members.compactMap(\.listed.value),
            isPaused: dice.chance(3),
            scheduledSwitchover: dice.maybe(
                ScheduledSwitchover(at: dice.pick(Self.times), to: dice.maybe(dice.pick(Self.names)))
            )
        )
        snapshot.listing = observation(listing, &dice)
        let settings = [
            "ttl", "loop_wait", "retry_timeout", "maximum_lag_on_failover", "synchronous_mode", "primary_start_timeout",
        ].map {
            DynamicConfiguration.Setting(
                path: $0,
                value: dice.pick(["5", "-1", "abc", "1e300", "nan", "true", "quorum"])
            )
        }
        snapshot.configuration = observation(DynamicConfiguration(settings: settings), &dice)
        return snapshot
    }

    /// A plan, and what becomes of it; nil where it may not be sent.
    static func playing(_ dice: inout Dice) throws -> (plan: Plan, run: OperationRun?) {
        let tests = RandomSnapshotTests()
        let before = tests.snapshot(&dice)
        let plan = Planner().plan(tests.operation(&dice), for: before)
        guard plan.isAllowed else { return (plan, nil) }
        let confirmed = try Confirmation(plan).confirm(commandLine: .yes, fresh: plan)
        var run = OperationRun(confirmed, before: before, at: TestCluster.now)
        tests.follow(&run, &dice)
        return (plan, run)
    }

    private func operation(_ dice: inout Dice) -> Operation {
        let name = dice.pick(Self.names)
        let moment = dice.maybe(Moment(written: dice.pick(Self.times)))
        switch dice.below(10) {
        case 0: return .switchover(Switchover(leader: dice.pick(Self.names), candidate: dice.maybe(name), at: moment))
        case 1: return .cancelSwitchover
        case 2: return .failover(candidate: name)
        case 3:
            return .restart(
                Restart(
                    members: (0..<dice.below(5)).map { _ in dice.pick(Self.names) },
                    at: moment,
                    onlyPending: dice.chance(2),
                    belowVersion: dice.maybe(dice.pick(["15.4", "", "..", "9999.9999.9999", "-1.2", "x"])),
                    timeoutSeconds: dice.maybe(dice.pick([0, -1, 30, .max, .min]))
                )
            )
        case 4: return .cancelRestart(name)
        case 5: return .reload([name, dice.pick(Self.names)])
        case 6: return .reinitialize(Reinitialization(member: name, force: dice.chance(2), fromLeader: dice.chance(2)))
        case 7: return .pause
        case 8: return .resume
        default:
            let path = dice.pick(["ttl", "", ".", "postgresql.parameters.", "postgresql.parameters.a.b", "x[0]", "ü"])
            let value = dice.maybe(dice.pick(["", "1", "null", "\"a\"", "{", "9e999", "[]"]))
            let change = ConfigurationChange(path: path, value: value)
            return .configure(dice.chance(3) ? [change, ConfigurationChange(path: "loop_wait", value: "3")] : [change])
        }
    }

    @Test(arguments: 0..<8)
    func `any cluster can be planned for and followed`(part: Int) throws {
        var dice = Dice(state: UInt64(part))
        var allowed = 0
        for _ in 0..<1500 {
            let before = snapshot(&dice)
            let operation = operation(&dice)
            let plan = Planner().plan(operation, for: before)
            #expect(plan == Planner().plan(operation, for: before), "plans are functions")
            for request in plan.requests {
                if let body = request.body { #expect(JSONText(body) != nil, "\(body)") }
                #expect((1...3700).contains(request.timeoutSeconds))
            }
            if case .refused = plan.prediction {
                #expect(!plan.isAllowed || plan.checks.contains { $0.severity == .warns })
            }
            guard plan.isAllowed else { continue }
            allowed += 1
            #expect(!plan.requests.isEmpty, "\(operation)")
            let confirmed = try Confirmation(plan).confirm(commandLine: .yes, fresh: plan)
            var run = OperationRun(confirmed, before: before, at: TestCluster.now)
            follow(&run, &dice)
        }
        #expect(allowed > 100)
    }

    private func follow(_ run: inout OperationRun, _ dice: inout Dice) {
        for _ in 0..<8 {
            if let step = run.nextStep {
                run.sending(at: TestCluster.now)
                let text = dice.pick(["", "Switchover failed", "boom", "restart failed", "<html>Message: x"])
                let answer = WriteAnswer(status: dice.pick([200, 202, 400, 503, 0, -7]), text: text)
                let reply = WriteReply(
                    step: step,
                    outcome: dice.chance(3) ? .failure(.closedWithoutAnswer) : .success(answer),
                    startedAt: TestCluster.now,
                    finishedAt: TestCluster.now
                )
                run.absorb(reply)
            }
            run.observe(snapshot(&dice))
        }
    }

    @Test(arguments: ["4.1.5", "3.0.2", "2.1.7", "1.6.5"])
    func `the first candidate of a healthy cluster is one that may be sent`(version: String) throws {
        for leader: MemberName in ["db1", "db2", "db3"] {
            let snapshot = TestCluster(leader: leader, version: version).snapshot
            let asked = Planner().plan(.switchover(Switchover(leader: leader, candidate: nil)), for: snapshot)
            let best = try #require(asked.candidates.first?.member)
            let plan = Planner().plan(.switchover(Switchover(leader: leader, candidate: best)), for: snapshot)
            #expect(plan.isAllowed && plan.prediction == .done && !plan.checks.contains { $0.severity == .warns })
        }
    }
}
