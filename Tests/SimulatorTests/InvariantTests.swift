import ClusterModel
import Endpoints
import Simulator
import Testing

/// What must hold whatever happens, tried with random faults.
struct InvariantTests {
    private static func randomFault(_ generator: inout some RandomNumberGenerator) -> Fault {
        let member = MemberSelector.named(MemberName("db\(Int.random(in: 1...3, using: &generator))"))
        let faults: [Fault] = [
            .stop(member), .crash(member), .freeze(member), .thaw(member), .start(member), .start(member),
            .start(.absent),
            .killDatabase(member), .cutFromDCS(member), .rejoinDCS(member), .rejoinDCS(member), .dcsDown, .dcsUp,
            .dcsUp,
            .dcsHang, .crash(.leader), .replicationLag(member, bytesPerSecond: 50_000),
            .replicationLag(member, bytesPerSecond: 0), .writeRate(bytesPerSecond: 10_000), .proxyDown(0), .proxyUp(0),
            .proxyStaleAddress(0, member), .proxyFreshAddress(0, member), .splitBrain(.leader), .crash(.replica(7)),
            .replicationLag(.replica(0), bytesPerSecond: .max),
        ]
        return faults.randomElement(using: &generator) ?? .dcsUp
    }

    private func expectSane(_ listing: JSON, _ seed: UInt64) throws {
        let rows = try #require(listing["members"]?.elements)
        #expect(rows.filter { $0["role"] == "leader" }.count <= 1, "seed \(seed)")
        for row in rows {
            for key in ["lag", "receive_lag", "replay_lag"] {
                if let lag = row[key]?.integerValue { #expect(lag >= 0, "seed \(seed)") }
            }
        }
        _ = try ListingDecoder.decode(ReadAnswer(status: 200, body: Array(listing.description.utf8))).get()
    }

    @Test(arguments: 0..<12 as Range<UInt64>)
    func `random faults break nothing, and when all is mended the cluster is well`(_ seed: UInt64) throws {
        var generator = Seeded(state: seed)
        var lab = LabCluster(Scenario.healthy.blueprint(), seed: seed)
        var timeline: Int64 = 0
        for _ in 0..<400 {
            if UInt8.random(in: 0..<5, using: &generator) == 0 { lab.apply(Self.randomFault(&generator)) }
            lab.advance(Double.random(in: 0.05...3, using: &generator))
            for member: MemberName in ["db1", "db2", "db3"] {
                let answer = lab.cluster.answer(SimulatedRequest(.agent(member), path: "/cluster"), at: lab.now)
                if let response = answer.response { try expectSane(#require(JSON(parsing: response.body)), seed) }
            }
            let highest = lab.cluster.members.map(\.timeline).max() ?? 0
            #expect(highest >= timeline, "seed \(seed)")
            timeline = highest
            for proxy in lab.cluster.proxies { #expect(proxy.servers.allSatisfy { $0.sessions >= 0 }) }
        }
        mend(&lab)
        lab.advance(90)
        #expect(
            lab.cluster.members.filter(\.isPrimary).map(\.name) == [try #require(lab.cluster.leader)],
            "seed \(seed)"
        )
        #expect(lab.cluster.members.filter(\.isStreaming).count == 2, "seed \(seed)")
        #expect(Set(lab.cluster.members.map(\.timeline)).count == 1, "seed \(seed)")
        #expect(lab.cluster.proxies.allSatisfy { $0.upServers.count == 1 }, "seed \(seed)")
    }

    private func mend(_ lab: inout LabCluster) {
        lab.apply(.dcsUp)
        lab.apply(.proxyUp(0))
        for number in 1...3 {
            let member = MemberSelector.named(MemberName("db\(number)"))
            lab.apply(.proxyFreshAddress(0, member))
            lab.apply(.replicationLag(member, bytesPerSecond: 0))
            lab.apply(.rejoinDCS(member))
            lab.apply(.thaw(member))
        }
        lab.advance(5)
        for number in 1...3 { lab.apply(.start(.named(MemberName("db\(number)")))) }
    }

    @Test(arguments: [Scenario.healthy, .opengauss])
    func `a healthy cluster stays healthy for an hour`(_ scenario: Scenario) throws {
        var lab = LabCluster(scenario.blueprint())
        for _ in 0..<360 {
            lab.advance(10)
            #expect(lab.cluster.leader == "db1")
            #expect(lab.cluster.members.filter(\.isStreaming).count == 2)
            #expect(lab.cluster.proxies.allSatisfy { $0.upServers == [0] })
            #expect(lab.cluster.routeClient(through: 0, at: lab.now) == .answered)
        }
        #expect(lab.cluster.members.allSatisfy { $0.timeline == 1 })
    }

    @Test(arguments: Scenario.allCases)
    func `a scenario plays the same however often one looks`(_ scenario: Scenario) throws {
        var often = LabCluster(scenario.blueprint(), story: scenario.story)
        var seldom = often
        for _ in 0..<1200 { often.advance(0.1) }
        seldom.advance(120)
        #expect(try often.csv() == seldom.csv())
        for member: MemberName in ["db1", "db2", "db3"] {
            #expect(often.send("GET", "/patroni", to: member) == seldom.send("GET", "/patroni", to: member))
        }
    }

    @Test func `other seeds play otherwise`() throws {
        var first = LabCluster(Scenario.healthy.blueprint(), seed: 1)
        var second = LabCluster(Scenario.healthy.blueprint(), seed: 2)
        first.advance(30)
        second.advance(30)
        #expect(try first.csv() != second.csv())
    }

    @Test func `the story shows lag, a failover and the return within a minute`() throws {
        var lab = LabCluster(Scenario.story.blueprint(), story: Scenario.story.story)
        lab.advance(7)
        #expect(lab.cluster.leader == "db1")
        lab.advance(12)
        let rows = try #require(lab.json("/cluster", from: "db1")["members"]?.elements)
        #expect(try #require(rows.last?["lag"]?.integerValue) > 1_000_000)
        lab.advance(19.5)
        let leader = try #require(lab.cluster.leader)
        #expect(leader != "db1")
        let index = try #require(lab.cluster.members.firstIndex { $0.name == leader })
        #expect(lab.cluster.proxies.allSatisfy { $0.upServers == [index] })
        #expect(lab.cluster.routeClient(through: 0, at: lab.now) == .answered)
        lab.advance(16)
        #expect(lab.cluster.members.filter(\.isStreaming).count == 2)
        #expect(try lab.json("/config", from: leader)["ttl"] == 8)
    }

    @Test func `a machine that slept for a week goes on where it was`() {
        var lab = LabCluster(Scenario.healthy.blueprint())
        lab.advance(604_800)
        #expect(lab.cluster.leader == "db1")
        #expect(lab.cluster.members.filter(\.isStreaming).count == 2)
    }
}

/// Random numbers of the test's own, the same for the same seed.
private struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return (state ^ (state >> 29)) &* 0xBF58_476D_1CE4_E5B9
    }
}
