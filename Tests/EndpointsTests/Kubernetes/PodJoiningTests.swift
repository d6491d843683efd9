import ClusterModel
import Testing

@testable import Endpoints

/// Pods beside members in a whole `ClusterWatch`.
struct PodJoiningTests {
    private static let server = WebAddress(isTLS: true, host: "api", port: 6443)

    /// An API server beside a `Trio` of agents.
    private struct World {
        var trio = Trio()
        var pods = PodServer()
        var services = "[]"
        var events = "[]"
        var messages: [(after: Duration, text: String)] = []

        init(ips: [String] = ["10.0.0.1", "10.0.0.2", "10.0.0.3"]) {
            pods.pageSize = 100
            for (number, ip) in zip(1..., ips) {
                pods.add("pod\(number)", ip: ip)
                pods.change("pod\(number)") { $0.labels = ["app": "db\(number)"] }
            }
        }

        func response(to request: ReadRequest) -> VirtualCluster.Response {
            guard case .kubernetes(let question) = request else { return trio.response(to: request) }
            switch question.question {
            case .pods(_, let page):
                guard case .success(let answer) = pods.page(page) else { return .failure(.cutShort) }
                return .answer(String(decoding: answer.body, as: UTF8.self))
            case .watchPods: return .stream([(.milliseconds(1), "")] + messages)
            case .services: return .answer(#"{"metadata":{},"items":\#(services)}"#)
            case .events: return .answer(#"{"metadata":{},"items":\#(events)}"#)
            case .log: return .failure(.cutShort)
            }
        }
    }

    private func cluster(
        _ world: World,
        agents: [WebAddress] = [Trio.address("db1")],
        proxies: [WebAddress] = [],
        podMembers: [String: MemberName] = [:]
    ) -> VirtualCluster {
        let kubernetes = KubernetesPlan(
            server: Self.server,
            pods: PodSelection(namespace: "platform"),
            podMembers: podMembers
        )
        return VirtualCluster(WatchPlan(agents: agents, proxies: proxies, kubernetes: kubernetes)) {
            world.response(to: $0)
        }
    }

    private func joins(_ cluster: VirtualCluster) -> [String] {
        (cluster.snapshot.kubernetes?.memberPods ?? []).map { "\($0.member) \($0.pod.name) \($0.matchedBy.rawValue)" }
    }

    @Test func `pods are found by the addresses that the listing names`() {
        var cluster = cluster(World())
        cluster.run(.seconds(5)) { $0.isFirstRoundComplete }
        cluster.run(.seconds(1))
        #expect(joins(cluster) == ["db1 pod1 address", "db2 pod2 address", "db3 pod3 address"])
        #expect(cluster.snapshot.pod(of: "db2")?.podIPs == ["10.0.0.2"])
        #expect(cluster.snapshot.kubernetes?.watch.isStanding == true)
        #expect(cluster.snapshot.ownPods.map(\.resident) == ["db1", "db2", "db3"])
    }

    @Test func `without such addresses the names tell, or a Service that stands for one pod alone`() {
        var world = World(ips: ["10.9.0.1", "10.9.0.2", "10.9.0.3"])
        world.pods.delete("pod1")
        world.pods.add("db1", ip: "10.9.0.7")
        world.services = #"[{"metadata":{"name":"10.0.0.2","namespace":"platform"},"spec":{"selector":{"app":"db2"}}}]"#
        var cluster = cluster(world)
        cluster.run(.seconds(3))
        #expect(joins(cluster) == ["db1 db1 name", "db2 pod2 service"])
    }

    @Test func `the user's word counts before everything`() {
        var cluster = cluster(World(), podMembers: ["pod3": "db1", "platform/pod1": "db3", "no-such-pod": "db2"])
        cluster.run(.seconds(3))
        #expect(joins(cluster) == ["db1 pod3 configuration", "db2 pod2 address", "db3 pod1 configuration"])
    }

    @Test func `an agent's own word tells where the listing does not`() {
        var world = World()
        world.trio.members = ["db1"]
        let alone = world
        var cluster = cluster(alone, agents: Trio.seeds)
        cluster.world = { request in
            if case .listing = request { return .failure(.closedWithoutAnswer) }
            return alone.response(to: request)
        }
        cluster.run(.seconds(3))
        #expect(joins(cluster) == ["db1 pod1 agent", "db2 pod2 agent", "db3 pod3 agent"])
    }

    @Test func `pods that have ended keep no address`() {
        var world = World()
        world.pods.add("old", ip: "10.0.0.1")
        world.pods.change("old") { $0.phase = "Failed" }
        var cluster = cluster(world)
        cluster.run(.seconds(3))
        #expect(joins(cluster).first == "db1 pod1 address")
    }

    @Test func `a proxy's pod is found by its address, or by its way through the API server`() {
        var world = World()
        world.pods.add("haproxy-1", ip: "10.0.7.1")
        let direct = WebAddress(host: "10.0.7.1", port: 7000)
        let path = "/api/v1/namespaces/platform/pods/pod2:7000/proxy/;csv"
        let led = WebAddress(isTLS: true, host: "api", port: 6443, path: path)
        var cluster = cluster(world, proxies: [direct, led, WebAddress(host: "elsewhere", port: 7000)])
        cluster.run(.seconds(3))
        let pods = cluster.snapshot.kubernetes?.proxyPods ?? [:]
        #expect(pods[direct]?.name == "haproxy-1" && pods[led]?.name == "pod2" && pods.count == 2)
    }

    @Test func `a change of the leader's pod shows at once, and everybody is asked at once`() throws {
        var world = World()
        var gone = try #require(world.pods.pods["pod1"])
        gone.version = 900
        let line = PodServer.line(PodServer.Event(kind: "DELETED", pod: gone))
        world.messages = [(.milliseconds(5300), line)]
        var cluster = cluster(world)
        cluster.run(.seconds(10)) { $0.snapshot(at: .init(secondsSinceEpoch: 0)).kubernetes?.pods.value?.count == 3 }
        cluster.run(.seconds(10)) { $0.snapshot(at: .init(secondsSinceEpoch: 0)).kubernetes?.pods.value?.count == 2 }
        let seen = cluster.elapsed
        #expect((5300...5320).contains(seen.inMilliseconds), "\(seen)")
        #expect(cluster.snapshot.pod(of: "db1") == nil)
        cluster.run(.milliseconds(20))
        for name in ["db1", "db2", "db3"] {
            #expect(cluster.sent.contains { $0.request == .agent(Trio.address(name)) && $0.at >= seen })
        }
        #expect(
            cluster.sent.contains { sent in
                if case .listing = sent.request { sent.at >= seen } else { false }
            }
        )
    }

    @Test func `what was noted is read of pods that are not ready, and of one that somebody looks at`() {
        var world = World()
        world.pods.change("pod2") { $0.isReady = false }
        world.events = #"[{"type":"Warning","reason":"Unhealthy","message":"probe failed","count":3}]"#
        var cluster = cluster(world)
        cluster.run(.seconds(3))
        #expect(cluster.snapshot.kubernetes?.events.keys.map(\.name) == ["pod2"])
        let third = PodName(namespace: "platform", name: "pod3")
        let now = cluster.now
        cluster.change { $0.watchEvents(of: third, at: now) }
        cluster.run(.seconds(3))
        #expect(cluster.snapshot.kubernetes?.events[third]?.value?.map(\.reason) == ["Unhealthy"])
        cluster.run(.seconds(60))
        let asked = cluster.sent.count { sent in
            if case .kubernetes(let request) = sent.request { request.question.kind == "events" } else { false }
        }
        #expect((10...16).contains(asked), "\(asked)")
    }

    @Test func `without an API server there are no pods`() {
        var cluster = VirtualCluster(WatchPlan(agents: Trio.seeds)) { Trio().response(to: $0) }
        cluster.run(.seconds(2))
        #expect(cluster.snapshot.kubernetes == nil && cluster.snapshot.ownPods.isEmpty)
    }

    @Test func `an API server that never answers does not hold the others up for ever`() {
        let world = World()
        var cluster = cluster(world)
        cluster.world = { request in
            if case .kubernetes = request { return .failure(.connectionRefused) }
            return world.response(to: request)
        }
        cluster.run(.seconds(5)) { $0.isFirstRoundComplete }
        #expect(cluster.elapsed < .seconds(1))
        #expect(cluster.snapshot.kubernetes?.pods.failure?.reason == .connectionRefused)
    }
}
