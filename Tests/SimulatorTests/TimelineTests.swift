import ClusterModel
import Simulator
import Testing

/// How long things take, against the times measured in the lab with `ttl 20 loop_wait 5 retry_timeout 5, inter 3s
/// fall 3 rise 2`.
struct TimelineTests {
    /// Seconds until `condition` holds.
    private func seconds(_ lab: inout LabCluster, until condition: (SimulatedCluster) -> Bool) -> Double {
        let began = lab.now
        lab.advance(until: condition)
        return (lab.now - began).inSeconds
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `a crashed leader is replaced when its lock expires`(_ seed: UInt64) throws {
        var lab = LabCluster(seed: seed)
        lab.advance(7)
        lab.apply(.crash(.leader))
        let began = lab.now
        let down = seconds(&lab) { !$0.proxies[0].servers[1].isUp }
        #expect((5.9...9.2).contains(down))
        lab.advance { $0.leader != "db2" }
        #expect((14.9...20.2).contains((lab.now - began).inSeconds))
        lab.advance { $0.leader != nil }
        #expect((15...21.5).contains((lab.now - began).inSeconds))
        lab.advance { !$0.proxies[0].upServers.isEmpty }
        #expect((18...27.5).contains((lab.now - began).inSeconds))
        let leader = try #require(lab.cluster.members.first { $0.isPrimary && $0.serves })
        #expect(leader.timeline == 3)
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `a stopped leader is replaced at once`(_ seed: UInt64) {
        var lab = LabCluster(seed: seed)
        lab.advance(7)
        lab.apply(.stop(.leader))
        #expect((1.4...4).contains(seconds(&lab) { $0.leader != nil && $0.leader != "db2" }))
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `a switchover leaves both servers up for seconds`(_ seed: UInt64) {
        var lab = LabCluster(seed: seed)
        lab.advance(7)
        let began = lab.now
        let response = lab.send("POST", "/switchover", body: #"{"leader": "db2", "candidate": "db1"}"#, to: "db2")
            .response
        #expect(response?.status == 200)
        lab.advance { $0.proxies[0].upServers == [0, 1] }
        #expect(lab.cluster.proxies[0].upServers == [0, 1])
        lab.advance { $0.proxies[0].upServers == [0] }
        #expect((7...15).contains((lab.now - began).inSeconds))
        lab.advance(10)
        #expect(lab.cluster.members.filter(\.isStreaming).map(\.name) == ["db2", "db3"])
    }

    @Test func `a frozen leader accepts and does not answer`() throws {
        var lab = LabCluster()
        lab.apply(.freeze(.leader))
        let request = SimulatedRequest(.agent("db2"), path: "/patroni")
        guard case .later(let pending, let time) = lab.cluster.answer(request, at: lab.now) else {
            Issue.record("a frozen agent answered")
            return
        }
        guard case .later = lab.cluster.resume(pending, of: request.target, at: time) else {
            Issue.record("a frozen agent answered after a while")
            return
        }
        #expect((15...21.5).contains(seconds(&lab) { $0.leader != nil && $0.leader != "db2" }))
        lab.apply(.thaw(.named("db2")))
        lab.advance(30)
        #expect(lab.cluster.members.filter(\.isPrimary).map(\.name) == [try #require(lab.cluster.leader)])
    }

    @Test func `a leader without the DCS gives up its role`() throws {
        var lab = LabCluster()
        lab.apply(.cutFromDCS(.leader))
        #expect((5...12.5).contains(seconds(&lab) { !$0.members[1].isPrimary }))
        #expect((9...16).contains(seconds(&lab) { $0.leader != nil && $0.leader != "db2" } + 4))
        #expect(lab.send("GET", "/cluster", to: "db2") == .closeWithoutAnswer)
        #expect(try lab.json("/patroni", from: "db2")["cluster_unlocked"] == true)
        lab.apply(.rejoinDCS(.named("db2")))
        lab.advance(20)
        #expect(lab.cluster.members.filter(\.isStreaming).count == 2)
    }

    @Test func `when the DCS hangs the listing does, and agents answer for themselves`() throws {
        var lab = LabCluster()
        lab.apply(.dcsHang)
        let began = lab.now
        #expect(lab.send("GET", "/cluster", to: "db1") == .closeWithoutAnswer)
        #expect((lab.now - began).inSeconds == 5)
        lab.advance(20)
        #expect(try lab.get("/patroni", from: "db1").status == 200)
        #expect(lab.cluster.members.allSatisfy { !$0.isPrimary })
        lab.apply(.dcsUp)
        lab.advance(20)
        #expect(lab.cluster.members.filter(\.isPrimary).count == 1)
    }

    @Test func `a stopped replica vanishes after its key has expired`() throws {
        var lab = LabCluster()
        lab.apply(.stop(.named("db3")))
        lab.advance(5)
        let rows = try #require(lab.json("/cluster", from: "db1")["members"]?.elements)
        #expect(rows.last?["state"] == "stopped")
        #expect(rows.last?["lag"] == "unknown")
        lab.advance(20)
        #expect(try lab.json("/cluster", from: "db1")["members"]?.elements?.count == 2)
    }

    @Test func `lag grows while it is blocked and shrinks after`() throws {
        var lab = LabCluster()
        lab.apply(.replicationLag(.named("db3"), bytesPerSecond: 400_000))
        lab.advance(20)
        let lag = { (lab: inout LabCluster) in
            try lab.json("/cluster", from: "db1")["members"]?.elements?.last?["lag"]?.integerValue ?? 0
        }
        let grown = try lag(&lab)
        #expect((5_000_000...8_500_000).contains(grown))
        lab.apply(.replicationLag(.named("db3"), bytesPerSecond: 0))
        lab.advance(20)
        #expect(try lag(&lab) == 0)
    }

    @Test func `lag counts what was received, and not what is yet to be replayed`() throws {
        var lab = LabCluster()
        lab.apply(.writeRate(bytesPerSecond: 400_000))
        lab.apply(.replayHalts(.named("db3")))
        lab.advance(20)
        let row = try #require(lab.json("/cluster", from: "db1")["members"]?.elements?.last)
        #expect(row["lag"]?.integerValue ?? .max < 2_500_000)
        let xlog = { (lab: inout LabCluster) in
            let xlog = try lab.json("/patroni", from: "db3")["xlog"]
            return (xlog?["received_location"]?.integerValue ?? 0) - (xlog?["replayed_location"]?.integerValue ?? 0)
        }
        #expect(try xlog(&lab) > 5_000_000)
        lab.apply(.replayGoesOn(.named("db3")))
        lab.advance(1)
        #expect(try xlog(&lab) == 0)
    }

    @Test func `a killed database of the leader is restarted by its agent`() throws {
        var lab = LabCluster()
        lab.apply(.killDatabase(.leader))
        #expect(try lab.json("/patroni", from: "db2")["state"] == "unknown")
        lab.advance(12)
        #expect(lab.cluster.leader == "db2")
        #expect(lab.cluster.members[1].serves && lab.cluster.members[1].timeline == 2)
    }

    @Test func `a split brain has two primaries that both answer 200`() throws {
        var lab = LabCluster()
        lab.apply(.splitBrain(.leader))
        lab.advance(40)
        let primaries = try ["db1", "db2", "db3"].filter { try lab.get("/primary", from: MemberName($0)).status == 200 }
        #expect(primaries.count == 2)
        #expect(lab.cluster.proxies[0].upServers.count == 2)
        lab.apply(.rejoinDCS(.named("db2")))
        lab.advance(30)
        #expect(lab.cluster.members.filter(\.isPrimary).count == 1)
    }
}
