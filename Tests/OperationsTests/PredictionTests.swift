import ClusterModel
import Operations
import Simulator
import Testing
import Wording

/// What is predicted is what the agent answers when the request is sent all the same.
struct PredictionTests {
    /// A situation, what is tried in it, and what the agent says; nil for a success.
    struct Case: Sendable, CustomStringConvertible {
        var name: String
        var blueprint = OperationWorld.blueprint()
        var prepare: @Sendable (inout OperationWorld) -> Void = { _ in }
        var operation: Operation
        var refusal: String?

        var description: String { name }
    }

    static func switchover(_ leader: MemberName, _ candidate: MemberName?, at seconds: Int64? = nil) -> Operation {
        .switchover(
            Switchover(
                leader: leader,
                candidate: candidate,
                at: seconds.map { offset in
                    let time = OperationWorld.start + .seconds(offset)
                    let civil = CivilTime(time)
                    return Moment(timestamp: time, text: "\(civil.date)T\(civil.clock)+00:00")
                }
            )
        )
    }

    static let untimely = Operation.switchover(
        Switchover(
            leader: "db2",
            candidate: "db1",
            at: Moment(timestamp: OperationWorld.start, text: "2030-01-01T00:00:00")
        )
    )

    static let nofailover = OperationWorld.blueprint(tags: ["db1": [JSON.Field("nofailover", true)]])
    static let synchronous: ClusterBlueprint = {
        var blueprint = OperationWorld.blueprint()
        blueprint.isSynchronous = true
        return blueprint
    }()

    @Sendable static func pause(_ world: inout OperationWorld) {
        _ = world.send(world.plan(.pause).requests[0])
        world.pass(seconds: 8)
    }

    @Sendable static func reinitialize(_ world: inout OperationWorld) {
        _ = world.send(world.plan(.reinitialize(Reinitialization(member: "db1"))).requests[0])
        world.pass(seconds: 2)
    }

    @Sendable static func schedule(_ world: inout OperationWorld) {
        _ = world.send(world.plan(switchover("db2", "db3", at: 3600)).requests[0])
        world.pass(seconds: 2)
    }

    @Sendable static func loseReplicas(_ world: inout OperationWorld) {
        world.strike(.crash(.named("db1")))
        world.strike(.crash(.named("db3")))
        world.pass(seconds: 30)
    }

    @Sendable static func loseLeaderInPause(_ world: inout OperationWorld) {
        pause(&world)
        world.strike(.crash(.leader))
        world.pass(seconds: 60)
    }

    static let handovers: [Case] = [
        Case(name: "a switchover", operation: switchover("db2", "db1")),
        Case(name: "a switchover to anybody", operation: switchover("db2", nil)),
        Case(name: "a failover", operation: .failover(candidate: "db3")),
        Case(
            name: "no leader named",
            operation: switchover("", "db1"),
            refusal: "400 Switchover could be performed only from a specific leader"
        ),
        Case(
            name: "another leads",
            operation: switchover("db1", "db3"),
            refusal: "412 leader name does not match"
        ),
        Case(
            name: "to itself",
            operation: switchover("db2", "db2"),
            refusal: "400 Switchover target and source are the same"
        ),
        Case(
            name: "to itself under an older Patroni",
            blueprint: OperationWorld.blueprint(.postgreSQL(patroni: "2.1.7")),
            operation: switchover("db2", "db2"),
            refusal: "503 Switchover failed"
        ),
        Case(name: "nobody", operation: switchover("db2", "nosuch"), refusal: "412 candidate does not exists"),
        Case(
            name: "a time without zone",
            operation: untimely,
            refusal: "400 Timezone information is mandatory for the scheduled switchover"
        ),
        Case(
            name: "the past",
            operation: switchover("db2", "db1", at: -60),
            refusal: "422 Cannot schedule switchover in the past"
        ),
        Case(name: "tonight", operation: switchover("db2", "db1", at: 3600)),
        Case(
            name: "tonight, paused",
            prepare: pause,
            operation: switchover("db2", "db1", at: 3600),
            refusal: "400 Can't schedule switchover in the paused state"
        ),
        Case(
            name: "anybody, paused",
            prepare: pause,
            operation: switchover("db2", nil),
            refusal: "400 Switchover is possible only to a specific candidate in a paused state"
        ),
        Case(
            name: "nofailover",
            blueprint: nofailover,
            operation: switchover("db2", "db1"),
            refusal: "412 switchover is not possible: no good candidates have been found"
        ),
        Case(
            name: "a failover to nofailover",
            blueprint: nofailover,
            operation: .failover(candidate: "db1"),
            refusal: "412 failover is not possible: no good candidates have been found"
        ),
        Case(
            name: "a candidate that is being copied",
            prepare: reinitialize,
            operation: switchover("db2", "db1"),
            refusal: "412 switchover is not possible: no good candidates have been found"
        ),
        Case(
            name: "a candidate that crashed just now",
            prepare: {
                $0.strike(.crash(.named("db1")))
                // Longer than proxies need to see it, shorter than its key lives.
                $0.pass(seconds: 12)
            },
            operation: switchover("db2", "db1"),
            refusal: "412 switchover is not possible: no good candidates have been found"
        ),
        Case(
            name: "a frozen candidate",
            prepare: {
                $0.strike(.freeze(.named("db1")))
                $0.pass(seconds: 12)
            },
            operation: switchover("db2", "db1"),
            refusal: "412 switchover is not possible: no good candidates have been found"
        ),
        Case(
            name: "an asynchronous candidate",
            blueprint: synchronous,
            operation: switchover("db2", "db1"),
            refusal: "412 candidate name does not match with sync_standby"
        ),
        Case(name: "the synchronous standby", blueprint: synchronous, operation: switchover("db2", "db3")),
        Case(
            name: "a failover to an asynchronous member",
            blueprint: synchronous,
            operation: .failover(candidate: "db1")
        ),
        Case(
            name: "nobody synchronous",
            blueprint: synchronous,
            prepare: loseReplicas,
            operation: switchover("db2", nil),
            refusal: "412 switchover is not possible: can not find sync_standby"
        ),
        Case(
            name: "nobody else",
            prepare: loseReplicas,
            operation: switchover("db2", nil),
            refusal: "412 switchover is not possible: cluster does not have members except leader"
        ),
        Case(
            name: "a candidate that is gone",
            prepare: loseReplicas,
            operation: .failover(candidate: "db1"),
            refusal: "412 candidate does not exists"
        ),
        Case(
            name: "a switchover without a leader",
            prepare: loseLeaderInPause,
            operation: switchover("db2", "db1"),
            refusal: "412 leader name does not match"
        ),
        Case(
            name: "a failover without a leader",
            prepare: loseLeaderInPause,
            operation: .failover(candidate: "db1")
        ),
        Case(
            name: "a failover to the leader",
            operation: .failover(candidate: "db2"),
            refusal: "503 Failover failed"
        ),
        Case(
            name: "cancel nothing",
            operation: .cancelSwitchover,
            refusal: "404 no switchover is scheduled"
        ),
        Case(name: "cancel the scheduled", prepare: schedule, operation: .cancelSwitchover),
        Case(name: "a second schedule", prepare: schedule, operation: switchover("db2", "db1", at: 7200)),
    ]

    static let others: [Case] = [
        Case(name: "restart", operation: .restart(Restart(members: ["db1"]))),
        Case(name: "restart the leader", operation: .restart(Restart(members: ["db2"]))),
        Case(
            name: "restart where pending",
            operation: .restart(Restart(members: ["db1"], onlyPending: true)),
            refusal: "503 restart conditions are not satisfied"
        ),
        Case(
            name: "restart with an odd version",
            operation: .restart(Restart(members: ["db1"], belowVersion: "x")),
            refusal: "400 Invalid PostgreSQL version: x"
        ),
        Case(
            name: "restart with no time",
            operation: .restart(Restart(members: ["db1"], timeoutSeconds: 0)),
            refusal: "400 Timeout should be a positive number of seconds"
        ),
        Case(
            name: "restart a copy",
            prepare: reinitialize,
            operation: .restart(Restart(members: ["db1"])),
            refusal: "503 reinitialize already in progress"
        ),
        Case(
            name: "restart in pause, later",
            prepare: pause,
            operation: .restart(
                Restart(
                    members: ["db1"],
                    at: Moment(timestamp: OperationWorld.start + .seconds(86_400), text: "2030-01-01T00:00:00Z")
                )
            ),
            refusal: "500 Can't schedule restart in the paused state"
        ),
        Case(
            name: "cancel no restart",
            operation: .cancelRestart("db1"),
            refusal: "404 no restarts are scheduled"
        ),
        Case(name: "reload", operation: .reload(["db1"])),
        Case(name: "reinitialize", operation: .reinitialize(Reinitialization(member: "db1"))),
        Case(
            name: "reinitialize the leader",
            operation: .reinitialize(Reinitialization(member: "db2")),
            refusal: "503 I am the leader, can not reinitialize"
        ),
        Case(
            name: "reinitialize without a leader",
            prepare: loseLeaderInPause,
            operation: .reinitialize(Reinitialization(member: "db1")),
            refusal: "503 Cluster has no leader, can not reinitialize"
        ),
        Case(
            name: "reinitialize again",
            prepare: reinitialize,
            operation: .reinitialize(Reinitialization(member: "db1")),
            refusal: "503 reinitialize already in progress"
        ),
        Case(
            name: "reinitialize again by force",
            prepare: reinitialize,
            operation: .reinitialize(Reinitialization(member: "db1", force: true))
        ),
        Case(name: "pause", operation: .pause),
        Case(name: "resume", prepare: pause, operation: .resume),
        Case(name: "configure", operation: .configure([ConfigurationChange(path: "ttl", value: "30")])),
    ]

    @Test(arguments: handovers + others)
    func `the agent answers as predicted`(_ example: Case) throws {
        var world = OperationWorld(example.blueprint)
        example.prepare(&world)
        let plan = world.plan(example.operation)
        #expect(plan.predictedRefusal == example.refusal, "\(plan.checks)")
        #expect(plan.isAllowed == (example.refusal == nil), "\(plan.checks)")
        let reply = world.send(try #require(plan.requests.first))
        let answer = try reply.outcome.get()
        if let refusal = example.refusal {
            #expect("\(answer.status) \(answer.text)" == refusal)
        } else {
            #expect((200..<300).contains(answer.status), "\(answer)")
            #expect((answer.status == 202 && example.operation.kind != .reload) == (plan.prediction == .scheduled))
        }
    }

    @Test func `a candidate that lags is let through the gate and fails as warned`() throws {
        var world = OperationWorld()
        world.strike(.writeRate(bytesPerSecond: 400_000))
        world.strike(.replicationLag(.named("db1"), bytesPerSecond: 300_000))
        world.pass(seconds: 30)
        let plan = world.plan(Self.switchover("db2", "db1"))
        #expect(plan.isAllowed && plan.says(.warns, "“Switchover failed”"), "\(plan.checks)")
        #expect(plan.candidates.first?.member == "db3")
        let answer = try world.send(plan.requests[0]).outcome.get()
        #expect(answer.status == 503 && answer.text == "Switchover failed")
    }

    @Test func `without the DCS nothing is sent, and it would come to nothing`() throws {
        var world = OperationWorld()
        world.strike(.dcsHang)
        world.pass(seconds: 8)
        let plan = world.plan(Self.switchover("db2", "db1"))
        #expect(!plan.isAllowed && plan.says(.refuses, "reaches the DCS"), "\(plan.checks)")
        #expect(world.send(try #require(plan.requests.first)).outcome == .failure(.closedWithoutAnswer))
    }
}
