import ClusterModel
import Operations
import Testing

/// Agents that are reached through the API server's `pods/proxy` (FACTS 0.12, 0.13).
struct APIServerTests {
    private let proxied = TestCluster.with { cluster in
        for name: MemberName in ["db1", "db2", "db3"] {
            cluster.member(name) {
                $0.agent?.address = WebAddress(
                    isTLS: true,
                    host: "api",
                    port: 6443,
                    path: "/api/v1/namespaces/shop/pods/\(name):8008/proxy"
                )
            }
        }
    }
    private let switchover = Operation.switchover(Switchover(leader: "db1", candidate: "db2"))

    @Test func `without a password writes pass`() {
        let plan = Planner().plan(switchover, for: proxied)
        #expect(plan.isAllowed)
        #expect(plan.requests.first?.url == "https://api:6443/api/v1/namespaces/shop/pods/db1:8008/proxy/switchover")
    }

    @Test func `with a password they cannot, since the server takes it away`() {
        let plan = Planner(PlannerOptions(agentsNeedCredentials: true)).plan(switchover, for: proxied)
        #expect(plan.predictedRefusal == "401 no auth header received" && plan.says(.refuses, "port-forward"))
        let direct = Planner(PlannerOptions(agentsNeedCredentials: true)).plan(switchover, for: TestCluster().snapshot)
        #expect(direct.isAllowed)
    }

    @Test func `a forbidden verb refuses what needs it, and nothing else`() {
        let planner = Planner(PlannerOptions(forbiddenVerbs: ["create"]))
        #expect(planner.plan(switchover, for: proxied).says(.refuses, "may not create pods/proxy"))
        #expect(planner.plan(.pause, for: proxied).isAllowed)
        #expect(planner.plan(switchover, for: TestCluster().snapshot).isAllowed)
    }
}
