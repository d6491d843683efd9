import ClusterModel
import Dashboard
import Endpoints
import Recording
import Reports
import Scenes
import Simulator
import TerminalUI
import Testing

/// What was found by pods alone, recorded and played again.
struct ReplayedPodsTests {
    private static let size = Size(columns: 140, rows: 36)

    /// A session on the simulator, the lines that it wrote, and its last screen of pods.
    private func recorded(
        _ scenario: Scenario,
        way: PodWay,
        for span: Duration
    ) -> (bytes: [UInt8], members: String, pods: String) {
        var rehearsal = Rehearsal(scenario, size: Self.size, badges: [], pods: true, way: way)
        rehearsal.keepsReplies = true
        rehearsal.play(for: span)
        let header = RecordingHeader(startedAt: Rehearsal.start, version: "test", plan: rehearsal.plan)
        var writer = RecordingWriter(header)
        var bytes = writer.firstLine
        for reply in rehearsal.replies { bytes += writer.line(of: reply) ?? [] }
        let members = rehearsal.picture().plainRows().joined(separator: "\n")
        rehearsal.press([.character("6")])
        return (bytes, members, rehearsal.picture().plainRows().joined(separator: "\n"))
    }

    private func replayed(_ bytes: [UInt8], until end: Timestamp) throws -> (members: String, pods: String) {
        var reader = RecordingReader(file: "x")
        let entries = try reader.read(bytes)
        let header = try #require(reader.header)
        let options = DashboardOptions(plan: header.plan, themes: ["dark", "light"], playback: Playback(speed: 1))
        var dashboard = Dashboard(options, size: Self.size, at: header.startedAt)
        for entry in entries {
            guard case .reply(let reply) = entry else { continue }
            // A replay's clock beats otherwise than the one of the session did.
            _ = dashboard.update(.tick(reply.finishedAt))
            _ = dashboard.update(.replied(reply))
        }
        _ = dashboard.update(.tick(end))
        let members = dashboard.view().plainRows().joined(separator: "\n")
        _ = dashboard.update(.key(.character("6")))
        return (members, dashboard.view().plainRows().joined(separator: "\n"))
    }

    /// Without the bar, in which a replay says that it is one, and the footer.
    private func body(_ text: String) -> [Substring] {
        Array(text.split(separator: "\n", omittingEmptySubsequences: false).dropFirst(2).dropLast(2))
    }

    @Test(arguments: [PodWay.direct, .apiServer], [Scenario.opengauss, .crashLoop])
    func `a session that found everything by pods replays with the same screens`(
        way: PodWay,
        scenario: Scenario
    ) throws {
        let span = Duration.seconds(45)
        let before = recorded(scenario, way: way, for: span)
        let after = try replayed(before.bytes, until: Rehearsal.start + span)
        #expect(before.members.contains("db1") && before.pods.contains("db2-deployment-"))
        #expect(body(after.members) == body(before.members), "\(after.members)\n\(before.members)")
        #expect(body(after.pods) == body(before.pods), "\(after.pods)\n\(before.pods)")
    }

    @Test func `nothing of a container's environment or command is recorded`() {
        let text = String(decoding: recorded(.opengauss, way: .apiServer, for: .seconds(5)).bytes, as: UTF8.self)
        #expect(text.contains("db1-deployment-") && text.contains("containerStatuses"))
        for word in ["\\\"env\\\"", "HOST_NAME", "volumeMounts", "annotations", "serviceAccount", "hostPath"] {
            #expect(!text.contains(word), "\(word)")
        }
    }

    @Test func `a report of such a recording has the members`() throws {
        let bytes = recorded(.opengauss, way: .apiServer, for: .seconds(20)).bytes
        var reader = RecordingReader(file: "x")
        let entries = try reader.read(bytes)
        var report = RecordingReport(try #require(reader.header))
        for entry in entries { report.take(entry) }
        let text = report.markdown()
        #expect(text.contains("WRITES OK") && text.contains("| db1 |") && text.contains("| db3 |"), "\(text)")
    }
}
