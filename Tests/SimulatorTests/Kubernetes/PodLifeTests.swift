import ClusterModel
import Simulator
import Testing

/// What becomes of pods when something happens to what runs in them.
struct PodLifeTests {
    @Test func `a container that dies is started again, then backed off`() throws {
        var lab = PodLab()
        lab.apply(.crash(.named("db2")))
        lab.advance(0.5)
        #expect(lab.status("db2") == ["Error"])
        #expect(try !lab.pod("db2").isReady)
        lab.advance(2)
        #expect(try lab.pod("db2").container?.restarts == 2)
        lab.advance(3)
        #expect(lab.status("db2") == ["CrashLoopBackOff"])
        lab.advance(60)
        let restarts = try #require(lab.pod("db2").container?.restarts)
        #expect((4...6).contains(restarts))
        lab.apply(.start(.named("db2")))
        lab.advance(8)
        #expect(lab.status("db2") == ["Running"])
        let container = try #require(lab.pod("db2").container)
        #expect(container.restarts == restarts + 1)
        #expect(container.lastEnding?.exitCode == 137)
        #expect(container.lastEnding?.reason == "Error")
        #expect(try lab.pod("db2").isReady)
        #expect(try lab.pod("db2").name == "db2-deployment-6bfb5467b8-h4pxw")
    }

    @Test func `a member that is stopped has completed, one that loops was out of memory`() throws {
        var lab = PodLab()
        lab.apply(.stop(.named("db2")))
        lab.advance(4)
        #expect(try lab.pod("db2").container?.lastEnding?.reason == "Completed")
        lab.apply(.podCrashLooping(.named("db3")))
        lab.advance(8)
        #expect(lab.status("db3") == ["CrashLoopBackOff"])
        #expect(try lab.pod("db3").container?.lastEnding?.reason == "OOMKilled")
    }

    @Test func `a deleted pod is replaced on its node with another name and address`() throws {
        var lab = PodLab(.healthy)
        let old = try lab.pod("db1")
        lab.apply(.podDeleted(.leader))
        lab.advance(0.1)
        #expect(lab.status("db1").contains("Terminating"))
        lab.advance(40)
        let new = try lab.pod("db1")
        #expect(lab.pods("db1").count == 1)
        #expect(new.name != old.name && new.uid != old.uid && new.address != old.address)
        #expect(new.node == old.node)
        #expect(new.name.hasPrefix("db1-deployment-67d97bbdf7-"))
        #expect(lab.status("db1") == ["Running"])
        #expect(new.isReady)
        #expect(lab.lab.cluster.leader != "db1")
        let row = try #require(lab.lab.json("/cluster", from: "db2")["members"]?.elements?.first)
        #expect(row["host"]?.text == new.address)
        #expect(row["state"] == "streaming")
    }

    /// The column `addr` of a server, or its check, as the first proxy tells it.
    private func column(_ name: String, of server: String, _ lab: inout PodLab) throws -> String {
        let lines = try lab.lab.csv().split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        let index = try #require(lines.first?.firstIndex(of: name))
        let row = try #require(lines.first { $0.count > 1 && $0[1] == server })
        return row[index]
    }

    @Test func `proxies of the reference deployment keep the address of a pod that is gone`() throws {
        var lab = PodLab(.opengauss)
        lab.apply(.podDeleted(.named("db2")))
        lab.advance(40)
        #expect(try lab.pod("db2").isReady)
        #expect(try column("check_status", of: "dbsrv2", &lab).hasSuffix("L4TOUT"))
    }

    @Test func `proxies with resolvers follow a pod`() throws {
        var lab = PodLab(.healthy)
        lab.apply(.podDeleted(.named("db2")))
        lab.advance(20)
        #expect(try column("check_status", of: "dbsrv2", &lab) == "L7STS")
    }

    @Test func `the stale address is shown where addresses are`() throws {
        var blueprint = Scenario.staleAddress.blueprint()
        blueprint.showsLegends = true
        var lab = PodLab()
        lab.lab = LabCluster(blueprint)
        lab.apply(.podDeleted(.named("db2")))
        lab.advance(20)
        #expect(try column("addr", of: "dbsrv2", &lab) == "192.168.0.154:5432")
        #expect(try lab.pod("db2").address != "192.168.0.154")
    }

    @Test func `an evicted pod stays beside its replacement`() throws {
        var lab = PodLab()
        lab.apply(.podEvicted(.named("db3")))
        lab.advance(20)
        #expect(lab.status("db3") == ["Evicted", "Running"])
        #expect(lab.pods("db3")[0].message?.hasPrefix("The node was low on resource") == true)
        #expect(lab.lab.cluster.members[2].isStreaming)
    }

    @Test func `a lost node makes its pods unknown, and their replacements wait`() throws {
        var lab = PodLab(.twoOnOneNode)
        lab.apply(.nodeLost(.named("db3")))
        lab.advance(6)
        #expect(lab.status("db2") == ["Running"] && lab.status("db3") == ["Running"])
        #expect(try !lab.pod("db2").isReady && !lab.pod("db3").isReady)
        lab.advance(35)
        #expect(lab.status("db2") == ["Unknown", "Pending"])
        #expect(try lab.pod("db2").unschedulable?.hasPrefix("0/3 nodes are available") == true)
        lab.apply(.nodeBack(.named("db3")))
        lab.advance(20)
        #expect(lab.status("db2") == ["Running"] && lab.status("db3") == ["Running"])
        #expect(lab.lab.cluster.members.filter(\.serves).count == 3)
    }

    @Test func `a node that is back soon restarts its containers`() throws {
        var lab = PodLab(.twoOnOneNode)
        lab.apply(.nodeLost(.named("db2")))
        lab.advance(10)
        lab.apply(.nodeBack(.named("db2")))
        lab.advance(10)
        #expect(try lab.pod("db2").name == "db2-deployment-6bfb5467b8-h4pxw")
        #expect(try lab.pod("db2").container?.restarts == 1)
        #expect(try lab.pod("db2").isReady)
    }

    @Test func `two members share a node only where they are told to`() throws {
        let apart = PodLab(.healthy)
        #expect(Set(["db1", "db2", "db3"].compactMap { apart.pods($0).first?.node }).count == 3)
        let together = PodLab(.twoOnOneNode)
        #expect(try together.pod("db2").node == together.pod("db3").node)
    }

    @Test func `a proxy's pod lives and dies with it`() throws {
        var lab = PodLab()
        let crashed = try #require(lab.pods.first { $0.workload == .proxy(1) })
        lab.apply(.proxyDown(1))
        lab.advance(8)
        #expect(lab.pods.first { $0.name == crashed.name }?.cells(at: lab.lab.now)[2] == "CrashLoopBackOff")
        lab.apply(.proxyUp(1))
        lab.advance(1)
        #expect(lab.pods.first { $0.name == crashed.name }?.isReady == true)
        let path = PodLab.namespace + "/pods/" + crashed.name
        #expect(lab.send("DELETE", path).response?.status == 200)
        lab.advance(20)
        #expect(!lab.pods.contains { $0.name == crashed.name })
        #expect(lab.pods("haproxy").count == 2)
        #expect(lab.lab.cluster.proxies[1].isRunning)
    }

    @Test func `a process that does not stop in time is killed with its pod`() throws {
        var lab = PodLab()
        lab.apply(.freeze(.named("db2")))
        lab.apply(.podDeleted(.named("db2")))
        lab.advance(20)
        #expect(lab.status("db2").contains("Terminating"))
        lab.advance(30)
        #expect(lab.status("db2") == ["Running"])
    }

    @Test func `a readiness probe that fails is told`() throws {
        var lab = PodLab(.healthy)
        lab.apply(.killDatabase(.named("db2")))
        lab.apply(.cutFromDCS(.named("db2")))
        lab.advance(5)
        #expect(try !lab.pod("db2").isReady)
        #expect(lab.status("db2") == ["Running"])
        let events = try lab.json(PodLab.namespace + "/events?fieldSelector=reason%3DUnhealthy")
        let message = events["items"]?.elements?.first?["message"]?.text
        #expect(message == "Readiness probe failed: HTTP probe failed with statuscode: 503")
    }

    @Test func `a cluster without Kubernetes bears the faults of pods`() {
        var blueprint = Scenario.healthy.blueprint()
        blueprint.kubernetes = nil
        var lab = LabCluster(blueprint)
        for fault in [Fault.podDeleted(.leader), .podEvicted(.leader), .nodeBack(.leader), .apiServer(.compact)] {
            lab.apply(fault)
        }
        lab.advance(5)
        #expect(lab.cluster.leader == "db1")
        #expect(lab.cluster.answer(SimulatedRequest(.kubernetes, path: "/version"), at: lab.now) == .refuse)
    }
}
