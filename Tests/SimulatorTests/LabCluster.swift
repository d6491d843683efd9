import ClusterModel
import Simulator
import Testing

/// A simulated cluster set up as the lab in which the fixtures were recorded, with its own clock.
struct LabCluster {
    var cluster: SimulatedCluster
    var now: Timestamp

    /// 2026-11-22T14:47:50Z, when the recording of Patroni 4.1.5's requests began.
    static let start = Timestamp(secondsSinceEpoch: 1_795_358_870)

    static func blueprint(leader: MemberName, flavour: Flavour = .postgreSQL(patroni: "4.1.5")) -> ClusterBlueprint {
        ClusterBlueprint(
            scope: "opengauss",
            flavour: flavour,
            members: (1...3).map { number in
                MemberBlueprint(
                    name: MemberName("db\(number)"),
                    host: "127.0.0.1\(number)",
                    serverName: "dbsrv\(number)"
                )
            },
            leader: leader,
            timeline: 2
        )
    }

    init(leader: MemberName = "db2", flavour: Flavour = .postgreSQL(patroni: "4.1.5"), seed: UInt64 = 1) {
        self.init(Self.blueprint(leader: leader, flavour: flavour), seed: seed)
    }

    init(_ blueprint: ClusterBlueprint, story: Story = Story(), seed: UInt64 = 1) {
        now = Self.start
        cluster = SimulatedCluster(blueprint, story: story, at: now, seed: seed)
    }

    mutating func advance(_ seconds: Double) {
        now = now + .milliseconds(Int64(seconds * 1000))
        cluster.advance(to: now)
    }

    mutating func apply(_ fault: Fault) { cluster.apply(fault, at: now) }

    /// Advances in steps of 100 ms until `condition` holds, a minute at most.
    mutating func advance(until condition: (SimulatedCluster) -> Bool) {
        for _ in 0..<600 where !condition(cluster) { advance(0.1) }
    }

    /// Sends a request and waits for its answer, however long that takes.
    mutating func send(_ method: String, _ path: String, body: String? = nil, to member: MemberName) -> SimulatedAnswer
    {
        let target = SimulatedRequest.Target.agent(member)
        let request = SimulatedRequest(target, method: method, path: path, body: body.map { Array($0.utf8) })
        var answer = cluster.answer(request, at: now)
        for _ in 0..<1000 {
            guard case .later(let pending, let time) = answer else { break }
            now = max(now, time)
            answer = cluster.resume(pending, of: target, at: now)
        }
        return answer
    }

    /// The response to a GET; records an issue when there is none.
    mutating func get(_ path: String, from member: MemberName) throws -> SimulatedResponse {
        try #require(send("GET", path, to: member).response)
    }

    mutating func json(_ path: String, from member: MemberName) throws -> JSON {
        try #require(JSON(parsing: get(path, from: member).body))
    }

    mutating func csv(proxy: Int = 0) throws -> String {
        let answer = cluster.answer(SimulatedRequest(.proxy(proxy), path: "/;csv"), at: now)
        return String(decoding: try #require(answer.response).body, as: UTF8.self)
    }
}

extension SimulatedAnswer {
    var response: SimulatedResponse? {
        guard case .answer(let response) = self else { return nil }
        return response
    }
}

extension SimulatedResponse {
    var text: String { String(decoding: body, as: UTF8.self) }
}
