import ClusterModel
import Testing

@testable import Endpoints

/// Pods of two clusters under one selector, under virtual time.
struct SeveralClustersTests {
    private static let server = WebAddress(isTLS: true, host: "api", port: 6443)

    /// `opengauss` at `10.0.0.N` with a proxy at `10.0.7.1`, and `billing` at `10.0.1.N` with one at `10.0.8.1`.
    private struct World {
        var own = Trio()
        var other = Trio()
        var pods = PodServer()
        /// How long agents of the first cluster take.
        var delay = Duration.milliseconds(1)

        init(labels: Bool = true) {
            pods.pageSize = 100
            for (net, scope) in [(0, "opengauss"), (1, "billing")] {
                let mark = labels ? ["app": "db", "cluster": scope] : ["app": "db"]
                for number in 1...3 {
                    pods.add("\(scope)-\(number)", ip: "10.0.\(net).\(number)")
                    pods.change("\(scope)-\(number)") { ($0.ports, $0.labels) = ([5432, 8008], mark) }
                }
                pods.add("\(scope)-proxy", ip: "10.0.\(7 + net).1")
                pods.change("\(scope)-proxy") { ($0.ports, $0.labels) = ([7000, 6000], mark) }
            }
        }

        func response(to request: ReadRequest) -> VirtualCluster.Response {
            switch request {
            case .kubernetes(let question): return response(to: question.question)
            case .probe, .heldConnection, .store: return own.response(to: request)
            case .listing, .agent, .history, .configuration, .proxyStatistics: break
            }
            guard let address = request.webAddress else { return .failure(.connectionRefused) }
            if address.host.hasPrefix("10.0.0.") {
                guard case .answer(let text, let status, _) = own.response(to: request) else {
                    return own.response(to: request)
                }
                return .answer(text, status: status, after: delay)
            }
            guard address.host.hasPrefix("10.0.1.") else { return own.response(to: request) }
            let twin = WebAddress(host: address.host.replacing("10.0.1.", with: "10.0.0."), port: address.port)
            guard case .answer(let text, let status, let after) = other.response(to: request.asked(at: twin)) else {
                return .failure(.connectionRefused)
            }
            let own = text.replacing("10.0.0.", with: "10.0.1.").replacing("opengauss", with: "billing")
                .replacing("\"db", with: "\"pay")
            return .answer(own, status: status, after: after)
        }

        private func response(to question: KubernetesQuestion) -> VirtualCluster.Response {
            switch question {
            case .pods(_, let page):
                guard case .success(let answer) = pods.page(page) else { return .failure(.cutShort) }
                return .answer(String(decoding: answer.body, as: UTF8.self))
            case .watchPods: return .stream([(.milliseconds(1), "")])
            case .services, .events: return .answer(#"{"metadata":{},"items":[]}"#)
            case .log: return .failure(.cutShort)
            }
        }
    }

    private func cluster(_ world: World, scope: String? = nil) -> VirtualCluster {
        let plan = KubernetesPlan(server: Self.server, pods: PodSelection(namespace: "platform"), way: .direct)
        return VirtualCluster(WatchPlan(scope: scope, agents: [], kubernetes: plan)) { world.response(to: $0) }
    }

    private func names(_ cluster: VirtualCluster) -> [String] { cluster.snapshot.members.map(\.name.text) }

    private func pods(_ cluster: VirtualCluster) -> [String] {
        (cluster.snapshot.kubernetes?.pods.value ?? []).map(\.name)
    }

    @Test(arguments: [Duration.milliseconds(1), .milliseconds(400)])
    func `members of two clusters never stand in one table, and the first by name is shown`(delay: Duration) {
        var world = World()
        world.delay = delay
        var cluster = cluster(world)
        for _ in 0..<100 {
            cluster.run(.milliseconds(50))
            #expect(Set(names(cluster).map { $0.prefix(2) }).count <= 1, "\(names(cluster))")
        }
        #expect(cluster.snapshot.name == "billing")
        #expect(names(cluster) == ["pay1", "pay2", "pay3"])
        #expect(cluster.snapshot.unnamedAgents.isEmpty)
        #expect(pods(cluster) == ["billing-1", "billing-2", "billing-3", "billing-proxy"])
        #expect(cluster.snapshot.kubernetes?.memberPods.count == 3)
        #expect(cluster.snapshot.proxies.map(\.address.host) == ["10.0.8.1"])
        #expect(cluster.snapshot.kubernetes?.others.map(\.scope) == ["opengauss"])
        #expect(cluster.snapshot.kubernetes?.others.first?.pods.count == 4)
        #expect(cluster.snapshot.kubernetes?.isClusterChosen == false)
    }

    @Test func `the cluster that was named is shown, whoever answers first`() {
        var cluster = cluster(World(), scope: "opengauss")
        cluster.run(.seconds(5))
        #expect(names(cluster) == ["db1", "db2", "db3"] && cluster.snapshot.name == "opengauss")
        #expect(cluster.snapshot.proxies.map(\.address.host) == ["10.0.7.1"])
        #expect(cluster.snapshot.kubernetes?.others.map(\.scope) == ["billing"])
        #expect(cluster.snapshot.kubernetes?.isClusterChosen == true)
        #expect(cluster.snapshot.history.value != nil)
    }

    @Test func `a cluster that no pod is of has no members, and those that are there are named`() {
        var cluster = cluster(World(), scope: "orders")
        cluster.run(.seconds(5)) { $0.isFirstRoundComplete }
        cluster.run(.seconds(1))
        #expect(names(cluster).isEmpty && cluster.snapshot.listing == .pending)
        #expect(cluster.snapshot.kubernetes?.others.map(\.scope) == ["billing", "opengauss"])
    }

    @Test func `a cluster that comes later does not take the table over`() {
        var world = World()
        for name in ["billing-1", "billing-2", "billing-3", "billing-proxy"] { world.pods.delete(name) }
        var cluster = cluster(world)
        cluster.run(.seconds(5))
        #expect(names(cluster) == ["db1", "db2", "db3"] && cluster.snapshot.kubernetes?.others == [])
        cluster.world = { World().response(to: $0) }
        let now = cluster.now
        cluster.change { $0.refresh(at: now) }
        cluster.run(.seconds(5))
        #expect(names(cluster) == ["db1", "db2", "db3"])
        #expect(cluster.snapshot.kubernetes?.others.map(\.scope) == ["billing"])
    }

    @Test func `another cluster's agents are asked rarely`() {
        var cluster = cluster(World(), scope: "opengauss")
        cluster.run(.seconds(60))
        let sent = cluster.sent.filter { $0.at > .seconds(5) }.compactMap(\.request.webAddress?.host)
        let (own, foreign) = (sent.count { $0 == "10.0.0.2" }, sent.count { $0 == "10.0.1.2" })
        #expect(own > 40 && (3...8).contains(foreign), "\(own), \(foreign)")
    }

    @Test func `without labels that tell, a proxy stays where it is`() {
        var cluster = cluster(World(labels: false), scope: "opengauss")
        cluster.run(.seconds(5))
        #expect(names(cluster) == ["db1", "db2", "db3"])
        #expect(cluster.snapshot.proxies.map(\.address.host) == ["10.0.8.1", "10.0.7.1"])
        #expect(cluster.snapshot.kubernetes?.others.first?.pods.count == 3)
    }
}
