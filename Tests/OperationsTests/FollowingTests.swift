import ClusterModel
import Operations
import Simulator
import Testing
import Wording

/// Operations followed to their end on the simulator, by what it shows.
struct FollowingTests {
    static let flavours: [Flavour] = [
        .postgreSQL(patroni: "4.1.5"), .postgreSQL(patroni: "3.0.2"), .postgreSQL(patroni: "2.1.7"), .openGauss,
    ]

    private func texts(_ run: OperationRun) -> [String] { run.phases.map(\.text.english) }

    private func isOrdered(_ run: OperationRun) -> Bool {
        let times = run.phases.compactMap(\.reachedAt)
        return times.count == run.phases.count && times.allSatisfy { $0 >= run.startedAt && $0 <= run.finishedAt ?? $0 }
    }

    private func done(_ run: OperationRun) -> String? {
        guard case .done(let text) = run.outcome else { return nil }
        return text.english
    }

    @Test(arguments: flavours, 0..<3)
    func `a switchover ends when proxies route and the old leader follows`(flavour: Flavour, seed: Int) throws {
        var world = OperationWorld(OperationWorld.blueprint(flavour, proxies: 2), seed: UInt64(seed))
        let run = try world.run(.switchover(Switchover(leader: "db2", candidate: "db1")))
        let text = try #require(done(run), "\(String(describing: run.outcome)) \(run.phases)")
        #expect(text.hasPrefix("db1 leads, all 2 proxies route to it, db2 follows after"))
        #expect(
            texts(run) == [
                "db2's agent accepted it", "db2 released the leader lock", "db1 is promoted",
                "all 2 proxies send writes there", "db2 follows as a replica",
            ]
        )
        #expect(isOrdered(run) && run.newLeader == "db1")
        let routed = world.snapshot.writeProxies.map(\.writeTargets)
        #expect(routed == [["db1"], ["db1"]])
        #expect(world.snapshot.member("db2")?.agentReport?.role.leads == false)
    }

    @Test func `a switchover to anybody names who took over`() throws {
        var world = OperationWorld()
        let run = try world.run(.switchover(Switchover(leader: "db2", candidate: nil)))
        let leader = try #require(world.cluster.leader)
        #expect(done(run)?.hasPrefix("\(leader) leads, the proxy routes to it") == true, "\(run.phases)")
        #expect(texts(run).contains("\(leader) is promoted"))
    }

    @Test func `a failover with the leader dead does not wait for it`() throws {
        var world = OperationWorld()
        PredictionTests.loseLeaderInPause(&world)
        let run = try world.run(.failover(candidate: "db1"))
        #expect(done(run)?.hasPrefix("db1 leads") == true, "\(String(describing: run.outcome)) \(run.phases)")
        #expect(!texts(run).contains { $0.contains("follows") })
    }

    @Test func `a failover with the leader alive is a switchover in all but name`() throws {
        var world = OperationWorld()
        let run = try world.run(.failover(candidate: "db3"))
        #expect(done(run)?.contains("db2 follows") == true)
    }

    @Test func `an answer that is lost decides nothing`() throws {
        var world = OperationWorld()
        let plan = world.plan(.switchover(Switchover(leader: "db2", candidate: "db1")))
        let confirmed = try Confirmation(plan).confirm(typed: "db1", fresh: plan)
        for lost: ReadFailure in [.closedWithoutAnswer, .timedOut(connected: true), .cutShort] {
            var world = world
            var run = OperationRun(confirmed, before: world.snapshot, at: world.now)
            var sending = world.begin(plan.requests[0])
            run.sending(at: world.now)
            _ = world.resume(&sending)
            run.absorb(WriteReply(step: 0, outcome: .failure(lost), startedAt: world.now, finishedAt: world.now))
            #expect(run.outcome == nil && run.remark?.english.contains("no answer") == true)
            for _ in 0..<400 where run.outcome == nil {
                // The agent goes on with it, whoever listens.
                _ = world.resume(&sending)
                world.pass(.milliseconds(100))
                run.observe(world.snapshot)
            }
            #expect(done(run)?.hasPrefix("db1 leads") == true, "\(lost): \(String(describing: run.outcome))")
        }
        world.pass(.seconds(1))
    }

    @Test func `what never left has failed at once`() throws {
        let world = OperationWorld()
        let plan = world.plan(.switchover(Switchover(leader: "db2", candidate: "db1")))
        let confirmed = try Confirmation(plan).confirm(typed: "db1", fresh: plan)
        for reason: ReadFailure in [
            .connectionRefused, .timedOut(connected: false), .nameNotResolved(host: "x"), .tls(reason: "expired"),
        ] {
            var run = OperationRun(confirmed, before: world.snapshot, at: world.now)
            run.sending(at: world.now)
            run.absorb(WriteReply(step: 0, outcome: .failure(reason), startedAt: world.now, finishedAt: world.now))
            guard case .failed(let text) = run.outcome else {
                Issue.record("\(reason): \(String(describing: run.outcome))")
                continue
            }
            #expect(text.english.contains("nothing was sent"))
        }
    }

    @Test func `a lagging candidate ends in a failure, with the leader where it was`() throws {
        var world = OperationWorld()
        world.strike(.writeRate(bytesPerSecond: 400_000))
        world.strike(.replicationLag(.named("db1"), bytesPerSecond: 300_000))
        world.pass(seconds: 30)
        let run = try world.run(.switchover(Switchover(leader: "db2", candidate: "db1")))
        guard case .failed(let text) = run.outcome else {
            Issue.record("\(String(describing: run.outcome))")
            return
        }
        #expect(text.english.contains("“Switchover failed”") && text.english.hasSuffix("db2 leads as before"))
    }

    @Test func `a refusal ends it with what it means`() throws {
        var world = OperationWorld()
        // The world changes between the plan and the request.
        let run = try world.run(.switchover(Switchover(leader: "db2", candidate: "db1")))
        #expect(done(run) != nil)
        let stale = OperationWorld()
        let plan = stale.plan(.switchover(Switchover(leader: "db2", candidate: "db1")))
        let confirmed = try Confirmation(plan).confirm(typed: "db1", fresh: plan)
        var late = OperationRun(confirmed, before: stale.snapshot, at: world.now)
        late.sending(at: world.now)
        late.absorb(world.send(plan.requests[0]))
        guard case .refusedByPatroni(let status, let text, let explanation) = late.outcome else {
            Issue.record("\(String(describing: late.outcome))")
            return
        }
        #expect(status == 412 && text == "leader name does not match" && explanation.english.contains("look again"))
    }

    @Test(arguments: flavours)
    func `a restart of all goes replica by replica, the leader last`(flavour: Flavour) throws {
        var world = OperationWorld(OperationWorld.blueprint(flavour))
        var down: Set<MemberName> = []
        let run = try world.run(.restart(Restart(members: ["db1", "db2", "db3"]))) { world, _ in
            let now = world.snapshot.members.filter { $0.agent?.report.currentValue?.state.kind != .serving }
            #expect(now.count <= 1, "one at a time")
            down.formUnion(now.map(\.name))
        }
        #expect(done(run) != nil, "\(String(describing: run.outcome)) \(run.phases)")
        #expect(run.replies.count == 3 && down == ["db1", "db2", "db3"])
        #expect(
            run.phases.filter { $0.text.english.hasSuffix("has restarted") }.map { $0.text.english.prefix(3) } == [
                "db1", "db3", "db2",
            ]
        )
        #expect(isOrdered(run))
    }

    @Test func `a restart stops at the first refusal`() throws {
        var world = OperationWorld()
        var hasCopied = false
        let run = try world.run(.restart(Restart(members: ["db1", "db3"]))) { world, run in
            guard run.replies.count == 1, !hasCopied else { return }
            hasCopied = true
            _ = world.send(world.plan(.reinitialize(Reinitialization(member: "db3"))).requests[0])
        }
        guard case .refusedByPatroni(503, "reinitialize already in progress", let explanation) = run.outcome else {
            Issue.record("\(String(describing: run.outcome))")
            return
        }
        #expect(explanation.english.hasSuffix("done before: db1; not done: db3") && run.nextStep == nil)
    }

    @Test(arguments: flavours)
    func `a member is copied anew until it follows`(flavour: Flavour) throws {
        var world = OperationWorld(OperationWorld.blueprint(flavour))
        let run = try world.run(.reinitialize(Reinitialization(member: "db3")))
        #expect(done(run)?.hasPrefix("db3 follows as a replica") == true, "\(String(describing: run.outcome))")
        let copying = try #require(run.phases.first { $0.text.english == "copying to db3 has begun" }?.reachedAt)
        #expect(try #require(run.finishedAt) > copying)
    }

    @Test(arguments: flavours)
    func `pause and resume wait until every member confirms`(flavour: Flavour) throws {
        var world = OperationWorld(OperationWorld.blueprint(flavour))
        for operation in [Operation.pause, .resume] {
            let run = try world.run(operation)
            #expect(done(run)?.hasPrefix("every member confirms") == true, "\(String(describing: run.outcome))")
            let isPaused = operation == .pause
            #expect(world.snapshot.members.allSatisfy { $0.agentReport?.isPaused == isPaused })
            world.pass(seconds: 8)
        }
    }

    @Test func `what is scheduled is done when it is listed, and again when it is not`() throws {
        var world = OperationWorld()
        let scheduled = try world.run(PredictionTests.switchover("db2", "db1", at: 3600))
        #expect(done(scheduled)?.hasPrefix("the switchover is listed") == true)
        world.pass(seconds: 2)
        #expect(done(try world.run(.cancelSwitchover))?.hasPrefix("no switchover is scheduled any more") == true)
        let time = Moment(timestamp: OperationWorld.start + .seconds(86_400), text: "2030-01-01T00:00:00Z")
        let restart = try world.run(.restart(Restart(members: ["db1"], at: time)))
        #expect(done(restart)?.contains("db1's restart is listed") == true)
        world.pass(seconds: 2)
        #expect(done(try world.run(.cancelRestart("db1")))?.hasPrefix("no restart of db1") == true)
    }

    @Test func `a setting is followed until it is read back`() throws {
        var world = OperationWorld()
        let run = try world.run(.configure([ConfigurationChange(path: "maximum_lag_on_failover", value: "2097152")]))
        #expect(done(run)?.hasPrefix("maximum_lag_on_failover is as wanted") == true)
        #expect(done(try world.run(.reload(["db1", "db2"]))) != nil)
    }

    @Test func `when nothing moves any more it is still running`() throws {
        var world = OperationWorld()
        let run = try world.run(.switchover(Switchover(leader: "db2", candidate: "db1"))) { world, run in
            // The old leader never comes back.
            if run.newLeader == "db1" { world.strike(.freeze(.named("db2"))) }
        }
        guard case .stillRunning(let text) = run.outcome else {
            Issue.record("\(String(describing: run.outcome)) \(run.phases)")
            return
        }
        #expect(text.english.contains("db2 follows as a replica"))
    }

    @Test func `another leader than the one asked for is done, and said`() throws {
        var world = OperationWorld()
        let run = try world.run(.switchover(Switchover(leader: "db2", candidate: "db1"))) { world, run in
            // The candidate dies before it takes the lock.
            if run.phases[1].reachedAt != nil, run.newLeader == nil { world.strike(.crash(.named("db1"))) }
        }
        if world.cluster.leader == "db3" {
            #expect(done(run)?.hasPrefix("db3 leads, not db1 as asked") == true, "\(run.phases)")
        } else {
            #expect(run.outcome != nil)
        }
    }
}
