import ClusterModel
import Endpoints
import TestSupport
import Testing

/// Whole recorded moments of a real cluster, asked as the dashboard asks.
struct RecordedStateTests {
    /// A folder that holds the answers of three agents and perhaps of a proxy.
    struct Moment: Sendable, CustomStringConvertible {
        var path: String
        var description: String { path }

        var component: String { String(path.split(separator: "/").first ?? "") }

        func outcome(_ request: ReadRequest) -> Result<ReadAnswer, ReadFailure> {
            let file: String
            switch request {
            case .listing(let address): file = "\(name(address)).cluster.http"
            case .agent(let address): file = "\(name(address)).patroni.http"
            case .history(let address): file = "\(name(address)).history.http"
            case .configuration(let address): file = "\(name(address)).config.http"
            case .proxyStatistics: file = "haproxy.csv"
            case .probe, .heldConnection, .store, .kubernetes: return .failure(.connectionRefused)
            }
            do {
                return try Fixture("\(path)/\(file)").outcome()
            } catch {
                return .failure(.connectionRefused)
            }
        }

        private func name(_ address: WebAddress) -> String { "db\(address.host.suffix(1))" }

        /// What is known after three seconds.
        func snapshot() -> ClusterSnapshot {
            let agents = [1, 2, 3].map { WebAddress(host: "127.0.0.1\($0)", port: 8008) }
            let plan = WatchPlan(agents: agents, proxies: [WebAddress(host: "127.0.0.1", port: 7000)])
            let start = Timestamp(secondsSinceEpoch: 1_800_000_000)
            var watch = ClusterWatch(plan, at: start)
            for tenth in 0..<30 {
                let now = start + .milliseconds(Int64(tenth) * 100)
                while case let requests = watch.due(at: now), !requests.isEmpty {
                    for request in requests {
                        watch.absorb(
                            ReadReply(request: request, outcome: outcome(request), startedAt: now, finishedAt: now)
                        )
                    }
                }
            }
            return watch.snapshot(at: start + .seconds(3))
        }
    }

    static let moments = Set(
        Fixture.all(suffix: "db1.patroni.http").map { String($0.path.dropLast("/db1.patroni.http".count)) }
    ).sorted().map { Moment(path: $0) }

    @Test(arguments: moments)
    func `every recorded moment makes a snapshot`(_ moment: Moment) {
        let snapshot = moment.snapshot()
        #expect(snapshot.unnamedAgents.allSatisfy { $0.report.value == nil }, "who answers is joined to a member")
        #expect(snapshot.agents.count == 3)
        for member in snapshot.members {
            if let name = member.agentReport?.name { #expect(name == member.name) }
        }
        for route in snapshot.proxies.flatMap(\.routes) where snapshot.members.count == 3 {
            #expect(route.member.map { "dbsrv\($0.text.suffix(1))" } == route.server.name && route.matchedBy == .number)
        }
    }

    @Test(arguments: ["patroni-1.6.5", "patroni-2.1.7", "patroni-3.0.2", "patroni-4.1.5"])
    func `a healthy cluster looks alike in every version`(_ component: String) {
        let snapshot = Moment(path: "\(component)/healthy").snapshot()
        #expect(snapshot.members.map(\.name) == ["db1", "db2", "db3"] && snapshot.name == "opengauss")
        #expect(
            snapshot.listedLeader != nil && snapshot.selfDeclaredLeaders.map(\.name) == [snapshot.listedLeader?.name]
        )
        #expect(snapshot.members.allSatisfy { $0.leadershipDisagreement == nil && $0.state?.kind == .serving })
        #expect(
            snapshot.members.allSatisfy { $0.name == snapshot.listedLeader?.name || $0.listed.value?.lag?.bytes != nil }
        )
        #expect(snapshot.proxies.first?.routes.allSatisfy { $0.backendKind == .primaryOnly } == true)
    }

    @Test(arguments: moments.filter { $0.path.hasSuffix("leader-crashed-stale") })
    func `a crashed leader is still listed, and only its agent tells`(_ moment: Moment) {
        let snapshot = moment.snapshot()
        #expect(snapshot.listedLeader?.listed.currentValue?.state == "running")
        #expect(snapshot.listedLeader?.agent?.report.failure?.reason == .connectionRefused)
    }

    @Test func `an old leader cut off from its store is no leader, and seen to be cut off`() {
        let snapshot = Moment(path: "patroni-4.1.5/leader-partitioned-from-etcd").snapshot()
        let cut = snapshot.agents.filter(\.seemsCutFromDCS)
        #expect(cut.map(\.address.host) == ["127.0.0.11"])
        #expect(snapshot.listing.currentValue != nil && snapshot.listedLeader?.name != "db1")
    }

    @Test func `a store that hangs leaves agents that answer`() {
        let snapshot = Moment(path: "patroni-4.1.5/etcd-hangs-30s").snapshot()
        #expect(snapshot.listing.failure != nil && snapshot.members.map(\.name) == ["db1", "db2", "db3"])
        #expect(snapshot.agents.allSatisfy { $0.seemsCutFromDCS })
        #expect(snapshot.agents.allSatisfy { $0.report.currentValue?.clusterIsUnlocked == true })
    }

    @Test func `when everything is down the screen still has its agents`() {
        let snapshot = Moment(path: "patroni-4.1.5/all-crashed").snapshot()
        #expect(snapshot.members.isEmpty && snapshot.unnamedAgents.count == 3)
        #expect(snapshot.agents.allSatisfy { $0.report.failure?.reason == .connectionRefused })
        #expect(snapshot.listing.failure?.reason == .connectionRefused)
    }
}
