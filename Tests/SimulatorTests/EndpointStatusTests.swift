import ClusterModel
import Simulator
import TestSupport
import Testing

/// Every endpoint's status on every member.
struct EndpointStatusTests {
    /// As recorded from a healthy cluster of Patroni 4.1.5: of db1, of db2, which leads, and of db3.
    static let recorded = """
        GET / 503 200 503
        GET /cluster 200 200 200
        GET /patroni 200 200 200
        GET /history 200 200 200
        GET /config 200 200 200
        GET /leader 503 200 503
        GET /primary 503 200 503
        GET /master 503 200 503
        GET /read-write 503 200 503
        GET /replica 200 503 200
        GET /read-only 200 200 200
        GET /sync 503 503 503
        GET /synchronous 503 503 503
        GET /async 200 503 200
        GET /standby-leader 503 503 503
        GET /quorum 503 503 503
        GET /health 200 200 200
        GET /liveness 200 200 200
        GET /readiness 200 200 200
        GET /replica?lag=1MB 200 503 200
        GET /read-only-sync 503 200 503
        GET /failsafe 502 502 502
        GET /nope 503 503 503
        OPTIONS / 503 200 503
        HEAD / 503 200 503
        OPTIONS /replica 200 503 200
        HEAD /cluster 503 503 503
        OPTIONS /cluster 503 503 503
        """

    @Test(arguments: recorded.split(separator: "\n").map(String.init))
    func `an endpoint of a healthy cluster answers with the recorded status`(_ row: String) throws {
        let words = row.split(separator: " ").map(String.init)
        try #require(words.count == 5)
        var lab = LabCluster()
        let members: [MemberName] = ["db1", "db2", "db3"]
        let found = members.map { lab.send(words[0], words[1], to: $0).response?.status }
        #expect(found == words.dropFirst(2).map { Int($0) })
    }

    @Test func `OPTIONS and HEAD answer with a status line alone`() throws {
        var lab = LabCluster()
        for method in ["OPTIONS", "HEAD"] {
            let response = try #require(lab.send(method, "/", to: "db2").response)
            #expect(String(decoding: response.bytes, as: UTF8.self) == "HTTP/1.0 200 OK\r\n\r\n")
        }
    }

    @Test func `an answer has the recorded headers`() throws {
        var lab = LabCluster()
        let recorded = String(decoding: try Fixture("patroni-4.1.5/healthy/db1.root.http").bytes, as: UTF8.self)
        let ours = String(decoding: try lab.get("/", from: "db1").bytes, as: UTF8.self)
        let head = { (text: String) in
            text.split(separator: "\r\n").prefix(4).map { $0.hasPrefix("Date: ") ? "Date" : String($0) }
        }
        #expect(head(ours) == head(recorded))
        #expect(ours.contains("Date: Sun, 22 Nov 2026 14:47:50 GMT\r\n"))
    }
}
