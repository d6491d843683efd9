import ClusterModel
import Endpoints
import Testing

struct AgentIdentityTests {
    /// Names that lead to the agents of a `Trio`, as a Service's or a forwarded port would.
    private let doors: [String: String] = ["gate1": "db1", "gate2": "db2", "local": "db3"]

    private func cluster(_ agents: [String], _ trio: Trio = Trio()) -> VirtualCluster {
        let seeds = agents.compactMap { try? WebAddress.agent(parsing: $0) }
        let doors = doors
        return VirtualCluster(WatchPlan(agents: seeds)) { request in
            trio.response(to: request.translated { doors[$0.host].map(Trio.address) ?? $0 })
        }
    }

    private func polls(_ cluster: VirtualCluster, _ host: String, since start: Duration = .seconds(5)) -> Int {
        cluster.sent.filter { sent in
            guard case .agent(let address) = sent.request else { return false }
            return address.host == host && sent.at >= start
        }.count
    }

    @Test(arguments: ["4.1.5", "2.1.7"])
    func `a typed address that is a listed agent by another name is polled once`(_ version: String) {
        var cluster = cluster(["gate1", "gate2"], Trio(version: version))
        cluster.run(.seconds(10))
        #expect(cluster.snapshot.members.count == 3 && cluster.snapshot.unnamedAgents.isEmpty)
        #expect(polls(cluster, "gate1") == 0 && polls(cluster, "gate2") == 0 && polls(cluster, "10.0.0.1") >= 5)
    }

    @Test func `the same address typed and listed is one agent`() {
        var cluster = cluster(["http://10.0.0.1:8008/patroni", "10.0.0.1", "10.0.0.2:8008/"])
        cluster.run(.seconds(10))
        #expect(polls(cluster, "10.0.0.1") <= 6 && polls(cluster, "10.0.0.2") <= 6)
        #expect(cluster.snapshot.agents.count == 3)
    }

    @Test func `a typed address stands in while the listed one does not answer`() {
        var trio = Trio()
        var cluster = cluster(["gate1"], trio)
        cluster.run(.seconds(5))
        trio.down = ["db1"]
        // The listed addresses are unreachable from here, the gate still leads to the same agent.
        let whole = Trio()
        let cut = trio
        cluster.world = { request in
            let isGate = request.url?.contains("gate1") == true
            return (isGate ? whole : cut).response(
                to: request.translated { $0.host == "gate1" ? Trio.address("db1") : $0 }
            )
        }
        cluster.run(.seconds(10))
        let member = cluster.snapshot.member("db1")
        #expect(member?.agent?.address.host == "gate1" && member?.agent?.report.currentValue?.name == "db1")
        #expect(cluster.snapshot.unnamedAgents.isEmpty)
    }

    @Test func `an agent whose listed name does not resolve is reached at its host`() {
        let trio = Trio()
        var cluster = VirtualCluster(WatchPlan(agents: [Trio.address("db1")])) { request in
            guard case .listing = request else { return trio.response(to: request) }
            return .answer(trio.listing.replacing("http://10.0.0.2:", with: "http://db2.internal:"))
        }
        cluster.run(.seconds(10))
        let member = cluster.snapshot.member("db2")
        #expect(member?.agent?.address == Trio.address("db2") && member?.agent?.report.currentValue != nil)
        #expect(polls(cluster, "db2.internal", since: .zero) == 1)
    }

    @Test func `a fallback that is a typed address does not ask it twice`() {
        let trio = Trio()
        var cluster = VirtualCluster(WatchPlan(agents: Trio.seeds)) { request in
            guard case .listing = request else { return trio.response(to: request) }
            return .answer(trio.listing.replacing("http://10.0.0.2:", with: "http://db2.internal:"))
        }
        cluster.run(.seconds(10))
        #expect(polls(cluster, "10.0.0.2") <= 6 && polls(cluster, "db2.internal", since: .zero) <= 1)
        #expect(cluster.snapshot.agents.count == 3 && cluster.snapshot.unnamedAgents.isEmpty)
    }

    @Test func `a member that moves to another address leaves its old one`() {
        let trio = Trio()
        var cluster = cluster(["10.0.0.1"])
        cluster.run(.seconds(5))
        cluster.world = { request in
            guard case .listing = request else {
                return trio.response(to: request.translated { $0.host == "10.9.9.9" ? Trio.address("db2") : $0 })
            }
            return .answer(trio.listing.replacing("10.0.0.2", with: "10.9.9.9"))
        }
        cluster.run(.seconds(10))
        #expect(cluster.snapshot.member("db2")?.agent?.address.host == "10.9.9.9")
        #expect(polls(cluster, "10.0.0.2", since: .seconds(7)) == 0)
    }

    @Test func `an address that now leads to another member is not taken for the old one`() {
        let trio = Trio()
        var cluster = cluster(["10.0.0.1"])
        cluster.world = { request in
            request == .agent(Trio.address("db2")) ? .answer(trio.report("db3")) : trio.response(to: request)
        }
        cluster.run(.seconds(5))
        #expect(cluster.snapshot.member("db2")?.agent == nil)
        #expect(cluster.snapshot.member("db3")?.agent?.report.currentValue?.name == "db3")
    }

    @Test func `an agent of another cluster is no member of this one`() {
        var cluster = cluster(["10.0.0.1", "stranger"])
        cluster.world = { request in
            guard request.url?.contains("stranger") == true else { return Trio().response(to: request) }
            return .answer(#"{"state": "running", "role": "primary", "patroni": {"scope": "other", "name": "db2"}}"#)
        }
        cluster.run(.seconds(5))
        #expect(cluster.snapshot.unnamedAgents.map(\.address.host) == ["stranger"])
        #expect(cluster.snapshot.member("db2")?.agent?.address.host == "10.0.0.2")
    }

    @Test func `an agent whose member is listed no more is a ghost that answers`() {
        var trio = Trio()
        trio.members = ["db1", "db2"]
        let smaller = trio
        var cluster = cluster(["10.0.0.1", "10.0.0.3"], smaller)
        cluster.run(.seconds(5))
        let ghost = cluster.snapshot.member("db3")
        #expect(ghost?.isGone == true && ghost?.agent?.report.currentValue != nil)
    }

    @Test func `a listing of thousands is bounded`() {
        let rows = (0..<3000).map {
            "{\"name\": \"m\($0)\", \"role\": \"replica\", \"state\": \"x\", \"api_url\": \"http://h\($0):8008/patroni\"}"
        }
        let body = "{\"members\": [\(rows.joined(separator: ","))]}"
        var cluster = cluster(["10.0.0.1"])
        cluster.world = { request in
            guard case .listing = request else { return .failure(.connectionRefused) }
            return .answer(body)
        }
        cluster.run(.seconds(3))
        #expect(cluster.snapshot.members.count == 100)
    }

    @Test func `names that change with every listing do not pile up`() {
        var generation = 0
        var cluster = cluster(["10.0.0.1"])
        for _ in 0..<20 {
            generation += 1
            let rows = (0..<30).map {
                "{\"name\": \"g\(generation)-\($0)\", \"api_url\": \"http://h\(generation)-\($0):1\"}"
            }
            let body = "{\"members\": [\(rows.joined(separator: ","))]}"
            cluster.world = { request in
                guard case .listing = request else { return .failure(.connectionRefused) }
                return .answer(body)
            }
            cluster.run(.seconds(1))
        }
        #expect(cluster.snapshot.members.count <= 100)
        #expect(cluster.snapshot.members.filter { !$0.isGone }.count == 30)
        #expect(cluster.snapshot.members.filter { !$0.isGone }.allSatisfy { $0.agent != nil })
    }
}

extension ReadRequest {
    /// The same question to another address.
    func translated(_ door: (WebAddress) -> WebAddress) -> ReadRequest {
        switch self {
        case .listing(let address): .listing(door(address))
        case .agent(let address): .agent(door(address))
        case .history(let address): .history(door(address))
        case .configuration(let address): .configuration(door(address))
        case .proxyStatistics, .probe, .heldConnection, .store, .kubernetes: self
        }
    }
}
