import ClusterModel
import Dashboard
import Diagnosis
import Foundation
import Reports
import Scenes
import Simulator
import TerminalUI
import TestSupport
import Testing
import Wording

@Suite struct IncidentReportTests {
    static let folder = PackageFolder.path("Tests/ReportsTests/Goldens")

    private func rehearsal(_ scenario: Scenario, _ change: (inout Rehearsal) -> Void) -> Rehearsal {
        var rehearsal = Rehearsal(scenario, size: Size(columns: 120, rows: 40), probes: true)
        change(&rehearsal)
        return rehearsal
    }

    private func report(_ rehearsal: Rehearsal, after span: Duration) throws -> String {
        let incident = try #require(rehearsal.dashboard.incidents.first)
        return IncidentReport.markdown(incident, cluster: "orders", now: Rehearsal.start + span)
    }

    @Test func `the report of a failover reads as it did`() throws {
        let failover = rehearsal(.failover) { $0.play(for: .seconds(60)) }
        try Golden.expect(report(failover, after: .seconds(60)), matches: "failover.md", in: Self.folder)
    }

    @Test func `the report of a failover is told in Chinese too`() throws {
        let failover = rehearsal(.failover) { $0.play(for: .seconds(60)) }
        let incident = try #require(failover.dashboard.incidents.first)
        let now = Rehearsal.start + .seconds(60)
        let page = IncidentReport.markdown(incident, cluster: "orders", now: now, in: .chinese)
        try Golden.expect(page, matches: "failover-zh.md", in: Self.folder)
    }

    @Test func `the report of a failover that is still open reads as it did`() throws {
        let failover = rehearsal(.failover) { $0.play(for: .seconds(9)) }
        try Golden.expect(report(failover, after: .seconds(9)), matches: "failover-open.md", in: Self.folder)
    }

    @Test func `the report of a switchover reads as it did`() throws {
        let switchover = rehearsal(.healthy) {
            $0.play(for: .seconds(10))
            $0.post("/switchover", #"{"leader": "db1", "candidate": "db3"}"#, to: "db1")
            $0.play(for: .seconds(30))
        }
        try Golden.expect(report(switchover, after: .seconds(40)), matches: "switchover.md", in: Self.folder)
    }

    @Test func `the same incident makes the same page, and its name the time`() throws {
        let failover = rehearsal(.failover) { $0.play(for: .seconds(30)) }
        let again = rehearsal(.failover) { $0.play(for: .seconds(30)) }
        #expect(try report(failover, after: .seconds(30)) == report(again, after: .seconds(30)))
        let incident = try #require(failover.dashboard.incidents.first)
        #expect(IncidentReport.fileName(incident) == "nines-incident-20261122-144758.md")
        #expect(IncidentReport.fileName(incident, utcOffsetSeconds: 28_800) == "nines-incident-20261122-224758.md")
    }

    @Test func `text from outside cannot break a table`() throws {
        var incident = try #require(rehearsal(.failover) { $0.play(for: .seconds(9)) }.dashboard.incidents.first)
        incident.events = [
            Event(at: incident.openedAt, kind: .paused, severity: .notice, subject: "x", text: "a | b <img>\nc")
        ]
        let page = IncidentReport.markdown(incident, cluster: "o|rders", now: incident.openedAt)
        #expect(page.contains("a \\| b \\<img> c |") && page.hasPrefix("# o\\|rders"))
        let tables = page.split(separator: "\n").filter { $0.hasPrefix("|") }
        #expect(tables.allSatisfy { $0.hasSuffix("|") })
    }
}
