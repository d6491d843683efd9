import ClusterModel
import Dashboard
import Diagnosis
import TerminalUI
import Testing

/// The role that the listing gives, and the agent's own word against it.
@Suite struct RoleColumnTests {
    private func role(of name: MemberName, in snapshot: ClusterSnapshot) -> StyledText {
        let row = zip(snapshot.members, MemberRow.rows(of: snapshot)).first { $0.0.name == name }?.1
        guard let row, let column = MemberColumns.named("role") else { return "" }
        return column.cell(row)
    }

    @Test func `a leader of an old listing whose own agent says replica is marked`() {
        let snapshot = ExampleCluster.with { example in
            example.listingFails(.closedWithoutAnswer)
            example.report("db1") { $0.role = "replica" }
        }
        #expect(role(of: "db1", in: snapshot).plain == "★ leader ≠ replica")
        #expect(role(of: "db1", in: snapshot).runs.last?.role == .critical)
        #expect(role(of: "db2", in: snapshot).plain == "replica")
    }

    @Test func `a role that nobody contradicts is not marked, nor one that only an old answer contradicts`() {
        let snapshot = ExampleCluster.with { example in
            example.report("db1") { $0.role = "replica" }
            example.agentFails("db1", .connectionRefused)
        }
        #expect(role(of: "db1", in: snapshot).plain == "★ leader")
        #expect(role(of: "db1", in: ExampleCluster().snapshot).plain == "★ leader")
    }
}
