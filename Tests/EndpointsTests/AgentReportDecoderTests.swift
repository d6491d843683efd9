import ClusterModel
import Endpoints
import TestSupport
import Testing

struct AgentReportDecoderTests {
    static let fixtures = Fixture.all(suffix: ".patroni.http") + Fixture.all(suffix: ".root.http")

    @Test(arguments: fixtures)
    func `every recorded report decodes`(_ fixture: Fixture) throws {
        guard case .success(let answer) = try fixture.outcome() else { return }
        let report = try AgentReportDecoder.decode(answer).get()
        #expect(report.role.kind != .unknown, "\(report.role)")
        #expect(report.patroniVersion.map { fixture.path.hasPrefix("patroni-\($0)") } == true)
        #expect(report.scope != nil)
        // The agent's clock is the file's, not ours; it only must have been read.
        if !fixture.path.contains("-1.") { #expect(report.dcsLastSeen != nil) }
        if report.serverVersion != nil {
            #expect(report.wal != nil && report.timeline != nil && report.postmasterStartTime != nil)
        }
    }

    @Test func `a primary tells its position and its senders`() throws {
        let report = try AgentReportDecoder.decode(Fixture("patroni-4.1.5/quorum/db2.patroni.http").answer()).get()
        #expect(report.role == "primary" && report.state == "running" && report.serverVersion == 150_018)
        #expect(report.wal == .written(LogSequenceNumber(position: 83_327_480)))
        #expect(report.senders.map(\.applicationName) == ["db1", "db3"])
        #expect(report.senders.map(\.syncState) == ["quorum", "quorum"])
        #expect(report.name == "db2" && report.scope == "opengauss")
    }

    @Test func `a replica tells what it received and replayed`() throws {
        let report = try AgentReportDecoder.decode(Fixture("patroni-4.1.5/quorum/db1.patroni.http").answer()).get()
        let position = LogSequenceNumber(position: 83_327_480)
        #expect(
            report.wal
                == .recovered(
                    received: position,
                    replayed: position,
                    replayedAt: "2026-11-22 16:45:28.286949+00:00",
                    isPaused: false
                )
        )
        #expect(report.isQuorumStandby && !report.isSynchronousStandby && report.replicationState == "streaming")
    }

    @Test func `an agent cut off from its store says that the cluster is unlocked`() throws {
        let report = try AgentReportDecoder.decode(
            Fixture("patroni-4.1.5/leader-partitioned-from-etcd/db1.patroni.http").answer()
        ).get()
        #expect(report.clusterIsUnlocked)
        #expect(report.pendingRestart?.reasons.first?.parameter == "max_connections")
    }

    @Test func `a report of the fork with text for numbers decodes`() throws {
        let text = """
            {"state": "running", "role": "master", "server_version": "90204", "timeline": "1",
             "xlog": {"location": "100664200"}, "pending_restart": true, "pause": "true"}
            """
        let report = try AgentReportDecoder.decode(ReadAnswer(text)).get()
        #expect(report.serverVersion == 90204 && report.timeline == 1 && report.isPaused)
        #expect(report.wal?.effective?.position == 100_664_200)
        #expect(report.name == nil && report.pendingRestart == PendingRestart())
    }

    @Test func `a report with 503 tells as much as one with 200`() throws {
        let text = #"{"state": "stopped", "role": "replica"}"#
        #expect(try AgentReportDecoder.decode(ReadAnswer(text, status: 503)).get().state == "stopped")
        #expect(AgentReportDecoder.decode(ReadAnswer("busy", status: 503)).failure == .httpStatus(503))
        #expect(AgentReportDecoder.decode(ReadAnswer(text, status: 500)).failure == .httpStatus(500))
    }

    @Test func `somebody else's JSON is no report`() {
        #expect(AgentReportDecoder.decode(ReadAnswer("{}")).failure == .undecodable(reason: "role: missing"))
        #expect(AgentReportDecoder.decode(ReadAnswer("{}", status: 503)).failure == .httpStatus(503))
    }
}
