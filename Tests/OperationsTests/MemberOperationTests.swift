import ClusterModel
import Operations
import Testing
import Wording

/// Restart, reload, reinitialize and what goes with them, as agents would answer.
struct MemberOperationTests {
    private func plan(_ operation: Operation, _ snapshot: ClusterSnapshot = TestCluster().snapshot) -> Plan {
        Planner().plan(operation, for: snapshot)
    }

    private func restart(
        _ members: [MemberName] = ["db2"],
        at text: String? = nil,
        pending: Bool = false,
        below: String? = nil,
        timeout: Int? = nil
    ) -> Operation {
        .restart(
            Restart(
                members: members,
                at: text.map { Moment(written: $0) },
                onlyPending: pending,
                belowVersion: below,
                timeoutSeconds: timeout
            )
        )
    }

    @Test func `bodies hold only what was asked for`() {
        #expect(plan(restart()).requests.first?.body == "{}")
        // A false would count as true: Patroni looks for the key alone.
        let all = plan(restart(at: "2027-01-01T00:00:00Z", pending: true, below: "15.19", timeout: 5))
        #expect(
            all.requests.first?.body
                == #"{"schedule": "2027-01-01T00:00:00Z", "restart_pending": true, "postgres_version": "15.19", "timeout": 5}"#
        )
        #expect(all.prediction == .scheduled)
    }

    @Test(arguments: [
        ("x", "400 Invalid PostgreSQL version: x"),
        ("15", "400 Invalid PostgreSQL version format: X.Y or X.Y.Z is accepted: 15"),
        ("9.6", "400 Invalid PostgreSQL version format: X.Y or X.Y.Z is accepted: 9.6"),
        ("9.5.0", "503 restart conditions are not satisfied"), ("15.18", "503 restart conditions are not satisfied"),
    ])
    func `versions are checked as Patroni checks them`(version: String, expected: String) {
        #expect(plan(restart(below: version)).predictedRefusal == expected)
    }

    @Test func `a version above the database's is a reason to restart`() {
        #expect(plan(restart(below: "15.19")).prediction == .done)
    }

    @Test func `other refusals of a restart`() {
        #expect(plan(restart(timeout: -1)).predictedRefusal == "400 Timeout should be a positive number of seconds")
        #expect(plan(restart(pending: true)).predictedRefusal == "503 restart conditions are not satisfied")
        let copying = TestCluster.with {
            $0.report("db2") {
                $0.state = "creating replica"
                $0.wal = nil
            }
        }
        #expect(plan(restart(), copying).predictedRefusal == "503 reinitialize already in progress")
        #expect(
            plan(restart(at: "2020-01-01T00:00:00Z")).predictedRefusal == "422 Cannot schedule restart in the past"
        )
        let paused = TestCluster.with { $0.listing { $0.isPaused = true } }
        #expect(
            plan(restart(at: "2027-01-01T00:00:00Z"), paused).predictedRefusal
                == "500 Can't schedule restart in the paused state"
        )
        let scheduled = TestCluster.with {
            $0.report("db2") { $0.scheduledRestart = ScheduledRestart(schedule: "2026-12-01T00:00:00+00:00") }
        }
        #expect(
            plan(restart(at: "2027-01-01T00:00:00Z"), scheduled).predictedRefusal
                == "409 Another restart is already scheduled"
        )
        #expect(plan(.cancelRestart("db2"), scheduled).prediction == .done)
        #expect(plan(.cancelRestart("db2")).predictedRefusal == "404 no restarts are scheduled")
        #expect(!plan(restart([])).isAllowed && !plan(restart(["nosuch"])).isAllowed)
        #expect(!plan(restart(), TestCluster.with { $0.silence("db2") }).isAllowed)
    }

    @Test func `of several only those that the conditions concern are asked`() {
        let pending = TestCluster.with { cluster in
            for name: MemberName in ["db1", "db3"] { cluster.row(name) { $0.pendingRestart = PendingRestart() } }
        }
        let plan = plan(restart(["db1", "db2", "db3"], pending: true), pending)
        #expect(plan.requests.map(\.member) == ["db3", "db1"] && plan.isAllowed)
        #expect(plan.says(.notes, "db2 is left alone"))
        #expect(!self.plan(restart(["db1", "db2"], pending: true)).isAllowed)
    }

    @Test func `the leader's restart is warned of`() {
        #expect(plan(restart(["db1"])).says(.warns, "becomes a failover"))
    }

    @Test func `a leader is never copied over`() {
        let leader = plan(.reinitialize(Reinitialization(member: "db1")))
        #expect(leader.predictedRefusal == "503 I am the leader, can not reinitialize" && !leader.isAllowed)
        let leaderless = TestCluster.with { $0.unlock() }
        #expect(
            plan(.reinitialize(Reinitialization(member: "db2")), leaderless).predictedRefusal
                == "503 Cluster has no leader, can not reinitialize"
        )
    }

    @Test func `a copy that runs is begun anew only by force`() {
        let copying = TestCluster.with {
            $0.report("db2") {
                $0.state = "creating replica"
                $0.wal = nil
            }
        }
        #expect(
            plan(.reinitialize(Reinitialization(member: "db2")), copying).predictedRefusal
                == "503 reinitialize already in progress"
        )
        #expect(plan(.reinitialize(Reinitialization(member: "db2", force: true)), copying).prediction == .done)
    }

    @Test func `from the leader it is copied since 4.1`() {
        let order = Operation.reinitialize(Reinitialization(member: "db2", fromLeader: true))
        #expect(plan(order).isAllowed)
        #expect(!plan(order, TestCluster(version: "4.0.8").snapshot).isAllowed)
    }

    @Test func `pause and resume only where they change something`() {
        let paused = TestCluster.with { $0.listing { $0.isPaused = true } }
        #expect(plan(.pause).isAllowed && !plan(.pause, paused).isAllowed)
        #expect(plan(.resume, paused).isAllowed && !plan(.resume).isAllowed)
        #expect(plan(.pause, TestCluster.with { $0.silence("db3") }).says(.warns, "db3 cannot confirm"))
    }
}
