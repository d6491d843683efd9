import ClusterModel
import Endpoints
import Simulator
import TestSupport
import Testing

/// The way through the API server to agents and statistics, and the logs.
struct PodProxyAndLogTests {
    private func path(_ pod: SimulatedPod, _ rest: String) -> String { "\(PodLab.namespace)/pods/\(pod.name)\(rest)" }

    @Test func `an agent's answers come through the pod's proxy`() throws {
        var lab = PodLab()
        let direct = try lab.lab.get("/cluster", from: "db1")
        for prefix in ["", "http:"] {
            let answer = try lab.get("\(PodLab.namespace)/pods/\(prefix)\(PodLab.db1):8008/proxy/cluster")
            #expect(answer.body == direct.body)
            #expect(answer[header: "Server"] == "BaseHTTP/0.6 Python/3.7.16")
            #expect(answer[header: "Content-Length"] == String(direct.body.count))
        }
        let byName = try lab.get(path(lab.pod("db1"), ":patroni/proxy/cluster"))
        #expect(byName.body == direct.body)
        #expect(try lab.get(path(lab.pod("db1"), ":8008/proxy/replica")).status == 503)
        #expect(try JSON(parsing: lab.get(path(lab.pod("db1"), ":8008/proxy/replica")).body)?["kind"] == nil)
    }

    @Test func `statistics come from one proxy process each`() throws {
        var lab = PodLab()
        for pod in lab.pods("haproxy") {
            let page = try lab.get(path(pod, ":7000/proxy/;csv;norefresh"))
            #expect(page.text.hasPrefix("# pxname,svname,"))
        }
    }

    @Test func `a write goes through, its answer when it is there`() throws {
        var lab = PodLab(.healthy)
        let body = #"{"leader": "db1", "candidate": "db2"}"#
        let answer = try #require(lab.send("POST", path(lab.pod("db1"), ":8008/proxy/switchover"), body: body).response)
        #expect(answer.text == "Successfully switched over to \"db2\"")
        #expect(lab.lab.cluster.leader == "db2")
    }

    @Test func `a container that is down cannot be reached, nor a pod without an address`() throws {
        var lab = PodLab()
        lab.apply(.crash(.named("db2")))
        lab.advance(5)
        let down = try lab.get(path(lab.pod("db2"), ":8008/proxy/patroni"))
        #expect(down.status == 503)
        #expect(
            JSON(parsing: down.body)?["message"]
                == "error trying to reach service: dial tcp 192.168.0.154:8008: connect: connection refused"
        )
        lab.apply(.podDeleted(.named("db3")))
        lab.advance(0.1)
        let pending = try lab.get(path(lab.pod("db3"), ":8008/proxy/patroni"))
        let recorded = try Fixture("kubernetes-1.32.13/proxy-pod-without-ip.http").answer()
        #expect(JSON(parsing: pending.body) == JSON(parsing: recorded.body))
        let log = try lab.get(path(lab.pod("db3"), "/log"))
        #expect(log.status == 400)
    }

    @Test func `a frozen agent keeps the proxy waiting`() throws {
        var lab = PodLab()
        lab.apply(.freeze(.named("db2")))
        let request = SimulatedRequest(.kubernetes, path: path(try lab.pod("db2"), ":8008/proxy/patroni"))
        guard case .later = lab.lab.cluster.answer(request, at: lab.lab.now) else {
            Issue.record("answered")
            return
        }
    }

    @Test func `the log tells what the member does`() throws {
        var lab = PodLab(.healthy)
        lab.advance(10)
        let tail = try lab.get(path(lab.pod("db1"), "/log?tailLines=2")).text
        #expect(tail.split(separator: "\n").count == 2)
        #expect(tail.contains("INFO: no action. I am (db1), the leader with the lock"))
        let recent = try lab.get(path(lab.pod("db2"), "/log?sinceSeconds=5&timestamps=true")).text
        let lines = recent.split(separator: "\n")
        #expect((1...4).contains(lines.count))
        #expect(lines.allSatisfy { $0.prefix(30).wholeMatch(of: /2026-11-22T\d\d:\d\d:\d\d\.\d{9}Z/) != nil })
        #expect(recent.contains("a secondary, and following a leader (db1)"))
        lab.apply(.crash(.leader))
        lab.advance(12)
        let leader = try #require(lab.lab.cluster.leader).text
        #expect(try lab.get(path(lab.pod(leader), "/log")).text.contains("INFO: acquired session lock as a leader"))
        let proxy = try #require(lab.pods("haproxy").first)
        #expect(try lab.get(path(proxy, "/log")).text.contains("/dbsrv1 is DOWN, reason: Layer4 connection problem"))
    }

    @Test func `the log of the run before is kept`() throws {
        var lab = PodLab(.healthy)
        lab.advance(5)
        let before = try lab.get(path(lab.pod("db3"), "/log")).text
        lab.apply(.crash(.named("db3")))
        lab.advance(0.1)
        lab.apply(.start(.named("db3")))
        lab.advance(3)
        #expect(try lab.get(path(lab.pod("db3"), "/log?previous=true")).text == before)
        #expect(try lab.get(path(lab.pod("db3"), "/log")).text.contains("Selected new etcd server"))
    }

    @Test func `a followed log goes on until the container ends`() throws {
        var lab = PodLab(.healthy)
        var log = try lab.follow(path(lab.pod("db2"), "/log?follow=true&tailLines=1"))
        log.read(&lab)
        #expect(log.text.split(separator: "\n").count == 1)
        log.read(&lab, seconds: 10)
        #expect((4...9).contains(log.text.split(separator: "\n").count))
        #expect(!log.isOver)
        lab.apply(.crash(.named("db2")))
        log.read(&lab, seconds: 1)
        #expect(log.isOver && !log.isCut)
    }
}
