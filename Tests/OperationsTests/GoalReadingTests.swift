import ClusterModel
import Testing

@testable import Operations

/// What a look at the cluster shows of a goal.
struct GoalReadingTests {
    @Test(arguments: [(-1, false), (1, true)])
    func `a silent agent's row tells of a return only when it was read after the promotion`(age: Int, isThere: Bool) {
        let before = TestCluster.with { _ in }
        let after = TestCluster.with(leader: "db2") { $0.silence("db1") }
        let reading = GoalReading(
            after,
            Baseline(before),
            reached: [.promoted(nil): TestCluster.now - .seconds(age)]
        )
        #expect(reading.shows(.rejoined("db1")) == isThere)
    }
}
