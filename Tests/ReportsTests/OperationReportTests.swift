import ClusterModel
import Operations
import Reports
import Testing

/// What scripts get of an operation.
@Suite struct OperationReportTests {
    private let start = Timestamp(secondsSinceEpoch: 1_795_358_873)

    @Test func `phases come in the order in which they were reached, and those that were not come last`() {
        let reached: [(String, Int64?)] = [
            ("accepted", 40), ("lock released", 900), ("promoted", 2_100), ("routed", 1_500), ("never", nil),
            ("rejoined", 2_100), ("never either", nil),
        ]
        let phases = reached.map { text, milliseconds in
            OperationPhase(text: text, reachedAt: milliseconds.map { start + .milliseconds($0) })
        }
        let told = OperationReport.Phase.inOrderOfTime(phases, since: start)
        #expect(
            told.map(\.text) == [
                "accepted", "lock released", "routed", "promoted", "rejoined", "never", "never either",
            ]
        )
        #expect(told.map(\.reachedMs) == [40, 900, 1_500, 2_100, 2_100, nil, nil])
    }
}
