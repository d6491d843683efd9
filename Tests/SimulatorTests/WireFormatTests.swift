import ClusterModel
import Endpoints
import Simulator
import TestSupport
import Testing

/// The simulated agents against the recorded ones, key by key.
struct WireFormatTests {
    /// Compares `/cluster` and `/patroni` of every member with a recorded state; where the recorded agent refused,
    /// ours must.
    private func expect(_ lab: inout LabCluster, matches state: String, _ paths: [String] = ["cluster", "patroni"])
        throws
    {
        for member: MemberName in ["db1", "db2", "db3"] {
            for path in paths {
                let fixture = Fixture("\(state)/\(member).\(path).http")
                switch try fixture.outcome() {
                case .failure:
                    #expect(lab.send("GET", "/" + path, to: member) == .refuse, "\(fixture)")
                case .success(let recorded):
                    let ours = try lab.get("/" + path, from: member)
                    #expect(ours.status == recorded.status, "\(fixture)")
                    let expected = try #require(JSON(parsing: recorded.body))
                    let found = try #require(JSON(parsing: ours.body))
                    #expect(Outline(found).lines == Outline(expected).lines, "\(fixture)")
                }
            }
        }
    }

    @Test func `a healthy cluster`() throws {
        var lab = LabCluster()
        lab.advance(30)
        try expect(&lab, matches: "patroni-4.1.5/healthy", ["cluster", "patroni", "config"])
    }

    /// Brings a cluster into a recorded state.
    private func bring(_ lab: inout LabCluster, into state: String, scheduled time: String) {
        let change: (method: String, path: String, body: String)? =
            switch state {
            case "paused": ("PATCH", "/config", #"{"pause": true}"#)
            case "pending-restart":
                ("PATCH", "/config", #"{"postgresql": {"parameters": {"max_connections": 60}}}"#)
            case "switchover-scheduled":
                ("POST", "/switchover", #"{"leader": "db1", "candidate": "db2", "scheduled_at": "\#(time)"}"#)
            default: nil
            }
        if let change { _ = lab.send(change.method, change.path, body: change.body, to: "db1") }
        lab.advance(8)
    }

    @Test(
        arguments: ["2.1.7", "3.0.2"],
        ["healthy", "paused", "pending-restart", "switchover-scheduled"]
    )
    func `states of older versions`(_ version: String, _ state: String) throws {
        var lab = LabCluster(leader: "db1", flavour: .postgreSQL(patroni: version))
        let folder = "patroni-\(version)/\(state)"
        let listing = try #require(JSON(parsing: Fixture("\(folder)/db1.cluster.http").answer().body))
        bring(&lab, into: state, scheduled: listing["scheduled_switchover"]?["at"]?.text ?? "")
        try expect(&lab, matches: folder, ["cluster"])
        for member: MemberName in ["db1", "db2", "db3"] {
            let recorded = try Fixture("\(folder)/\(member).patroni.http").answer()
            // The order in which a leader names its senders is the order in which they connected.
            let named = { (json: JSON) in Outline(json).lines.filter { !$0.contains("application_name") } }
            #expect(try named(lab.json("/patroni", from: member)) == named(#require(JSON(parsing: recorded.body))))
        }
    }

    @Test func `a paused cluster`() throws {
        var lab = LabCluster(leader: "db1")
        #expect(lab.send("PATCH", "/config", body: #"{"pause": true}"#, to: "db3").response?.status == 200)
        lab.advance(6)
        try expect(&lab, matches: "patroni-4.1.5/paused", ["cluster", "patroni", "config"])
    }

    @Test func `a crashed leader is listed until its lock expires, then the new one leads`() throws {
        var lab = LabCluster(leader: "db1", seed: 4)
        lab.apply(.crash(.leader))
        lab.advance(8)
        try expect(&lab, matches: "patroni-4.1.5/leader-crashed-stale")
        lab.advance { $0.leader != nil && $0.leader != "db1" }
        #expect(lab.cluster.leader == "db2", "the seed is chosen so that db2 wins, as in the lab")
        try expect(&lab, matches: "patroni-4.1.5/leader-crashed-new-leader", ["cluster"])
        lab.advance(15)
        try expect(&lab, matches: "patroni-4.1.5/leader-crashed-settled")
        lab.apply(.start(.named("db1")))
        lab.advance(15)
        try expect(&lab, matches: "patroni-4.1.5/leader-rejoined")
    }

    @Test func `a stopped leader releases its lock and stays listed`() throws {
        var lab = LabCluster(leader: "db3")
        lab.advance(1)
        lab.apply(.stop(.leader))
        lab.advance { $0.leader == nil }
        try expect(&lab, matches: "patroni-4.1.5/leader-stopped", ["cluster"])
    }

    @Test func `a scheduled switchover`() throws {
        var lab = LabCluster()
        let body = #"{"leader": "db2", "candidate": "db1", "scheduled_at": "2026-11-22T15:48:28+00:00"}"#
        #expect(lab.send("POST", "/switchover", body: body, to: "db2").response?.status == 202)
        lab.advance(5)
        try expect(&lab, matches: "patroni-4.1.5/switchover-scheduled")
    }

    @Test func `a switchover scheduled for whoever is best`() throws {
        var lab = LabCluster()
        let body = #"{"leader": "db2", "scheduled_at": "2026-11-22T16:48:31+00:00"}"#
        #expect(lab.send("POST", "/switchover", body: body, to: "db1").response?.status == 202)
        try expect(&lab, matches: "patroni-4.1.5/switchover-scheduled-no-candidate", ["cluster"])
    }

    @Test func `a restart that is due on every member`() throws {
        var lab = LabCluster()
        let patch = #"{"postgresql": {"parameters": {"max_connections": 60}}}"#
        #expect(lab.send("PATCH", "/config", body: patch, to: "db2").response?.status == 200)
        lab.advance(6)
        try expect(&lab, matches: "patroni-4.1.5/pending-restart")
        #expect(lab.send("POST", "/restart", body: "{}", to: "db1").response?.text == "restarted successfully")
        lab.advance(6)
        #expect(try lab.json("/patroni", from: "db1")["pending_restart"] == nil)
    }

    @Test func `a scheduled restart`() throws {
        var lab = LabCluster()
        let body = #"{"schedule": "2026-11-22T15:48:01+00:00"}"#
        #expect(lab.send("POST", "/restart", body: body, to: "db1").response?.status == 202)
        try expect(&lab, matches: "patroni-4.1.5/restart-scheduled")
    }

    @Test func `synchronous replication`() throws {
        var blueprint = LabCluster.blueprint(leader: "db2")
        blueprint.isSynchronous = true
        var lab = LabCluster(blueprint)
        lab.advance(6)
        try expect(&lab, matches: "patroni-4.1.5/sync")
    }

    @Test func `tags`() throws {
        var blueprint = LabCluster.blueprint(leader: "db1")
        blueprint.members[1].tags = [JSON.Field("nofailover", true), JSON.Field("clonefrom", true)]
        var lab = LabCluster(blueprint)
        let row = try #require(lab.json("/cluster", from: "db3")["members"]?.elements?.dropFirst().first)
        #expect(row["tags"]?.description == #"{"nofailover": true, "clonefrom": true}"#)
        let answer = lab.send("POST", "/switchover", body: #"{"leader": "db1", "candidate": "db2"}"#, to: "db1")
            .response
        #expect(answer?.status == 412)
        #expect(answer?.text == "switchover is not possible: no good candidates have been found")
    }

    @Test func `the history has the recorded types`() throws {
        var lab = LabCluster()
        lab.apply(.crash(.leader))
        lab.advance(40)
        let recorded = try #require(JSON(parsing: Fixture("patroni-4.1.5/healthy/db1.history.http").answer().body))
        let ours = try lab.json("/history", from: try #require(lab.cluster.leader))
        let kinds = { (json: JSON) in json.elements?.first?.elements?.map { $0.text == nil } }
        #expect(kinds(ours) == kinds(recorded))
        #expect(kinds(ours)?.count == 5)
        #expect(ours.elements?.first?.elements?.first == 2)
        #expect(ours.elements?.first?.elements?.last?.text == lab.cluster.leader?.text)
    }

    @Test func `the reference deployment's listing comes out word for word`() throws {
        let recorded = try #require(JSON(parsing: Fixture("opengauss-reference/cluster.http").answer().body))
        var lab = LabCluster(Scenario.opengauss.blueprint())
        lab.advance(100)
        #expect(try lab.json("/cluster", from: "db2") == recorded)
        let response = try lab.get("/cluster", from: "db2")
        #expect(response.version == "HTTP/1.0")
        #expect(response[header: "Server"] == "BaseHTTP/0.6 Python/3.7.16")
    }

    @Test func `openGauss keeps its timeline through a failover`() throws {
        var lab = LabCluster(Scenario.opengauss.blueprint())
        lab.apply(.crash(.leader))
        lab.advance(60)
        let leader = try #require(lab.cluster.leader)
        #expect(leader != "db1")
        #expect(lab.cluster.members.allSatisfy { $0.timeline == 1 })
        #expect(try lab.json("/history", from: leader) == .array([]))
        #expect(try lab.json("/patroni", from: leader)["role"] == "master")
        #expect(try lab.json("/patroni", from: leader)["server_version"] == 90204)
    }

    @Test func `the project's own decoders read every answer`() throws {
        var lab = LabCluster()
        lab.advance(3)
        let answer = { (response: SimulatedResponse) in ReadAnswer(status: response.status, body: response.body) }
        let listing = try ListingDecoder.decode(answer(lab.get("/cluster", from: "db1"))).get()
        #expect(listing.members.map(\.name) == ["db1", "db2", "db3"])
        #expect(try AgentReportDecoder.decode(answer(lab.get("/patroni", from: "db2"))).get().role.leads)
        _ = try ConfigurationDecoder.decode(answer(lab.get("/config", from: "db2"))).get()
        _ = try HistoryDecoder.decode(answer(lab.get("/history", from: "db2"))).get()
        let statistics = try ProxyStatisticsDecoder.decode(ReadAnswer(status: 200, body: Array(lab.csv().utf8))).get()
        let backend = try #require(statistics.backends.first { $0.name == "opengauss" })
        #expect(backend.servers.map(\.status.kind) == [.down, .up, .down])
    }
}

extension JSON {
    var elements: [JSON]? {
        guard case .array(let elements) = self else { return nil }
        return elements
    }
}
