import ClusterModel
import Dashboard
import Scenes
import Simulator
import TerminalUI
import Testing

/// What is not current is not shown as if it were.
@Suite struct StaleMemberTests {
    /// The member's screen, the leader's.
    private func leader(_ scenario: Scenario, after span: Duration) -> String {
        var rehearsal = Rehearsal(scenario, size: Size(columns: 120, rows: 44))
        rehearsal.play(for: span)
        rehearsal.press([.enter])
        return rehearsal.dashboard.view().plainRows().joined(separator: "\n")
    }

    @Test func `the screen of a leader that is gone tells how old everything on it is`() {
        let text = leader(.failover, after: .seconds(25))
        #expect(text.contains("▲ gone for 12 s; below is what was last known"), "\(text)")
        #expect(text.contains("LISTING, read 13 s ago") && text.contains("AGENT, read 20 s ago"), "\(text)")
        #expect(text.contains("not measured: db1 is gone") && !text.contains("the leader does not lag"), "\(text)")
        #expect(text.contains("sent WAL to, read 20 s ago") && !text.contains("sends WAL to"), "\(text)")
        #expect(text.contains("last measured 20 s ago"), "\(text)")
    }

    @Test func `the screen of a member whose listing is old marks the listing alone`() {
        let text = leader(.dcsDown, after: .seconds(20))
        #expect(
            text.contains("LISTING, read 15 s ago  AGENT\n") || text.contains("LISTING, read 15 s ago  AGENT "),
            "\(text)"
        )
        #expect(text.contains("not measured: nobody lists the cluster now"), "\(text)")
        #expect(!text.contains("gone for") && !text.contains("the leader does not lag"), "\(text)")
    }

    @Test func `the screen of a member that is well has no ages but the last line's`() {
        let text = leader(.healthy, after: .seconds(20))
        #expect(
            text.contains("LISTING            AGENT ") && text.contains("listing just read, agent just read"),
            "\(text)"
        )
        #expect(text.contains("the leader does not lag") && !text.contains(" ago"), "\(text)")
    }
}
