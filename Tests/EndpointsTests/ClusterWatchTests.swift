import ClusterModel
import Endpoints
import Testing

struct ClusterWatchTests {
    private let proxy = WebAddress(host: "haproxy", port: 7000, path: "/;csv;norefresh")
    private let probe = ClientAddress(host: "haproxy", port: 6000)

    private func cluster(
        _ trio: Trio = Trio(),
        agents: [WebAddress]? = nil,
        interval: Duration = .seconds(1)
    ) -> VirtualCluster {
        VirtualCluster(
            WatchPlan(agents: agents ?? [Trio.address("db1")], proxies: [proxy], probes: [probe], interval: interval)
        ) { trio.response(to: $0) }
    }

    private func sent(_ cluster: VirtualCluster, since start: Duration = .zero, _ wanted: ReadRequest) -> [Duration] {
        cluster.sent.filter { $0.request == wanted && $0.at >= start }.map(\.at)
    }

    @Test func `one address is enough to find the whole cluster within milliseconds`() {
        var cluster = cluster()
        cluster.run(.seconds(5)) { $0.isFirstRoundComplete }
        #expect(cluster.elapsed < .milliseconds(20))
        let snapshot = cluster.snapshot
        #expect(snapshot.members.map(\.name) == ["db1", "db2", "db3"])
        #expect(snapshot.members.allSatisfy { $0.agent?.report.currentValue != nil && $0.listed.currentValue != nil })
        #expect(snapshot.name == "opengauss" && snapshot.listedLeader?.name == "db1" && snapshot.unnamedAgents.isEmpty)
        #expect(snapshot.proxies.first?.routes.map(\.member) == ["db1", "db2", "db3"])
        #expect(snapshot.probes.first?.answer.currentValue == .encryptionRefused)
        #expect(snapshot.configuration.value?.ttlSeconds == 30 && snapshot.history.value == [])
    }

    @Test func `every source is asked once an interval, and the listing of one agent only`() {
        var cluster = cluster()
        cluster.run(.seconds(30))
        for name in ["db1", "db2", "db3"] {
            #expect((29...33).contains(sent(cluster, .agent(Trio.address(name))).count))
        }
        #expect((29...32).contains(sent(cluster, .listing(Trio.address("db1"))).count))
        #expect(sent(cluster, .listing(Trio.address("db2"))).isEmpty)
        #expect((29...32).contains(sent(cluster, .proxyStatistics(proxy)).count))
        #expect((29...32).contains(sent(cluster, .probe(probe)).count))
        #expect((3...4).contains(sent(cluster, .history(Trio.address("db1"))).count))
    }

    @Test func `requests of one cluster fall on one beat, and other clusters beat elsewhere`() {
        var (one, other) = (cluster(), cluster(agents: [Trio.address("db2")]))
        one.run(.seconds(10))
        other.run(.seconds(10))
        func phases(_ cluster: VirtualCluster) -> Set<Int64> {
            Set(cluster.sent.filter { $0.at > .seconds(2) }.map { $0.at.inMilliseconds % 1000 / 20 })
        }
        #expect(phases(one).count <= 2 && phases(one) != phases(other))
    }

    @Test func `a plan may say when rounds begin`() {
        var cluster = VirtualCluster(WatchPlan(agents: Trio.seeds, phase: .milliseconds(250))) {
            Trio().response(to: $0)
        }
        cluster.run(.seconds(10))
        let moments = sent(cluster, .agent(Trio.address("db2"))).suffix(5).map { $0.inMilliseconds % 1000 }
        #expect(moments.count == 5 && moments.allSatisfy { (250..<270).contains($0) }, "\(moments)")
    }

    @Test func `the listing follows the leader, and history is read anew when it changes`() {
        var trio = Trio()
        var cluster = cluster(trio)
        cluster.run(.seconds(5))
        trio.leader = "db2"
        let switched = trio
        cluster.world = { switched.response(to: $0) }
        cluster.run(.seconds(3))
        #expect(cluster.snapshot.listedLeader?.name == "db2" && cluster.snapshot.listingSource == Trio.address("db2"))
        #expect(!sent(cluster, since: .seconds(5), .history(Trio.address("db2"))).isEmpty)
    }

    @Test func `a leader that dies is asked around at once`() {
        var trio = Trio()
        var cluster = cluster(trio)
        cluster.run(.seconds(5))
        trio.down = ["db1"]
        let broken = trio
        cluster.world = { broken.response(to: $0) }
        cluster.run(.seconds(1))
        let snapshot = cluster.snapshot
        #expect(snapshot.listing.currentValue != nil && snapshot.listingSource != Trio.address("db1"))
        #expect(snapshot.member("db1")?.agent?.listingFailure?.reason == .connectionRefused)
        #expect(snapshot.member("db1")?.agent?.report.failure?.reason == .connectionRefused)
        #expect(snapshot.listedLeader?.name == "db1", "the store still lists it until its lock expires")
    }

    @Test func `an agent that hangs delays nobody`() {
        var trio = Trio()
        var cluster = cluster(trio)
        cluster.run(.seconds(5))
        trio.frozen = ["db1"]
        let frozen = trio
        cluster.world = { frozen.response(to: $0) }
        cluster.run(.seconds(30))
        for name in ["db2", "db3"] {
            let moments = sent(cluster, since: .seconds(5), .agent(Trio.address(name)))
            let gaps = zip(moments, moments.dropFirst()).map { $1 - $0 }
            #expect(gaps.allSatisfy { $0 <= .milliseconds(1010) } && moments.count >= 28)
        }
        #expect(cluster.snapshot.listing.currentValue != nil)
        let learnt = cluster.snapshot.listing.learntAt.map { cluster.now - $0 }
        #expect(learnt.map { $0 <= .milliseconds(1010) } == true)
        #expect(cluster.snapshot.member("db1")?.agent?.report.failure?.reason == .timedOut(connected: true))
    }

    @Test func `a listing that hangs lets its agent's own report pass and the next agent's listing come`() {
        var trio = Trio()
        var cluster = cluster(trio)
        cluster.run(.milliseconds(5100))
        trio.cutFromDCS = ["db1"]
        let cut = trio
        cluster.world = { cut.response(to: $0) }
        cluster.run(.seconds(10))
        let snapshot = cluster.snapshot
        #expect(snapshot.member("db1")?.agent?.seemsCutFromDCS == true)
        #expect(snapshot.members.filter { $0.name != "db1" }.allSatisfy { $0.agent?.seemsCutFromDCS == false })
        let reports = sent(cluster, since: .seconds(5), .agent(Trio.address("db1")))
        #expect(zip(reports, reports.dropFirst()).allSatisfy { $1 - $0 <= .milliseconds(2100) })
        cluster.world = { Trio().response(to: $0) }
        cluster.run(.seconds(20))
        #expect(cluster.snapshot.member("db1")?.agent?.listingFailure == nil)
        #expect(cluster.snapshot.listingSource == Trio.address("db1"))
    }

    @Test func `an agent that has seen its store again is asked for the listing at once`() {
        var cut = Trio(cutFromDCS: ["db1", "db2", "db3"])
        let broken = cut
        var cluster = cluster(broken, agents: Trio.seeds)
        cluster.run(.seconds(150))
        cut.cutFromDCS = []
        cut.dcsLastSeen += 1
        let back = cut
        let failures = cluster.sent.count
        cluster.world = { back.response(to: $0) }
        cluster.run(.milliseconds(1100))
        #expect(cluster.snapshot.listing.currentValue != nil && cluster.sent.count > failures)
        #expect(cluster.snapshot.agents.allSatisfy { $0.listingFailure == nil })
    }

    @Test func `a listing that comes late does not undo a newer one`() {
        var cluster = cluster()
        cluster.run(.seconds(5))
        let (old, new) = (Trio().listing, Trio(leader: "db2"))
        cluster.world = { request in
            request == .listing(Trio.address("db1")) ? .answer(old, after: .seconds(3)) : new.response(to: request)
        }
        var leaders: [MemberName?] = []
        for _ in 0..<60 {
            cluster.run(.milliseconds(100))
            leaders.append(cluster.snapshot.listedLeader?.name)
        }
        let takeover = leaders.firstIndex(of: "db2") ?? leaders.endIndex
        #expect(takeover < 25 && leaders[takeover...].allSatisfy { $0 == "db2" })
    }

    @Test func `while no agent reaches the store the listing is stale and the agents are not`() {
        var trio = Trio()
        var cluster = cluster(trio)
        cluster.run(.seconds(5))
        trio.cutFromDCS = ["db1", "db2", "db3"]
        let cut = trio
        cluster.world = { cut.response(to: $0) }
        cluster.run(.seconds(15))
        let snapshot = cluster.snapshot
        #expect(snapshot.listing.failure?.reason == .closedWithoutAnswer && snapshot.listing.value != nil)
        #expect(snapshot.members.allSatisfy { $0.listed.currentValue == nil && $0.listed.value != nil && !$0.isGone })
        #expect(snapshot.members.allSatisfy { $0.agent?.seemsCutFromDCS == true })
        cluster.world = { Trio().response(to: $0) }
        cluster.run(.seconds(16))
        #expect(cluster.snapshot.listing.currentValue != nil)
    }

    @Test func `a cluster whose store is dead from the start shows what its agents say`() {
        let cut = Trio(cutFromDCS: ["db1", "db2", "db3"])
        var cluster = cluster(cut, agents: Trio.seeds)
        cluster.run(.seconds(30)) { $0.isFirstRoundComplete }
        #expect(cluster.elapsed < .seconds(7))
        #expect(cluster.snapshot.members.map(\.name) == ["db1", "db2", "db3"])
        #expect(cluster.snapshot.members.first?.role == "primary")
        #expect(cluster.snapshot.listing.failure != nil)
    }

    @Test func `agents that refuse are asked less and less, and at once when the listing knows something new`() {
        var trio = Trio()
        trio.down = ["db3"]
        let broken = trio
        var cluster = cluster(broken)
        cluster.run(.seconds(120))
        let moments = sent(cluster, .agent(Trio.address("db3")))
        let gaps = zip(moments, moments.dropFirst()).map { $1 - $0 }
        #expect(gaps.last.map { (.seconds(12)...(.seconds(16))).contains($0) } == true)
        #expect(gaps.prefix(2).allSatisfy { $0 <= .milliseconds(1600) })
        trio.down = []
        trio.states["db3"] = "starting"
        let back = trio
        cluster.world = { back.response(to: $0) }
        cluster.run(.milliseconds(1100))
        #expect(cluster.snapshot.member("db3")?.agent?.report.currentValue?.state == "starting")
    }

    @Test func `probes never back off`() {
        var cluster = cluster(Trio(leader: nil))
        cluster.run(.seconds(30))
        #expect(sent(cluster, .probe(probe)).count >= 29)
        #expect(cluster.snapshot.probes.first?.answer.failure != nil)
    }

    @Test func `members that vanish stay as ghosts and come back`() {
        var trio = Trio()
        var cluster = cluster(trio)
        cluster.run(.seconds(3))
        trio.members = ["db1", "db2"]
        trio.down = ["db3"]
        let smaller = trio
        cluster.world = { smaller.response(to: $0) }
        cluster.run(.seconds(40))
        let ghost = cluster.snapshot.member("db3")
        #expect(ghost?.isGone == true && ghost?.listed.value?.state == "running")
        #expect(ghost?.agent?.report.failure != nil, "its agent is still asked")
        cluster.world = { Trio().response(to: $0) }
        cluster.run(.seconds(2))
        #expect(cluster.snapshot.member("db3")?.presence == .listed)
        #expect(cluster.snapshot.member("db3")?.agent?.report.currentValue != nil)
    }

    @Test(arguments: ["{\"members\": []}", "{\"members\": [{\"name\": \"x\"}], \"scope\": \"other\"}"])
    func `an empty listing or another cluster's leaves everybody as ghosts`(_ body: String) {
        var cluster = cluster()
        cluster.run(.seconds(3))
        cluster.world = { request in
            guard case .listing = request else { return Trio().response(to: request) }
            return .answer(body)
        }
        cluster.run(.seconds(3))
        for name in ["db1", "db2", "db3"] as [MemberName] {
            #expect(cluster.snapshot.member(name)?.isGone == true)
        }
    }

    @Test func `a stale leader that says primary is a disagreement`() {
        var cluster = cluster()
        cluster.run(.seconds(3))
        let new = Trio(leader: "db2")
        cluster.world = { request in
            request == .agent(Trio.address("db1")) ? Trio().response(to: request) : new.response(to: request)
        }
        cluster.run(.seconds(3))
        #expect(cluster.snapshot.selfDeclaredLeaders.map(\.name) == ["db1", "db2"])
        #expect(cluster.snapshot.member("db1")?.leadershipDisagreement?.agent == "primary")
    }

    @Test func `an interval can be changed at run time, and everything can be asked at once`() {
        var cluster = cluster(interval: .seconds(10))
        cluster.run(.seconds(5))
        cluster.change { $0.interval = .milliseconds(500) }
        cluster.run(.seconds(5))
        #expect((9...12).contains(sent(cluster, since: .seconds(5), .agent(Trio.address("db2"))).count))
        cluster.change { $0.interval = .seconds(60) }
        cluster.run(.seconds(20))
        let before = cluster.sent.count
        let moment = cluster.now
        cluster.change { $0.refresh(at: moment) }
        cluster.run(.milliseconds(100))
        #expect(cluster.sent.count >= before + 6)
        cluster.change { $0.interval = .zero }
        #expect(cluster.watch.interval == .milliseconds(100))
    }

    @Test func `a clock that is set back stops nothing`() {
        let plan = WatchPlan(agents: Trio.seeds, proxies: [proxy], probes: [probe])
        var watch = ClusterWatch(plan, at: Timestamp(secondsSinceEpoch: 1_000_000))
        func beat(_ second: Int64) -> Int {
            var count = 0
            let now = Timestamp(secondsSinceEpoch: second)
            while case let requests = watch.due(at: now), !requests.isEmpty {
                count += requests.count
                for request in requests {
                    guard case .answer(let text, let status, _) = Trio().response(to: request) else { continue }
                    watch.absorb(
                        ReadReply(
                            request: request,
                            outcome: .success(ReadAnswer(text, status: status)),
                            startedAt: now,
                            finishedAt: now
                        )
                    )
                }
            }
            return count
        }
        for second in 1_000_000..<1_000_005 { #expect(beat(Int64(second)) >= 6 || second > 1_000_000) }
        let after = (990_000..<990_005).map { beat(Int64($0)) }.reduce(0, +)
        #expect(after >= 20)
        #expect(
            watch.snapshot(at: Timestamp(secondsSinceEpoch: 990_005)).listing.learntAt?.millisecondsSinceEpoch ?? 0
                < 990_006_000
        )
    }

    @Test func `a reply that nobody waits for is no harm`() {
        var cluster = cluster()
        cluster.run(.seconds(2))
        let stranger = WebAddress(host: "stranger", port: 1)
        let moment = cluster.now
        for request in [
            ReadRequest.listing(stranger), .agent(stranger), .history(stranger), .configuration(stranger),
            .proxyStatistics(stranger), .probe(ClientAddress(host: "x", port: 1)),
        ] {
            cluster.change {
                $0.absorb(
                    ReadReply(request: request, outcome: .failure(.cutShort), startedAt: moment, finishedAt: moment)
                )
            }
        }
        cluster.run(.seconds(2))
        #expect(cluster.snapshot.listing.currentValue != nil && cluster.snapshot.proxies.count == 1)
    }

    @Test func `a cut connection lets everything be asked in a hurry for a moment`() {
        let trio = Trio()
        var cluster = VirtualCluster(
            WatchPlan(agents: [Trio.address("db1")], proxies: [proxy], probes: [probe], interval: .seconds(10))
        ) { [probe] request in
            guard request == .heldConnection(probe) else { return trio.response(to: request) }
            return .stream([(.zero, "N")], endsAfter: .seconds(20), isCut: true)
        }
        cluster.run(.seconds(35)) { $0.pace == .urgent }
        #expect(cluster.snapshot.probes.first?.cutAt != nil)
        let before = sent(cluster, .probe(probe)).count
        cluster.run(.milliseconds(1400))
        #expect((13...15).contains(sent(cluster, .probe(probe)).count - before))
        cluster.run(.milliseconds(300))
        #expect(cluster.watch.pace == .calm)
    }

    @Test func `a connection is held where a database answers, and everybody is asked when it is cut`() {
        let trio = Trio()
        var cluster = VirtualCluster(
            WatchPlan(agents: [Trio.address("db1")], proxies: [proxy], probes: [probe], interval: .seconds(10))
        ) { [probe] request in
            guard request == .heldConnection(probe) else { return trio.response(to: request) }
            return .stream([(.zero, "N")], endsAfter: .seconds(20), isCut: true)
        }
        cluster.run(.seconds(9))
        #expect(sent(cluster, .heldConnection(probe)).isEmpty, "who looks once holds nothing")
        cluster.run(.seconds(15))
        let held = sent(cluster, .heldConnection(probe))
        #expect(held.count == 1)
        let cut = (held.first ?? .zero) + .seconds(20)
        let before = cluster.sent.count { $0.at < cut }
        let dead = trio
        cluster.world = { [probe] request in
            request == .probe(probe) ? .failure(.notADatabase(reason: "closed")) : dead.response(to: request)
        }
        cluster.run(cut - cluster.elapsed + .milliseconds(20))
        let asked = Set(cluster.sent.dropFirst(before).map(\.request))
        let wanted: Set<ReadRequest> = [
            .probe(probe), .proxyStatistics(proxy), .agent(Trio.address("db1")), .listing(Trio.address("db1")),
        ]
        #expect(asked.isSuperset(of: wanted), "\(asked)")
        #expect(cluster.snapshot.probes.first?.cutAt != nil)
        cluster.run(.milliseconds(200))
        #expect(cluster.snapshot.probes.first?.answer.failure != nil)
        cluster.world = { trio.response(to: $0) }
        cluster.run(.milliseconds(500))
        #expect(cluster.snapshot.probes.first?.cutAt != nil, "a database that ends answers once more")
        let greeted = cluster.snapshot.probes.first?.greetsSince
        #expect(greeted != nil && cluster.snapshot.probes.first?.answer.failure != nil, "and lets nobody in")
        cluster.run(.seconds(11))
        #expect(cluster.snapshot.probes.first?.answer.currentValue != nil, "it did not end")
        #expect(cluster.snapshot.probes.first?.cutAt == nil, "a database answered again")
        #expect(sent(cluster, .heldConnection(probe)).count > 1, "and is to be held again")
    }
}
