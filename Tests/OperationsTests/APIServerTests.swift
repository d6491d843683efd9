import ClusterModel
import Operations
import Testing
import Wording

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

    /// What the API server said of one verb in one namespace.
    private func rights(_ verdict: AccessVerdict, namespace: String = "shop") -> PlannerOptions {
        var rights = ProxyRights()
        rights.absorb(AccessReply(ProxyRight(.post, in: namespace), verdict, at: TestCluster.now))
        return PlannerOptions(rights: rights)
    }

    @Test func `a verb that is denied refuses what needs it, and nothing else`() {
        let planner = Planner(rights(.denied))
        #expect(planner.plan(switchover, for: proxied).says(.refuses, "may not create pods/proxy in namespace shop"))
        #expect(planner.plan(.pause, for: proxied).isAllowed)
        #expect(planner.plan(switchover, for: TestCluster().snapshot).isAllowed)
        #expect(Planner(rights(.denied, namespace: "other")).plan(switchover, for: proxied).isAllowed)
    }

    @Test func `a verb that is allowed is told, one that nobody told of is said to be unknown`() {
        let allowed = Planner(rights(.allowed)).plan(switchover, for: proxied)
        #expect(allowed.isAllowed && allowed.says(.passes, "you may create pods/proxy in namespace shop"))
        let unknown = Planner(rights(.unknown("the API server answered 403"))).plan(switchover, for: proxied)
        #expect(unknown.isAllowed && unknown.says(.notes, "is not known: the API server answered 403"))
    }

    @Test func `each change needs the verb of its method`() {
        let wanted = Set([
            ProxyRight(.post, in: "shop"), ProxyRight(.patch, in: "shop"), ProxyRight(.delete, in: "shop"),
        ])
        #expect(ProxyRights().needed(for: proxied.agents.map(\.address)) == wanted)
        #expect(ProxyRights().needed(for: TestCluster().snapshot.agents.map(\.address)).isEmpty)
        #expect(wanted.map(\.verb).sorted() == ["create", "delete", "patch"])
        let right = Planner().plan(.pause, for: proxied).requests.first?.right
        #expect(right?.forAll == ProxyRight(.patch, in: "shop") && right?.name?.hasSuffix(":8008") == true)
    }

    @Test(
        arguments: [
            ("/api/v1/namespaces/shop/pods/db1:8008/proxy", "create pods/proxy of db1:8008 in namespace shop"),
            (
                "/k8s/clusters/c-1/api/v1/namespaces/shop/pods/https:db1:8008/proxy/",
                "create pods/proxy of https:db1:8008 in namespace shop"
            ),
            (
                "/api/v1/namespaces/shop/services/agents:8008/proxy",
                "create services/proxy of agents:8008 in namespace shop"
            ),
            ("/api/v1/namespaces/shop/secrets/db1/proxy", nil), ("/api/v1/namespaces/shop/pods/db1/log", nil),
            ("/api/v1/namespaces/shop/pods/db1", nil), ("", nil),
        ] as [(String, String?)]
    )
    func `the right is read from the address at the API server`(path: String, text: String?) {
        #expect(WebAddress(host: "api", port: 6443, path: path).right(for: .post)?.text.english == text)
    }

    @Test func `a role that is limited to names is enough for these names`() {
        var rights = ProxyRights()
        let agents = proxied.agents.map(\.address)
        rights.absorb(AccessReply(ProxyRight(.post, in: "shop"), .denied, at: TestCluster.now))
        let named = rights.needed(for: agents).filter { $0.name != nil }
        #expect(named.count == agents.count && named.allSatisfy { $0.method == .post })
        for right in named { rights.absorb(AccessReply(right, .denied, at: TestCluster.now)) }
        #expect(rights.denial(of: .post, to: agents) != nil)
        #expect(!Planner(PlannerOptions(rights: rights)).plan(switchover, for: proxied).isAllowed)
        for right in named { rights.absorb(AccessReply(right, .allowed, at: TestCluster.now)) }
        #expect(rights.denial(of: .post, to: agents) == nil)
        let plan = Planner(PlannerOptions(rights: rights)).plan(switchover, for: proxied)
        #expect(plan.isAllowed && plan.says(.passes, "you may create pods/proxy of db1:8008 in namespace shop"))
        // Once every name is allowed, nobody is asked about one.
        rights.absorb(AccessReply(ProxyRight(.post, in: "shop"), .allowed, at: TestCluster.now))
        #expect(rights.needed(for: agents).allSatisfy { $0.name == nil })
    }

    @Test func `what was known of a pod that is gone is forgotten`() {
        var rights = ProxyRights()
        let gone = ProxyRight(.post, in: "shop", named: "db9:8008")
        rights.absorb(AccessReply(gone, .allowed, at: TestCluster.now))
        _ = rights.takeDue(among: [ProxyRight(.post, in: "shop")], at: TestCluster.now)
        #expect(rights[gone] == nil)
    }
}
