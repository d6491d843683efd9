import ClusterModel
import Endpoints
import Testing

struct StoreWatchTests {
    private func cluster(
        _ world: StoreWorld,
        agents: [WebAddress] = [Trio.address("db1")],
        endpoints: [WebAddress] = [StoreWorld.address],
        scope: String? = nil,
        needsLogin: Bool = false
    ) -> VirtualCluster {
        let plan = StorePlan(endpoints: endpoints, scope: scope, needsLogin: needsLogin)
        return VirtualCluster(WatchPlan(agents: agents, store: plan)) { world.response(to: $0) }
    }

    private func questions(_ cluster: VirtualCluster, _ kind: String, since start: Duration = .zero) -> [Duration] {
        cluster.sent.compactMap { sent in
            guard case .store(let request) = sent.request, request.question.kind == kind, sent.at >= start else {
                return nil
            }
            return sent.at
        }
    }

    @Test func `an agent tells the scope, and etcd tells the lock and what is left of it`() throws {
        var cluster = cluster(StoreWorld())
        cluster.run(.seconds(5)) { $0.isFirstRoundComplete }
        let store = try #require(cluster.snapshot.store)
        #expect(store.prefix == "/service/opengauss/")
        #expect(store.lock == StoreLock(holder: "db1", lease: 4711, takenAtRevision: 50))
        #expect(store.lease.value == StoreLease(id: 4711, remaining: .seconds(27), granted: .seconds(30)))
        #expect(store.keys.value?.members.map(\.name) == ["db1", "db2", "db3"])
        #expect(store.healthyEndpoints.count == 1 && store.hasQuorum == true && store.members.value?.count == 2)
        let expiresAt = try #require(store.lockExpiresAt)
        #expect((26...27).contains((expiresAt - cluster.now).inMilliseconds / 1000))
        #expect(cluster.elapsed < .milliseconds(50))
    }

    @Test func `a store alone finds the agents`() {
        var cluster = cluster(StoreWorld(), agents: [], scope: "opengauss")
        cluster.run(.seconds(5)) { $0.isFirstRoundComplete }
        #expect(cluster.snapshot.members.map(\.name) == ["db1", "db2", "db3"])
        #expect(cluster.snapshot.listedLeader?.name == "db1")
        #expect(cluster.snapshot.members.allSatisfy { $0.agent?.report.currentValue != nil })
        #expect(cluster.snapshot.unnamedAgents.isEmpty)
    }

    @Test func `no store is nil`() {
        var cluster = VirtualCluster(WatchPlan(agents: [Trio.address("db1")])) { Trio().response(to: $0) }
        cluster.run(.seconds(2))
        #expect(cluster.snapshot.store == nil)
    }

    @Test func `calm costs one lease a second, and the keys every ten seconds`() {
        var cluster = cluster(StoreWorld())
        cluster.run(.seconds(60))
        #expect((55...62).contains(questions(cluster, "lease").count))
        #expect((5...9).contains(questions(cluster, "keys").count))
        #expect((11...14).contains(questions(cluster, "status").count))
        #expect((2...3).contains(questions(cluster, "watch").count), "one after each half minute of silence")
        #expect(cluster.snapshot.store?.isWatched == true)
    }

    @Test func `a lock that is released and taken shows at once, and agents are asked at once`() {
        var world = StoreWorld()
        world.messages = [
            (.milliseconds(5300), StoreWorld.delete("leader", revision: 101)),
            (.milliseconds(5450), StoreWorld.put("leader", "db2", revision: 102, lease: "4712")),
        ]
        var cluster = cluster(world)
        cluster.run(.seconds(10)) { $0.snapshot(at: .init(secondsSinceEpoch: 0)).store?.lock?.holder == "db1" }
        cluster.run(.seconds(10)) { watch in
            let store = watch.snapshot(at: .init(secondsSinceEpoch: 0)).store
            return store?.keys.value != nil && store?.lock == nil
        }
        let released = cluster.elapsed
        #expect((5300...5320).contains(released.inMilliseconds), "\(released)")
        world.trio.leader = "db2"
        let switched = world
        cluster.world = { switched.response(to: $0) }
        cluster.run(.milliseconds(200)) { watch in
            let snapshot = watch.snapshot(at: .init(secondsSinceEpoch: 0))
            return snapshot.listedLeader?.name == "db2" && snapshot.store?.lock?.holder == "db2"
        }
        #expect(cluster.snapshot.store?.lock?.holder == "db2")
        #expect(cluster.snapshot.listedLeader?.name == "db2")
        #expect(cluster.elapsed - released <= .milliseconds(160), "\(cluster.elapsed - released)")
        cluster.run(.milliseconds(5))
        for name in ["db1", "db2", "db3"] {
            let asked = cluster.sent.filter { $0.request == .agent(Trio.address(name)) && $0.at >= released }
            #expect(asked.contains { $0.at - released < .milliseconds(160) }, "\(name)")
        }
        let lease = StoreLease(id: 4712, remaining: .seconds(27), granted: .seconds(30))
        #expect(cluster.snapshot.store?.lease.value == lease)
    }

    @Test func `a watch that is cut is taken up where it ended, ever more slowly`() {
        var world = StoreWorld()
        world.messages = [(.milliseconds(10), StoreWorld.put("leader", "db1", revision: 105, lease: "4711"))]
        world.watchEndsAfter = .milliseconds(20)
        var cluster = cluster(world)
        cluster.run(.milliseconds(8))
        world.revision = 105
        let changed = world
        cluster.world = { changed.response(to: $0) }
        cluster.run(.seconds(2))
        let later = cluster.sent.compactMap { sent -> Int64? in
            guard case .store(let request) = sent.request, case .watch(_, let from) = request.question else {
                return nil
            }
            return from
        }
        #expect(later.first == 101 && later.dropFirst().first == 106)
        world.messages = []
        let mute = world
        cluster.world = { mute.response(to: $0) }
        cluster.run(.seconds(60))
        #expect(questions(cluster, "watch", since: .seconds(2)).count < 14)
        #expect(cluster.snapshot.store?.keys.currentValue != nil)
    }

    @Test func `compaction makes it read anew`() {
        var world = StoreWorld()
        world.messages = [
            (.seconds(3), #"{"result":{"header":{},"canceled":true,"compact_revision":"300"}}"#)
        ]
        var cluster = cluster(world)
        cluster.run(.seconds(2))
        world.revision = 310
        world.messages = []
        let compacted = world
        cluster.world = { compacted.response(to: $0) }
        cluster.run(.seconds(4))
        #expect(questions(cluster, "keys", since: .milliseconds(2900)).count >= 1)
        let last = cluster.sent.reversed().compactMap { sent -> Int64? in
            guard case .store(let request) = sent.request, case .watch(_, let from) = request.question else {
                return nil
            }
            return from
        }.first
        #expect(last == 311 && cluster.snapshot.store?.isWatched == true)
    }

    @Test func `a watch gone deaf is replaced`() {
        var world = StoreWorld()
        var cluster = cluster(world)
        cluster.run(.seconds(5))
        world.revision = 120
        world.holder = "db2"
        let moved = world
        cluster.world = { moved.response(to: $0) }
        cluster.run(.seconds(8))
        #expect(cluster.snapshot.store?.lock?.holder == "db2", "the next reading finds it")
        let before = questions(cluster, "watch").count
        cluster.run(.seconds(12))
        #expect(questions(cluster, "watch").count > before)
    }

    @Test func `an endpoint that dies is left for the next one, and its own trouble stays named`() {
        var world = StoreWorld()
        var cluster = cluster(world, endpoints: [StoreWorld.address, StoreWorld.other])
        cluster.run(.seconds(5))
        world.down = [StoreWorld.address]
        let broken = world
        cluster.world = { broken.response(to: $0) }
        cluster.run(.seconds(8))
        let store = cluster.snapshot.store
        #expect(store?.keys.currentValue != nil && store?.lease.currentValue != nil && store?.isWatched == true)
        #expect(store?.healthyEndpoints.map(\.address) == [StoreWorld.other])
        #expect(store?.endpoints.first?.status.failure?.reason == .connectionRefused)
    }

    @Test(arguments: [true, false])
    func `an etcd that dies or hangs leaves the rest going, and is asked ever more rarely`(hangs: Bool) {
        var world = StoreWorld()
        var cluster = cluster(world)
        cluster.run(.seconds(5))
        if hangs { world.frozen = [StoreWorld.address] } else { world.down = [StoreWorld.address] }
        let broken = world
        cluster.world = { broken.response(to: $0) }
        cluster.run(.seconds(60))
        let snapshot = cluster.snapshot
        #expect(snapshot.store?.keys.failure != nil && snapshot.store?.lock == nil && snapshot.store?.keys.value != nil)
        #expect(snapshot.listing.currentValue != nil && snapshot.members.count == 3)
        #expect(questions(cluster, "keys", since: .seconds(30)).count <= 8)
        #expect(questions(cluster, "lease", since: .seconds(30)).count <= 8)
        world.down = []
        world.frozen = []
        let mended = world
        cluster.world = { mended.response(to: $0) }
        cluster.run(.seconds(45))
        #expect(cluster.snapshot.store?.lock?.holder == "db1" && cluster.snapshot.store?.isWatched == true)
    }

    @Test(arguments: ["v3beta", "v3alpha"]) func `an older gateway is found`(dialect: String) {
        var world = StoreWorld()
        world.dialect = dialect
        var cluster = cluster(world)
        cluster.run(.seconds(5)) { $0.isFirstRoundComplete }
        #expect(cluster.snapshot.store?.lock?.holder == "db1" && cluster.snapshot.store?.healthyEndpoints.count == 1)
    }

    @Test func `something that is no etcd is asked rarely`() {
        var world = StoreWorld()
        world.dialect = "none"
        var cluster = cluster(world)
        cluster.run(.seconds(60))
        #expect(cluster.snapshot.store?.keys.failure?.reason == .httpStatus(404))
        #expect(questions(cluster, "keys").count <= 40)
    }

    @Test func `a member without quorum says so while nothing can be read`() {
        var world = StoreWorld()
        world.hasRaftLeader = false
        let lost = world
        let plan = StorePlan(endpoints: [StoreWorld.address])
        var cluster = VirtualCluster(WatchPlan(agents: Trio.seeds, store: plan)) { request in
            guard case .store(let question) = request, question.question.kind != "status" else {
                return lost.response(to: request)
            }
            return .answer(#"{"error":"etcdserver: request timed out","code":14}"#, status: 503)
        }
        cluster.run(.seconds(10))
        #expect(cluster.snapshot.store?.hasQuorum == false)
        #expect(cluster.snapshot.store?.keys.failure?.reason == .httpStatus(503))
    }

    @Test func `logs in first, and again when the token is no longer good`() {
        let world = StoreWorld()
        let plan = StorePlan(endpoints: [StoreWorld.address], scope: "opengauss", needsLogin: true)
        var cluster = VirtualCluster(WatchPlan(agents: Trio.seeds, store: plan)) { world.response(to: $0) }
        cluster.run(.seconds(2))
        let kinds = cluster.sent.compactMap { sent -> String? in
            guard case .store(let request) = sent.request else { return nil }
            return request.question.kind
        }
        #expect(kinds.first { $0 != "status" } == "authenticate")
        #expect(questions(cluster, "authenticate").count == 1 && cluster.snapshot.store?.lock != nil)
        cluster.world = { request in
            guard case .store(let question) = request, ["keys", "lease"].contains(question.question.kind) else {
                return world.response(to: request)
            }
            return .answer(#"{"error":"etcdserver: invalid auth token","code":16}"#, status: 401)
        }
        cluster.run(.seconds(60))
        #expect((2...8).contains(questions(cluster, "authenticate", since: .seconds(2)).count))
        #expect(cluster.snapshot.store?.keys.failure?.reason == .accessDenied(status: 401))
        cluster.world = { world.response(to: $0) }
        cluster.run(.seconds(15))
        #expect(cluster.snapshot.store?.lock?.holder == "db1")
    }

    @Test func `a token that ran out is renewed without a word`() {
        let world = StoreWorld()
        let plan = StorePlan(endpoints: [StoreWorld.address], scope: "opengauss", needsLogin: true)
        var cluster = VirtualCluster(WatchPlan(agents: Trio.seeds, store: plan)) { world.response(to: $0) }
        cluster.run(.seconds(5))
        var refusals = 0
        cluster.world = { request in
            guard case .store(let question) = request, question.question.kind == "keys", refusals == 0 else {
                return world.response(to: request)
            }
            refusals += 1
            return .answer(#"{"error":"etcdserver: invalid auth token","code":16}"#, status: 401)
        }
        var failures = 0
        cluster.run(.seconds(30)) {
            if $0.snapshot(at: Timestamp(secondsSinceEpoch: 0)).store?.keys.failure != nil { failures += 1 }
            return false
        }
        #expect(failures == 0 && refusals == 1)
        #expect(questions(cluster, "keys", since: .seconds(15)).count >= 2)
        #expect(questions(cluster, "authenticate").count == 2)
    }

    /// A store that refuses a question of each of these kinds once, as with a token that ran out, each after a time of its own, and
    /// none that is asked after the next login; the slower one is asked first.
    private func expired(_ delays: [String: Duration]) -> (cluster: VirtualCluster, failures: Int) {
        let world = StoreWorld()
        let plan = StorePlan(endpoints: [StoreWorld.address], scope: "opengauss", needsLogin: true)
        var cluster = VirtualCluster(WatchPlan(agents: Trio.seeds, store: plan)) { world.response(to: $0) }
        cluster.run(.milliseconds(9_500))
        let slower = delays.max { $0.value < $1.value }?.key ?? ""
        var delays = delays
        cluster.world = { request in
            guard case .store(let question) = request else { return world.response(to: request) }
            let kind = question.question.kind
            if question.question == .authenticate {
                delays = [:]
                return .answer("{}", after: .milliseconds(150))
            }
            guard kind == slower || delays[slower] == nil, let delay = delays.removeValue(forKey: kind) else {
                return world.response(to: request)
            }
            return .answer(#"{"error":"etcdserver: invalid auth token","code":16}"#, status: 401, after: delay)
        }
        var failures = 0
        cluster.run(.seconds(30)) {
            if $0.snapshot(at: Timestamp(secondsSinceEpoch: 0)).store?.keys.failure != nil { failures += 1 }
            return false
        }
        return (cluster, failures)
    }

    @Test func `what is refused together with the keys, in either order, takes one login and no word`() {
        for delays in [
            ["keys": Duration.milliseconds(1), "lease": .milliseconds(1)],
            ["keys": .milliseconds(700), "lease": .milliseconds(1)],
            ["keys": .milliseconds(1), "lease": .milliseconds(700)],
        ] {
            let (cluster, failures) = expired(delays)
            #expect(failures == 0, "\(delays)")
            #expect(questions(cluster, "authenticate").count == 2, "\(delays)")
            #expect(cluster.snapshot.store?.lock?.holder == "db1")
        }
    }

    @Test func `what was asked before a login and is refused after it is asked again at once`() {
        // The lease is refused at once; the login takes 150 ms and the keys' refusal 2 s.
        let (cluster, _) = expired(["keys": .milliseconds(2_000), "lease": .milliseconds(1)])
        let logins = questions(cluster, "authenticate")
        let keys = questions(cluster, "keys", since: logins.last ?? .zero)
        #expect(logins.count == 2 && (keys.first.map { $0 < .seconds(14) } ?? false), "\(logins) \(keys)")
    }

    @Test func `a watch that ends with its token, and a reading refused with it, take one login`() {
        let world = StoreWorld()
        let plan = StorePlan(endpoints: [StoreWorld.address], scope: "opengauss", needsLogin: true)
        let refusal = #"{"error":"etcdserver: invalid auth token","code":16}"#
        var isOut = false
        var cluster = VirtualCluster(WatchPlan(agents: Trio.seeds, store: plan)) { request in
            guard case .store(let question) = request else { return world.response(to: request) }
            switch question.question {
            case .authenticate:
                isOut = false
                return .answer("{}", after: .milliseconds(150))
            case .watch where !isOut:
                let canceled = #"{"result":{"canceled":true,"cancel_reason":"etcdserver: invalid auth token"}}"#
                return .stream(
                    [(.milliseconds(2), StoreWorld.created), (.milliseconds(10_500), canceled)],
                    endsAfter: .milliseconds(10_501)
                )
            case .keys, .lease, .watch:
                return isOut ? .answer(refusal, status: 401) : world.response(to: request)
            case .status, .members: return world.response(to: request)
            }
        }
        cluster.run(.seconds(9))
        isOut = true
        cluster.run(.seconds(6))
        #expect(questions(cluster, "authenticate").count == 2)
        #expect(cluster.snapshot.store?.keys.failure == nil && cluster.snapshot.store?.isWatched == true)
    }

    @Test func `a store restored from a backup begins anew`() {
        var world = StoreWorld()
        var cluster = cluster(world)
        cluster.run(.seconds(5))
        world.revision = 7
        world.holder = "db3"
        let restored = world
        cluster.world = { restored.response(to: $0) }
        cluster.run(.seconds(15))
        #expect(cluster.snapshot.store?.lock?.holder == "db3")
    }

    @Test func `a clock set back does not stop the questions`() {
        let world = StoreWorld()
        var cluster = cluster(world)
        cluster.run(.seconds(5))
        let sent = questions(cluster, "lease").count
        cluster.change { watch in _ = watch.due(at: Timestamp(secondsSinceEpoch: 900_000)) }
        #expect(sent > 0 && cluster.watch.nextDue.map { $0 <= Timestamp(secondsSinceEpoch: 900_002) } ?? false)
    }
}
