import ClusterModel
import Diagnosis
import Drills
import Testing

/// Rows played on snapshots that are made for them, in a time of their own.
@Suite struct DrillCourseTests {
    /// A row on its way, with the verdicts and incidents that its looks amount to.
    private struct Stage {
        var course: DrillCourse
        var examination = Examination()
        var log = IncidentLog()
        var now = ExampleCluster.now

        init(_ step: DrillStep, on member: MemberName, limits: DrillLimits = DrillLimits()) {
            course = DrillCourse(step, on: member, leader: "db1", limits: limits, at: ExampleCluster.now)
        }

        /// The same sight for some seconds, once a second.
        mutating func show(_ snapshot: ClusterSnapshot, seconds: Int64 = 2) {
            for _ in 0..<seconds {
                now = now + .seconds(1)
                let shown = snapshot.moved(to: now)
                let assessment = examination.examine(shown)
                log.observe(shown, assessment)
                course.observe(shown, assessment.verdict, open: log.open)
            }
        }

        var row: DrillRow { course.row(method: "by hand", incidents: log.incidents, writes: nil, at: now) }
    }

    private static let healthy = ExampleCluster().snapshot
    private static let ledByDB2 = ExampleCluster(leader: "db2").with { $0.proxiesRoute(to: "db2") }

    /// db1 is dead and nobody leads.
    private static let leaderless = ExampleCluster(leader: nil).with { $0.agentFails("db1", .connectionRefused) }

    /// db2 leads, db1 is still dead.
    private static let failedOver = ExampleCluster(leader: "db2").with { example in
        example.proxiesRoute(to: "db2")
        example.agentFails("db1", .connectionRefused)
    }

    @Test func `what follows an operation has its own time`() {
        var limits = DrillLimits()
        limits.deadline = .seconds(20)
        var stage = Stage(.switchover, on: "db1", limits: limits)
        stage.now = stage.now + .seconds(60)
        stage.course.operationEnded(at: stage.now)
        stage.show(Self.failedOver, seconds: 5)
        #expect(stage.course.stage == .settling && stage.course.failures.isEmpty, "\(stage.course.failures)")
        stage.show(Self.ledByDB2, seconds: 15)
        #expect(stage.course.stage == .over && stage.course.failures.isEmpty, "\(stage.course.failures)")
    }

    @Test func `what cannot be done ends the row at once`() {
        var stage = Stage(.replicaStopped, on: "db3")
        stage.show(Self.healthy)
        stage.course.giveUp("“false” failed (exit code 1)", at: stage.now)
        #expect(stage.course.stage == .over)
        #expect(stage.row.outcome == .failed(["“false” failed (exit code 1)"]), "\(stage.row.outcome)")
    }

    @Test func `a leader that is stopped, replaced and rejoins passes`() {
        var stage = Stage(.leaderStopped, on: "db1")
        stage.show(Self.healthy)
        #expect(stage.course.stage == .fault)
        stage.show(Self.leaderless, seconds: 3)
        #expect(stage.course.stage == .recovery)
        stage.show(Self.failedOver, seconds: 3)
        #expect(stage.course.stage == .restart)
        stage.course.startsAgain(isCommanded: true, at: stage.now)
        stage.show(Self.failedOver, seconds: 4)
        stage.show(Self.ledByDB2, seconds: 5)
        #expect(stage.course.stage == .settling)
        stage.show(Self.ledByDB2, seconds: 10)
        #expect(stage.course.stage == .over)
        let row = stage.row
        #expect(row.outcome == .passed, "\(row.outcome)")
        #expect(row.leader == "db2")
        #expect(row.rejoin.map { $0 >= .seconds(4) && $0 <= .seconds(6) } == true, "\(String(describing: row.rejoin))")
        #expect(row.losses.contains { $0.means == "agents" && $0.span >= .seconds(3) }, "\(row.losses)")
    }

    @Test func `a fault that does not show fails the row`() {
        var limits = DrillLimits()
        limits.deadline = .seconds(20)
        var stage = Stage(.leaderCrashed, on: "db1", limits: limits)
        stage.show(Self.healthy, seconds: 25)
        #expect(stage.course.stage == .over)
        guard case .failed(let reasons) = stage.row.outcome else { return #expect(Bool(false), "it passed") }
        #expect(reasons.contains { $0.contains("nothing was seen") }, "\(reasons)")
    }

    @Test func `nobody who takes over fails the row, and the member is started again all the same`() {
        var limits = DrillLimits()
        limits.deadline = .seconds(20)
        var stage = Stage(.leaderCrashed, on: "db1", limits: limits)
        stage.show(Self.leaderless, seconds: 30)
        #expect(stage.course.stage == .restart)
        stage.course.startsAgain(isCommanded: true, at: stage.now)
        stage.show(Self.healthy, seconds: 16)
        #expect(stage.course.stage == .over)
        guard case .failed(let reasons) = stage.row.outcome else { return #expect(Bool(false), "it passed") }
        #expect(reasons.contains { $0.contains("nobody took over from db1") }, "\(reasons)")
    }

    @Test func `a replica that is lost and rejoins passes, without any loss of writing`() {
        let lost = ExampleCluster().with { $0.agentFails("db3", .connectionRefused) }
        var stage = Stage(.replicaStopped, on: "db3")
        stage.show(lost, seconds: 3)
        #expect(stage.course.stage == .recovery)
        stage.show(lost, seconds: 16)
        #expect(stage.course.stage == .restart)
        stage.course.startsAgain(isCommanded: false, at: stage.now)
        stage.show(Self.healthy, seconds: 14)
        #expect(stage.course.stage == .over)
        #expect(stage.row.outcome == .passed && stage.row.losses.isEmpty, "\(stage.row)")
    }

    @Test func `a leader that changes while a replica is lost fails the row`() {
        let lost = ExampleCluster().with { $0.agentFails("db3", .connectionRefused) }
        var stage = Stage(.replicaCrashed, on: "db3")
        stage.show(lost, seconds: 20)
        stage.course.startsAgain(isCommanded: false, at: stage.now)
        stage.show(Self.ledByDB2, seconds: 16)
        guard case .failed(let reasons) = stage.row.outcome else { return #expect(Bool(false), "it passed") }
        #expect(reasons.contains { $0.contains("leader changed") }, "\(reasons)")
    }

    @Test func `a member that does not rejoin fails the row`() {
        var limits = DrillLimits()
        limits.deadline = .seconds(30)
        var stage = Stage(.leaderStopped, on: "db1", limits: limits)
        stage.show(Self.leaderless, seconds: 3)
        stage.show(Self.failedOver, seconds: 5)
        stage.course.startsAgain(isCommanded: true, at: stage.now)
        stage.show(Self.failedOver, seconds: 40)
        #expect(stage.course.stage == .over)
        guard case .failed(let reasons) = stage.row.outcome else { return #expect(Bool(false), "it passed") }
        #expect(reasons.contains { $0.contains("not well again") && $0.contains("db1") }, "\(reasons)")
    }

    @Test func `an outage that is longer than allowed fails the row`() {
        var limits = DrillLimits()
        limits.longestOutage = .seconds(1)
        var stage = Stage(.leaderStopped, on: "db1", limits: limits)
        stage.show(Self.healthy)
        stage.show(Self.leaderless, seconds: 6)
        stage.show(Self.failedOver, seconds: 3)
        stage.course.startsAgain(isCommanded: true, at: stage.now)
        stage.show(Self.ledByDB2, seconds: 15)
        guard case .failed(let reasons) = stage.row.outcome else { return #expect(Bool(false), "it passed") }
        #expect(reasons.contains { $0.contains("more than 1.0 s") }, "\(reasons)")
    }

    @Test func `every step says what is to be done and what must come of it`() {
        for step in DrillStep.allCases {
            #expect(!step.title.isEmpty && !step.expectation.isEmpty && !step.group.isEmpty)
            guard case .elsewhere = step.cause else { continue }
            let pod = PodName(namespace: "platform", name: "db1-0")
            let request = step.request("db1", at: "10.0.0.1", in: pod)
            #expect(request.contains("db1 (10.0.0.1)"))
            let namesPod = request.hasSuffix("kubectl delete pod -n platform db1-0")
            #expect(namesPod == [.leaderPodDeleted, .replicaPodDeleted].contains(step), "\(request)")
        }
    }

    @Test func `what is wrong with a cluster is named`() throws {
        var examination = Examination()
        let verdict = examination.examine(Self.healthy).verdict
        #expect(Self.healthy.ailments(verdict).isEmpty)
        let ill = ExampleCluster().with { example in
            example.row("db2") { $0.state = "starting" }
            example.agentFails("db3", .connectionRefused)
        }
        let ailments = ill.ailments(verdict)
        #expect(ailments.contains { $0.contains("db2 does not stream") }, "\(ailments)")
        #expect(ailments.contains { $0.contains("db3: connection refused") }, "\(ailments)")
    }
}

extension ExampleCluster {
    /// The snapshot with changes.
    fileprivate func with(_ change: (inout ExampleCluster) -> Void) -> ClusterSnapshot {
        var example = self
        change(&example)
        return example.snapshot
    }

    fileprivate mutating func proxiesRoute(to member: MemberName) {
        snapshot.proxies = [7000, 7001].map { Self.proxy(port: $0, upMembers: [member]) }
    }
}

extension ClusterSnapshot {
    /// The same answers, all of them given at another moment; failures keep their beginning.
    fileprivate func moved(to moment: Timestamp) -> ClusterSnapshot {
        var moved = self
        moved.takenAt = moment
        moved.listing = listing.moved(to: moment)
        for index in moved.members.indices {
            moved.members[index].listed = moved.members[index].listed.moved(to: moment)
            if let report = moved.members[index].agent?.report {
                moved.members[index].agent?.report = report.moved(to: moment)
            }
        }
        for index in moved.proxies.indices {
            moved.proxies[index].statistics = moved.proxies[index].statistics.moved(to: moment)
        }
        return moved
    }
}

extension Observation {
    fileprivate func moved(to moment: Timestamp) -> Observation {
        switch self {
        case .current(let value, _): .current(value, at: moment)
        case .pending, .stale, .failed: self
        }
    }
}
