import ClusterModel
import Diagnosis
import Foundation
import Reports
import TestSupport
import Testing

@Suite struct StatusReportTests {
    private func report(_ snapshot: ClusterSnapshot) throws -> [String: Any] {
        var examination = Examination()
        let seen = examination.examine(snapshot)
        let data = try JSONEncoder().encode(StatusReport(snapshot, verdict: seen.verdict, findings: seen.findings))
        return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    private func rows(_ report: [String: Any], _ key: String) throws -> [[String: Any]] {
        try #require(report[key] as? [[String: Any]])
    }

    @Test func `every key is there even when nothing is known`() throws {
        let empty = try report(ClusterSnapshot(takenAt: ExampleCluster.now))
        #expect(empty["cluster"] is NSNull)
        #expect(empty["takenAt"] as? String == "2026-11-22T14:47:53.000Z")
        #expect((empty["verdict"] as? [String: Any])?["level"] as? String == "unknown")
        #expect((empty["dcs"] as? [String: Any])?["failure"] is NSNull)
    }

    @Test func `members are told with their own agent's word beside the listing's`() throws {
        let report = try report(ExampleCluster.with { $0.report("db2") { $0.role = "primary" } })
        let member = try #require(try rows(report, "members").dropFirst().first)
        #expect(member["role"] as? String == "replica")
        #expect((member["api"] as? [String: Any])?["role"] as? String == "primary")
        #expect(member["lagBytes"] as? Int == 0)
        #expect(member["pod"] is NSNull)
        #expect((member["route"] as? [String: Any])?["of"] as? Int == 2)
    }

    @Test func `pods are told as kubectl prints them, with the member that lives in each`() throws {
        let report = try report(
            ExampleCluster.withPods {
                $0.pod(of: "db2") { $0.restarted(1, secondsAgo: 82_800, because: "Error") }
                $0.pod(of: "db3") { pod in
                    pod.becomesUnready()
                    pod.nodeName = nil
                }
            }
        )
        let pods = try rows(report, "pods")
        let texts = ["name", "namespace", "ready", "status", "restarts", "age", "ip", "node"].map {
            pods[1][$0] as? String
        }
        #expect(texts == ["db2-0", "platform", "1/1", "Running", "1 (23h ago)", "25h", "127.0.0.12", "node2"])
        #expect(pods[2]["node"] as? String == "<none>" && pods[2]["nominatedNode"] as? String == "<none>")
        #expect(pods[2]["readinessGates"] as? String == "<none>" && pods[2]["ready"] as? String == "0/1")
        #expect(pods[2]["notReadyBecause"] as? String == "container opengauss is not ready")
        #expect(pods[0]["member"] as? String == "db1" && pods[0]["matchedBy"] as? String == "address")
        #expect(pods[0]["proxy"] is NSNull && pods[0]["notReadyBecause"] is NSNull)
        #expect(try rows(report, "members").map { $0["pod"] as? String } == ["db1-0", "db2-0", "db3-0"])
        let kubernetes = try #require(report["kubernetes"] as? [String: Any])
        #expect(kubernetes["watched"] as? Bool == true && kubernetes["failure"] is NSNull)
        #expect(try self.report(ExampleCluster().snapshot)["kubernetes"] is NSNull)
    }

    @Test func `an unknown lag is null, not zero`() throws {
        let report = try report(ExampleCluster.with { $0.row("db3") { $0.lag = .unknown } })
        #expect(try rows(report, "members").last?["lagBytes"] is NSNull)
    }

    @Test func `servers are told as HAProxy spells them, with their member`() throws {
        let proxy = try #require(try rows(try report(ExampleCluster().snapshot), "proxies").first)
        let backend = try #require(try rows(proxy, "backends").first)
        let server = try #require(try rows(backend, "servers").first)
        #expect(backend["kind"] as? String == "primaryOnly")
        #expect(server["name"] as? String == "dbsrv1" && server["status"] as? String == "UP")
        #expect(server["check"] as? String == "L7OK/200" && server["member"] as? String == "db1")
    }

    @Test func `a failure is told in words`() throws {
        let report = try report(ExampleCluster.with { $0.agentFails("db2", .timedOut(connected: true)) })
        let api = try #require(try rows(report, "members")[1]["api"] as? [String: Any])
        #expect(api["reachable"] as? Bool == false)
        #expect(api["failure"] as? String == "accepts connections but does not answer")
        #expect(try rows(report, "findings").compactMap { $0["rule"] as? String } == ["agent-unreachable"])
    }

    @Test func `every key of the schema stands in README`() throws {
        let readme = try String(contentsOf: PackageFolder.path("README.md"), encoding: .utf8)
        let report = try report(ExampleCluster().snapshot)
        let member = try #require(try rows(report, "members").first)
        let api = try #require(member["api"] as? [String: Any])
        let proxy = try #require(try rows(report, "proxies").first)
        let backend = try #require(try rows(proxy, "backends").first)
        let server = try #require(try rows(backend, "servers").first)
        let keys = [report, member, api, proxy, backend, server].flatMap(\.keys)
        for key in keys { #expect(readme.firstMatch(of: try Regex("\\b\(key)\\b")) != nil, "\(key)") }
    }
}
