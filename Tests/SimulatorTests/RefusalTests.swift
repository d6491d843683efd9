import ClusterModel
import Simulator
import TestSupport
import Testing

/// The recorded mutating requests, sent again in their order: every status and every text must come out the same.
struct RefusalTests {
    struct Exchange {
        var member: MemberName
        var method: String
        var path: String
        var body: String?
        var status: Int64
        var text: String
    }

    static func exchanges() throws -> [Exchange] {
        let lines = String(decoding: try Fixture("patroni-4.1.5/requests.jsonl").bytes, as: UTF8.self).split(
            separator: "\n"
        )
        return try lines.map { line in
            let json = try #require(JSON(parsing: Array(line.utf8)))
            let words = try #require(json["req"]?.text).split(separator: " ")
            return Exchange(
                member: MemberName(try #require(json["to"]?.text)),
                method: String(words[0]),
                path: String(words[1]),
                body: json["body"]?.text,
                status: json["status"]?.integerValue ?? 0,
                text: json["answer"]?.text ?? ""
            )
        }
    }

    private func send(_ exchange: Exchange, to lab: inout LabCluster, _ number: Int) throws {
        let response = try #require(
            lab.send(exchange.method, exchange.path, body: exchange.body, to: exchange.member).response,
            "\(number)"
        )
        let what = "\(number): \(exchange.method) \(exchange.path) \(exchange.body ?? "")"
        #expect(Int64(response.status) == exchange.status, "\(what)")
        // A node's report differs from moment to moment.
        if !exchange.text.hasPrefix(#"{"state""#) { #expect(response.text == exchange.text, "\(what)") }
    }

    @Test func `the recorded requests get the recorded answers`() throws {
        let exchanges = try Self.exchanges()
        var lab = LabCluster()
        for number in 0..<104 { try send(exchanges[number], to: &lab, number) }
        // The last one scheduled a switchover to db1 for 14:48:53.
        lab.advance(until: { $0.leader == "db1" })
        #expect(lab.cluster.leader == "db1")
        lab.advance(10)
        for number in 104..<109 { try send(exchanges[number], to: &lab, number) }
    }

    @Test func `a switchover is answered when the new leader has the lock`() throws {
        var lab = LabCluster()
        lab.advance(2)
        let began = lab.now
        let response = lab.send("POST", "/switchover", body: #"{"leader": "db2", "candidate": "db1"}"#, to: "db2")
            .response
        #expect(response?.status == 200)
        #expect(response?.text == #"Successfully switched over to "db1""#)
        #expect(lab.cluster.leader == "db1")
        #expect((2...7).contains((lab.now - began).inSeconds))
    }

    @Test func `a candidate that lags too far ends in a failed switchover`() throws {
        var lab = LabCluster()
        lab.apply(.replicationLag(.named("db1"), bytesPerSecond: 200_000))
        lab.advance(30)
        let response = lab.send("POST", "/switchover", body: #"{"leader": "db2", "candidate": "db1"}"#, to: "db2")
            .response
        #expect(response?.status == 503)
        #expect(response?.text == "Switchover failed")
        #expect(lab.cluster.leader == "db2")
    }

    @Test func `in synchronous mode only the synchronous standby may take over`() throws {
        var blueprint = LabCluster.blueprint(leader: "db2")
        blueprint.isSynchronous = true
        var lab = LabCluster(blueprint)
        let toAsync = lab.send("POST", "/switchover", body: #"{"leader": "db2", "candidate": "db1"}"#, to: "db2")
            .response
        #expect(toAsync?.status == 412)
        #expect(toAsync?.text == "candidate name does not match with sync_standby")
        let failover = lab.send("POST", "/failover", body: #"{"candidate": "db1"}"#, to: "db2").response
        #expect(failover?.text == #"Successfully failed over to "db1""#)
    }

    @Test func `a leader alone has nobody to hand over to`() throws {
        var lab = LabCluster()
        lab.apply(.crash(.named("db1")))
        lab.apply(.crash(.named("db3")))
        lab.advance(30)
        let response = lab.send("POST", "/switchover", body: #"{"leader": "db2"}"#, to: "db2").response
        #expect(response?.status == 412)
        #expect(response?.text == "switchover is not possible: cluster does not have members except leader")
    }

    @Test func `without the DCS a switchover closes the connection after the retries`() throws {
        var lab = LabCluster()
        lab.apply(.dcsHang)
        let began = lab.now
        let answer = lab.send("POST", "/switchover", body: #"{"leader": "db2", "candidate": "db1"}"#, to: "db2")
        #expect(answer == .closeWithoutAnswer)
        #expect((lab.now - began).inSeconds == 5)
    }

    @Test func `a paused cluster without a leader fails over by hand only`() throws {
        var lab = LabCluster()
        #expect(lab.send("PATCH", "/config", body: #"{"pause": true}"#, to: "db1").response?.status == 200)
        lab.apply(.crash(.leader))
        lab.advance(60)
        #expect(lab.cluster.leader == nil)
        let switchover = lab.send("POST", "/switchover", body: #"{"leader": "db2", "candidate": "db1"}"#, to: "db1")
            .response
        #expect(switchover?.text == "leader name does not match")
        let failover = lab.send("POST", "/failover", body: #"{"candidate": "db1"}"#, to: "db1").response
        #expect(failover?.text == #"Successfully failed over to "db1""#)
    }

    @Test func `requests are counted by method`() {
        var lab = LabCluster()
        _ = lab.send("GET", "/cluster", to: "db1")
        _ = lab.send("GET", "/patroni", to: "db1")
        _ = lab.send("POST", "/nope", body: "{}", to: "db1")
        #expect(lab.cluster.requestCounts == ["GET": 2, "POST": 1])
    }
}
