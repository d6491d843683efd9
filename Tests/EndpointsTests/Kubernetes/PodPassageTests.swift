import ClusterModel
import Testing

@testable import Endpoints

/// A cluster in pods that is found, and read directly or through the API server, under virtual time.
struct PodPassageTests {
    private static let server = WebAddress(isTLS: true, host: "api", port: 6443)

    /// Agents in pods at `10.0.0.N`, a proxy at `10.0.7.1`, and a network that leads there or does not.
    private struct World {
        var trio = Trio()
        var pods = PodServer()
        var isReachable = true
        /// Who answers at the pods' addresses in their place, where they are not reachable.
        var impostor: ((ReadRequest) -> VirtualCluster.Response)?
        var proxyRefusal: (status: Int, message: String)?

        init() {
            pods.pageSize = 100
            for number in 1...3 {
                pods.add("pod\(number)", ip: "10.0.0.\(number)")
                pods.change("pod\(number)") { $0.ports = [5432, 8008] }
            }
            pods.add("haproxy", ip: "10.0.7.1")
            pods.change("haproxy") { $0.ports = [7000, 6000] }
        }

        func response(to request: ReadRequest) -> VirtualCluster.Response {
            switch request {
            case .kubernetes(let question): return response(to: question.question)
            case .probe, .heldConnection, .store:
                return isReachable
                    ? trio.response(to: request) : impostor?(request) ?? .failure(.timedOut(connected: false))
            case .listing, .agent, .history, .configuration, .proxyStatistics: break
            }
            guard let address = request.webAddress else { return .failure(.connectionRefused) }
            guard let pod = address.proxiedPod else {
                guard !isReachable else { return trio.response(to: request) }
                return impostor?(request) ?? .failure(.unreachable(reason: "no route"))
            }
            if let proxyRefusal {
                return .answer(Self.status(proxyRefusal.message, proxyRefusal.status), status: proxyRefusal.status)
            }
            guard let stored = pods.pods[pod.name] else {
                return .answer(Self.status("pods not found", 404), status: 404)
            }
            let direct = request.asked(
                at: WebAddress(host: stored.ip, port: address.path.contains(":7000/") ? 7000 : 8008)
            )
            guard case .failure = trio.response(to: direct) else { return trio.response(to: direct) }
            let cause = "error trying to reach service: dial tcp \(stored.ip):8008: connect: connection refused"
            return .answer(Self.status(cause, 503), status: 503)
        }

        static func status(_ message: String, _ code: Int) -> String {
            #"{"kind":"Status","apiVersion":"v1","status":"Failure","message":"\#(message)","code":\#(code)}"#
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

    private func cluster(_ world: World, way: PodWay = .automatic) -> VirtualCluster {
        let plan = KubernetesPlan(server: Self.server, pods: PodSelection(namespace: "platform"), way: way)
        return VirtualCluster(WatchPlan(agents: [], kubernetes: plan)) { world.response(to: $0) }
    }

    private func direct(_ cluster: VirtualCluster, since start: Duration = .zero) -> [ReadRequest] {
        cluster.sent.filter { $0.at >= start && $0.request.webAddress?.isDetour == false }.map(\.request)
    }

    @Test func `pods alone lead to the whole cluster`() {
        var cluster = cluster(World())
        cluster.run(.seconds(5)) { $0.isFirstRoundComplete }
        cluster.run(.seconds(1))
        let snapshot = cluster.snapshot
        #expect(snapshot.members.map(\.name) == ["db1", "db2", "db3"] && snapshot.listedLeader?.name == "db1")
        #expect(snapshot.proxies.map(\.name) == ["10.0.7.1:7000"] && snapshot.proxies[0].writeTargets == ["db1"])
        #expect(snapshot.probes.map(\.address.port) == [6000])
        #expect(snapshot.kubernetes?.isReadThroughServer == false)
        #expect(snapshot.members.compactMap { snapshot.pod(of: $0.name)?.name } == ["pod1", "pod2", "pod3"])
    }

    @Test func `what cannot be reached directly is read through the API server`() throws {
        var world = World()
        world.isReachable = false
        var cluster = cluster(world)
        cluster.run(.seconds(5)) { $0.isFirstRoundComplete }
        #expect(cluster.elapsed < .seconds(1), "the failure of the direct way is nobody's failure")
        cluster.run(.seconds(20))
        let snapshot = cluster.snapshot
        #expect(snapshot.members.allSatisfy { $0.agent?.report.currentValue != nil })
        #expect(snapshot.listedLeader?.name == "db1" && snapshot.proxies[0].writeTargets == ["db1"])
        #expect(snapshot.probes.isEmpty, "nobody can be asked there")
        #expect(snapshot.kubernetes?.isReadThroughServer == true)
        let leader = try #require(snapshot.member("db1")?.agent?.address)
        #expect(leader.url == "https://api:6443/api/v1/namespaces/platform/pods/pod1:8008/proxy")
        #expect(direct(cluster).count <= 4, "each was tried once: \(direct(cluster))")
        #expect(snapshot.unnamedAgents.isEmpty)
    }

    @Test func `the load on agents is the same either way`() {
        func count(_ way: PodWay) -> Int {
            var cluster = cluster(World(), way: way)
            cluster.run(.seconds(30))
            return cluster.sent.count { $0.request.webAddress != nil }
        }
        #expect(count(.direct) == count(.apiServer))
    }

    @Test func `the direct way is tried again, and taken when it is there`() {
        var world = World()
        world.isReachable = false
        var cluster = cluster(world)
        cluster.run(.seconds(130))
        #expect((2...3).contains(direct(cluster, since: .seconds(10)).count))
        world.isReachable = true
        let later = world
        cluster.world = { later.response(to: $0) }
        cluster.run(.seconds(70))
        #expect(cluster.snapshot.kubernetes?.isReadThroughServer == false)
        #expect(cluster.snapshot.member("db2")?.agent?.address == Trio.address("db2"))
        #expect(cluster.snapshot.probes.count == 1)
    }

    @Test func `one agent that dies is not looked for elsewhere, all of them are`() {
        var world = World()
        var cluster = cluster(world)
        cluster.run(.seconds(10))
        world.trio.down = ["db2"]
        let one = world
        cluster.world = { one.response(to: $0) }
        cluster.run(.seconds(30))
        #expect(cluster.snapshot.kubernetes?.isReadThroughServer == false)
        #expect(cluster.snapshot.member("db2")?.agent?.report.failure?.reason == .connectionRefused)
        world.isReachable = false
        let none = world
        cluster.world = { none.response(to: $0) }
        cluster.run(.seconds(20))
        #expect(cluster.snapshot.kubernetes?.isReadThroughServer == true)
        #expect(cluster.snapshot.member("db1")?.agent?.report.currentValue != nil)
        #expect(cluster.snapshot.member("db2")?.agent?.report.failure?.reason == .connectionRefused)
    }

    private static func stranger(_ number: Int) -> (ReadRequest) -> VirtualCluster.Response {
        { request in
            switch (number, request) {
            case (0, _): .answer("Hello")
            case (1, _): .answer("{}")
            case (2, _): .answer("", status: 401)
            case (3, _): .answer("not found", status: 404)
            case (4, _): .failure(.closedWithoutAnswer)
            // Another cluster's agent, in a network that uses the same addresses.
            case (_, .agent): .answer(Trio().report("db1").replacing("opengauss", with: "other"))
            case (_, _): .answer("{}", status: 404)
            }
        }
    }

    @Test(arguments: 0...5, [true, false])
    func `whoever answers at pods' addresses does not end a way that works`(stranger: Int, isThereFirst: Bool) {
        var world = World()
        world.isReachable = false
        if isThereFirst, stranger < 5 { world.impostor = Self.stranger(stranger) }
        var cluster = cluster(world)
        cluster.run(.seconds(10))
        world.impostor = Self.stranger(stranger)
        let later = world
        cluster.world = { later.response(to: $0) }
        for _ in 0..<15 {
            cluster.run(.seconds(10))
            #expect(cluster.snapshot.kubernetes?.isReadThroughServer == true)
            #expect(cluster.snapshot.members.allSatisfy { $0.agent?.report.currentValue != nil })
            #expect(cluster.snapshot.listing.currentValue != nil && cluster.snapshot.probes.isEmpty)
        }
    }

    @Test(arguments: [true, false])
    func `an agent that is forwarded from elsewhere proves no way to the pods`(isGatewayThere: Bool) {
        var world = World()
        world.isReachable = false
        if isGatewayThere { world.impostor = Self.stranger(0) }
        /// Agents give an address on the user's own machine, where they answer.
        func response(to request: ReadRequest) -> VirtualCluster.Response {
            if let address = request.webAddress, address.host == "127.0.0.1" {
                let pod = WebAddress(host: "10.0.0.\(address.port - 9000)", port: 8008)
                return world.trio.response(to: request.asked(at: pod)).forwarded
            }
            return world.response(to: request).forwarded
        }
        let plan = KubernetesPlan(server: Self.server, pods: PodSelection(namespace: "platform"), way: .automatic)
        var cluster = VirtualCluster(WatchPlan(agents: [], kubernetes: plan), world: response)
        cluster.run(.seconds(5)) { $0.isFirstRoundComplete }
        #expect(cluster.snapshot.members.allSatisfy { $0.agent != nil } && cluster.snapshot.members.count == 3)
        for _ in 0..<15 {
            cluster.run(.seconds(10))
            #expect(cluster.snapshot.kubernetes?.isReadThroughServer == true)
            #expect(cluster.snapshot.members.allSatisfy { $0.agent?.report.currentValue != nil })
            #expect(cluster.snapshot.proxies.map(\.writeTargets) == [["db1"]] && cluster.snapshot.probes.isEmpty)
        }
    }

    @Test(arguments: 0...4)
    func `a direct way that gives no real answers any more is given up`(stranger: Int) {
        var world = World()
        var cluster = cluster(world)
        cluster.run(.seconds(10))
        #expect(cluster.snapshot.probes.count == 1)
        world.isReachable = false
        world.impostor = Self.stranger(stranger)
        let later = world
        cluster.world = { later.response(to: $0) }
        cluster.run(.seconds(20))
        #expect(cluster.snapshot.kubernetes?.isReadThroughServer == true && cluster.snapshot.probes.isEmpty)
        #expect(cluster.snapshot.members.allSatisfy { $0.agent?.report.currentValue != nil })
    }

    @Test func `each way can be forced`() {
        var world = World()
        var led = cluster(world, way: .apiServer)
        led.run(.seconds(10))
        #expect(direct(led).isEmpty && led.snapshot.listing.currentValue != nil)
        world.isReachable = false
        var straight = cluster(world, way: .direct)
        straight.run(.seconds(10))
        #expect(straight.sent.allSatisfy { $0.request.webAddress?.isDetour != true })
        #expect(straight.snapshot.listing.currentValue == nil)
    }

    @Test func `a missing right is the agent's failure, and is named`() {
        var world = World()
        let message = #"pods \"pod1:8008\" is forbidden: User \"ann\" cannot get resource \"pods/proxy\""#
        world.proxyRefusal = (403, message)
        var cluster = cluster(world, way: .apiServer)
        cluster.run(.seconds(5))
        let reasons = Set(cluster.snapshot.unnamedAgents.compactMap { $0.report.failure?.reason })
        #expect(reasons == [.refused(status: 403, reason: "user ann may not get pods/proxy in namespace platform")])
    }

    @Test func `agents and proxies come and go with their pods`() {
        var world = World()
        var cluster = cluster(world)
        cluster.run(.seconds(5))
        world.pods.delete("haproxy")
        world.pods.add("haproxy-2", ip: "10.0.7.2")
        world.pods.change("haproxy-2") { $0.ports = [7000, 6000] }
        let later = world
        cluster.world = { later.response(to: $0) }
        let now = cluster.now
        cluster.change { $0.refresh(at: now) }
        cluster.run(.seconds(3))
        #expect(cluster.snapshot.proxies.map(\.name) == ["10.0.7.2:7000"])
        #expect(cluster.snapshot.probes.map(\.address.host) == ["10.0.7.2"])
        let start = cluster.elapsed
        cluster.run(.seconds(5))
        #expect(!cluster.sent.contains { $0.at > start && $0.request.webAddress?.host == "10.0.7.1" })
    }

    @Test(arguments: ["/../../secrets", "/%2e%2e/x", "/./x"])
    func `an agent's path does not lead out of its pod`(path: String) {
        let pod = Pod(id: PodName(namespace: "platform", name: "db1"), uid: "1", podIPs: ["10.0.0.1"])
        let map = PodMap(pods: [pod], services: [], homes: [:])
        let hostile = WebAddress(host: "10.0.0.1", port: 8008, path: path)
        #expect(map.detour(of: hostile, through: Self.server) == nil)
        let access = KubernetesAccess(server: Self.server)
        let plain = map.detour(
            of: WebAddress(isTLS: true, host: "10.0.0.1", port: 8008, path: "/a"),
            through: Self.server
        )
        #expect(plain?.path == "/api/v1/namespaces/platform/pods/https:db1:8008/proxy/a")
        #expect(plain.map { access.covers(.agent($0)) } == true)
    }
}

extension VirtualCluster.Response {
    /// With agents' addresses as they are forwarded to the user's own machine.
    fileprivate var forwarded: Self {
        guard case .answer(var text, let status, let delay) = self else { return self }
        for number in 1...3 {
            text = text.replacing("http://10.0.0.\(number):8008/patroni", with: "http://127.0.0.1:900\(number)/patroni")
        }
        return .answer(text, status: status, after: delay)
    }
}
