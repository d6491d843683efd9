import ClusterModel
import Endpoints
import Testing

struct ProxyWatchTests {
    private let proxy = WebAddress(host: "haproxy", port: 7000)

    private func statistics(total: Int64, lastChange: Int64, status: ServerStatus = "UP") -> ProxyStatistics {
        ProxyStatistics(
            frontends: [],
            backends: [
                ProxyBackend(
                    name: "db",
                    status: "UP",
                    sessions: SessionCounts(),
                    servers: [
                        ProxyServer(
                            name: "a",
                            status: status,
                            sessions: SessionCounts(total: total),
                            lastChangeSeconds: lastChange
                        )
                    ]
                )
            ]
        )
    }

    private func happened(_ earlier: ProxyStatistics, _ later: ProxyStatistics, after seconds: Int64) -> Bool {
        let then = Timestamp(secondsSinceEpoch: 1000)
        return CounterReset.happened(from: earlier, at: then, to: later, at: then + .seconds(seconds))
    }

    @Test func `counters that grow and pasts that agree are one process`() {
        #expect(!happened(statistics(total: 5, lastChange: 100), statistics(total: 5, lastChange: 101), after: 1))
        #expect(!happened(statistics(total: 5, lastChange: 100), statistics(total: 9, lastChange: 110), after: 10))
        #expect(
            !happened(
                statistics(total: 5, lastChange: 100),
                statistics(total: 9, lastChange: 3, status: "DOWN"),
                after: 5
            )
        )
    }

    @Test func `a counter that goes backwards is another process`() {
        #expect(happened(statistics(total: 5, lastChange: 100), statistics(total: 4, lastChange: 101), after: 1))
    }

    @Test func `another past is another process even while its counters are higher`() {
        #expect(happened(statistics(total: 5, lastChange: 100), statistics(total: 900, lastChange: 5000), after: 1))
        #expect(happened(statistics(total: 5, lastChange: 5000), statistics(total: 900, lastChange: 100), after: 1))
    }

    @Test func `a proxy's restart is noticed and its routes stay`() {
        let trio = Trio()
        var cluster = VirtualCluster(WatchPlan(agents: [Trio.address("db1")], proxies: [proxy])) { request in
            guard case .proxyStatistics = request else { return trio.response(to: request) }
            return .answer(trio.statistics(total: 500, lastChange: 0))
        }
        cluster.run(.milliseconds(2500))
        #expect(cluster.snapshot.proxies.first?.countersResetAt == nil)
        cluster.world = { request in
            guard case .proxyStatistics = request else { return trio.response(to: request) }
            return .answer(trio.statistics(total: 1, lastChange: 0))
        }
        cluster.run(.seconds(2))
        let seen = cluster.snapshot.proxies.first
        #expect(seen?.countersResetAt != nil)
        #expect(seen?.routes.map(\.backendKind) == [.primaryOnly, .primaryOnly, .primaryOnly])
    }

    @Test func `a proxy that dies keeps its routes with their age`() {
        let trio = Trio()
        var cluster = VirtualCluster(WatchPlan(agents: [Trio.address("db1")], proxies: [proxy])) {
            trio.response(to: $0)
        }
        cluster.run(.seconds(2))
        cluster.world = { request in
            guard case .proxyStatistics = request else { return trio.response(to: request) }
            return .answer("<html><title>Welcome</title>")
        }
        cluster.run(.seconds(20))
        let seen = cluster.snapshot.proxies.first
        #expect(seen?.statistics.failure?.reason == .html(title: "Welcome"))
        #expect(seen?.statistics.value != nil && seen?.routes.count == 3)
    }

    @Test func `a real failover of a proxy with two servers keeps the backend primary-only`() {
        var trio = Trio()
        trio.members = ["db1", "db2"]
        let steady = trio
        var cluster = VirtualCluster(WatchPlan(agents: [Trio.address("db1")], proxies: [proxy])) {
            steady.response(to: $0)
        }
        cluster.run(.seconds(40))
        for rows in [
            // db2 leads: not noticed yet, both up, noticed.
            "opengauss,dbsrv1,UP,L7OK,200,2,10,100\nopengauss,dbsrv2,DOWN,L7STS,503,2,10,100",
            "opengauss,dbsrv1,UP 1/3,L7STS,503,2,10,106\nopengauss,dbsrv2,UP,L7OK,200,2,10,1",
            "opengauss,dbsrv1,DOWN,L7STS,503,2,10,1\nopengauss,dbsrv2,UP,L7OK,200,2,10,9",
        ] {
            trio.leader = "db2"
            trio.serverRows = rows
            let step = trio
            cluster.world = { step.response(to: $0) }
            cluster.run(.seconds(6))
            #expect(cluster.snapshot.proxies.first?.routes.map(\.backendKind) == [.primaryOnly, .primaryOnly])
            #expect(cluster.snapshot.proxies.first?.routes.map(\.member) == ["db1", "db2"])
        }
    }
}
