import ClusterModel
import Operations
import Testing
import Wording

/// Whom a plan asks, with what, and what it says beside Patroni's own gate.
struct PlannerTests {
    private func plan(
        _ operation: Operation,
        _ snapshot: ClusterSnapshot = TestCluster().snapshot,
        _ options: PlannerOptions = PlannerOptions()
    ) -> Plan {
        Planner(options).plan(operation, for: snapshot)
    }

    private let switchover = Operation.switchover(Switchover(leader: "db1", candidate: "db2"))

    private func line(_ plan: Plan) -> [String] { plan.requests.map(\.line) }

    @Test func `requests are exact`() {
        #expect(
            line(plan(switchover)) == [
                #"POST http://10.0.0.1:8008/switchover {"leader": "db1", "candidate": "db2"}"#
            ]
        )
        #expect(
            line(plan(.failover(candidate: "db3"))) == [#"POST http://10.0.0.1:8008/failover {"candidate": "db3"}"#]
        )
        #expect(line(plan(.cancelSwitchover)) == ["DELETE http://10.0.0.1:8008/switchover"])
        #expect(line(plan(.cancelRestart("db3"))) == ["DELETE http://10.0.0.3:8008/restart"])
        #expect(line(plan(.reload(["db3"]))) == ["POST http://10.0.0.3:8008/reload"])
        #expect(line(plan(.pause)) == [#"PATCH http://10.0.0.1:8008/config {"pause": true}"#])
        #expect(line(plan(.resume)) == [#"PATCH http://10.0.0.1:8008/config {"pause": null}"#])
        #expect(
            line(plan(.reinitialize(Reinitialization(member: "db2", force: true, fromLeader: true)))) == [
                #"POST http://10.0.0.2:8008/reinitialize {"force": true, "from_leader": true}"#
            ]
        )
        #expect(
            line(plan(.reinitialize(Reinitialization(member: "db2")))) == ["POST http://10.0.0.2:8008/reinitialize {}"]
        )
    }

    @Test func `a restart of several asks the leader last, each for itself`() {
        let plan = plan(.restart(Restart(members: ["db1", "db3", "db2"], timeoutSeconds: 60)))
        #expect(plan.requests.map(\.member) == ["db2", "db3", "db1"])
        #expect(plan.requests.allSatisfy { $0.body == #"{"timeout": 60}"# && $0.timeoutSeconds == 75 })
        #expect(plan.isAllowed && plan.confirmation == "opengauss")
        #expect(plan.impact.contains { $0.english.contains("17 sessions on db1") })
    }

    @Test func `an answer is waited for longer than Patroni waits itself`() {
        #expect(plan(switchover).requests.first?.timeoutSeconds == 30)
        let slow = TestCluster.with { $0.set("loop_wait", "30") }
        #expect(plan(switchover, slow).requests.first?.timeoutSeconds == 70)
        let absurd = TestCluster.with { $0.set("loop_wait", "1e300") }
        #expect(plan(switchover, absurd).requests.first?.timeoutSeconds == 610)
    }

    @Test func `when the leader's agent is silent another is asked, and the plan says so`() {
        let silent = TestCluster.with { $0.silence("db1") }
        let switched = plan(switchover, silent)
        #expect(switched.requests.first?.member == "db2")
        #expect(switched.says(.warns, "must hand over itself"))
        let nobody = TestCluster.with { cluster in
            for name: MemberName in ["db1", "db2", "db3"] { cluster.silence(name) }
        }
        #expect(!plan(.pause, nobody).isAllowed && plan(.pause, nobody).says(.refuses, "no agent answers"))
    }

    @Test func `agents without their DCS are asked last, and only with a refusal`() {
        let failure = Agent.Failure(reason: .closedWithoutAnswer, since: TestCluster.now)
        let one = TestCluster.with { $0.member("db1") { $0.agent?.listingFailure = failure } }
        #expect(plan(switchover, one).requests.first?.member == "db2")
        let all = TestCluster.with { cluster in
            for name: MemberName in ["db1", "db2", "db3"] {
                cluster.member(name) { $0.agent?.listingFailure = failure }
            }
        }
        #expect(plan(switchover, all).says(.refuses, "reaches the DCS"))
    }

    @Test func `the name that confirms is the member's, in production the cluster's`() {
        let production = PlannerOptions(isProduction: true)
        #expect(plan(switchover).confirmation == "db2")
        #expect(plan(.failover(candidate: "db3")).confirmation == "db3")
        #expect(plan(.switchover(Switchover(leader: "db1", candidate: nil))).confirmation == "opengauss")
        #expect(plan(switchover, TestCluster().snapshot, production).confirmation == "opengauss")
        #expect(plan(.pause).confirmation == "opengauss")
        #expect(plan(.restart(Restart(members: ["db2"]))).confirmation == "db2")
        let nameless = TestCluster.with { $0.snapshot.name = nil }
        #expect(plan(.pause, nameless, PlannerOptions(label: "shop")).confirmation == "shop")
    }

    @Test func `a failover from a leader that is well is told of the gentler way`() {
        let advice = "a switchover is gentler"
        #expect(plan(.failover(candidate: "db3")).says(.warns, advice))
        #expect(plan(.failover(candidate: "db1")).says(.warns, advice), "refused, and told why another way is better")
        #expect(!plan(.failover(candidate: "db3"), TestCluster.with { $0.silence("db1") }).says(.warns, advice))
        #expect(!plan(switchover).says(.warns, advice))
    }

    @Test func `how long checks take is said to be assumed`() {
        let impact = plan(switchover).impact.map(\.english).joined(separator: "; ")
        #expect(impact.contains("assuming 3 s between checks"), "\(impact)")
    }

    @Test func `candidates come in the order of what is lost and how long it takes`() {
        let cluster = TestCluster.with {
            $0.row("db2") { $0.receiveLag = .bytes(4096) }
            $0.report("db2") { $0.wal = nil }
            $0.silence("db2")
        }
        #expect(plan(switchover, cluster).candidates.map(\.member) == ["db3", "db2"])
        let lagging = TestCluster.with { cluster in
            cluster.report("db2") {
                let position = LogSequenceNumber(position: 0x500_0000)
                $0.wal = .recovered(received: position, replayed: position, replayedAt: nil, isPaused: false)
            }
        }
        #expect(plan(switchover, lagging).candidates.map(\.member) == ["db3", "db2"])
        let synchronous = TestCluster.with {
            $0.synchronize("db3")
            $0.row("db3") { $0.receiveLag = .bytes(10) }
        }
        #expect(plan(switchover, synchronous).candidates.first?.member == "db3")
    }

    @Test func `a candidate that lags too far is warned of, with what Patroni would answer`() {
        let lagging = TestCluster.with { cluster in
            cluster.report("db2") {
                let position = LogSequenceNumber(position: 0x400_0000)
                $0.wal = .recovered(received: position, replayed: position, replayedAt: nil, isPaused: false)
            }
        }
        let plan = plan(switchover, lagging)
        #expect(plan.isAllowed && plan.says(.warns, "“Switchover failed”"))
        guard case .doubtful(let why) = plan.prediction else {
            Issue.record("\(plan.prediction)")
            return
        }
        #expect(why.english.contains("maximum_lag_on_failover"))
    }

    @Test func `what only waits to be replayed delays the promotion`() {
        let replaying = TestCluster.with { cluster in
            cluster.report("db1") { $0.wal = .written(LogSequenceNumber(position: 0x4000_0000)) }
            cluster.report("db2") {
                $0.wal = .recovered(
                    received: LogSequenceNumber(position: 0x4000_0000),
                    replayed: LogSequenceNumber(position: 0x1000_0000),
                    replayedAt: nil,
                    isPaused: true
                )
            }
        }
        let plan = plan(switchover, replaying)
        #expect(plan.says(.warns, "to replay before") && plan.prediction == .done)
    }

    @Test func `an older timeline is warned of, but not of openGauss`() {
        let behind = TestCluster.with { $0.row("db2") { $0.timeline = 1 } }
        #expect(plan(switchover, behind).says(.warns, "timeline 1"))
        let openGauss = TestCluster.with { cluster in
            cluster.row("db2") { $0.timeline = 1 }
            for name: MemberName in ["db1", "db2", "db3"] { cluster.report(name) { $0.serverVersion = 90_204 } }
        }
        #expect(!plan(switchover, openGauss).checks.contains { $0.text.english.contains("timeline") })
    }

    @Test func `a second schedule replaces the first, and that is said`() {
        let scheduled = TestCluster.with {
            $0.listing { $0.scheduledSwitchover = ScheduledSwitchover(at: "2026-12-01T00:00:00+00:00", to: "db3") }
        }
        let later = Operation.switchover(
            Switchover(leader: "db1", candidate: "db2", at: Moment(written: "2026-12-02T00:00:00+00:00"))
        )
        #expect(plan(later, scheduled).says(.warns, "is replaced"))
        #expect(plan(.cancelSwitchover, scheduled).prediction == .done)
        #expect(plan(.cancelSwitchover).predictedRefusal == "404 no switchover is scheduled")
        let ancient = TestCluster(version: "1.6.5").snapshot
        #expect(plan(.cancelSwitchover, ancient).predictedRefusal == "501 Unsupported method ('DELETE')")
    }

    @Test func `the oldest agents know no switchover, and get it as a failover with a leader`() {
        let ancient = TestCluster(version: "1.3.6").snapshot
        #expect(
            plan(switchover, ancient).requests.first?.line
                == #"POST http://10.0.0.1:8008/failover {"leader": "db1", "candidate": "db2"}"#
        )
    }

    @Test func `other reasons against`() {
        let snapshot = TestCluster().snapshot
        #expect(plan(switchover, snapshot, PlannerOptions(running: "restart db3")).says(.refuses, "restart db3"))
        #expect(plan(switchover, snapshot, PlannerOptions(incident: "failover, 12 s")).says(.warns, "failover, 12 s"))
        #expect(plan(switchover, snapshot, PlannerOptions(readOnlyBecause: "says /etc")).says(.refuses, "says /etc"))
        let empty = ClusterSnapshot(takenAt: TestCluster.now)
        #expect(!plan(switchover, empty).isAllowed && plan(switchover, empty).requests.isEmpty)
    }

    @Test func `two primaries are warned of before anything else, and make a handover doubtful`() {
        let split = TestCluster.with { $0.report("db3") { $0.role = "primary" } }
        let plan = plan(switchover, split, PlannerOptions(incident: "split brain, 12 s"))
        #expect(plan.weightiest?.text.english.hasPrefix("split brain: db1 and db3 say primary") == true)
        #expect(plan.doubt?.contains("first stop db3, where the leader lock is not") == true, "\(plan.prediction)")
        let unlocked = TestCluster.with { cluster in
            cluster.unlock()
            cluster.report("db3") { $0.role = "primary" }
        }
        let failover = self.plan(.failover(candidate: "db2"), unlocked)
        #expect(failover.says(.warns, "none of them holds the leader lock"), "\(failover.checks)")
        let pause = self.plan(.pause, split)
        #expect(pause.says(.warns, "split brain: ") && pause.prediction == .done)
    }

    @Test func `who is gone is listed last, with the reason`() throws {
        let lost = TestCluster.with { $0.member("db2") { $0.presence = .gone(since: TestCluster.now) } }
        let candidates = plan(.failover(candidate: "db3"), lost).candidates
        #expect(candidates.map(\.member) == ["db3", "db2"])
        let gone = try #require(candidates.last)
        #expect(
            !gone.isEligible
                && gone.checks.map(\.text.english) == ["Patroni does not list it: it is gone from the cluster"]
        )
        #expect(plan(.failover(candidate: "db2"), lost).predictedRefusal == "412 candidate does not exists")
    }

    @Test func `a stale listing is said`() {
        let stale = TestCluster.with { _ in }
        var snapshot = stale
        snapshot.listing = snapshot.listing.updated(with: .failure(.closedWithoutAnswer), at: TestCluster.now)
        #expect(plan(switchover, snapshot).says(.warns, "the last listing is"))
    }

    @Test func `sessions that will be cut are counted`() {
        #expect(plan(switchover).impact.first?.english == "17 sessions on db1 through 10.0.0.9:7000 will be cut")
        #expect(
            plan(switchover, TestCluster.with { $0.snapshot.proxies = [] }).impact.contains {
                $0.english.contains("not known")
            }
        )
    }

    @Test func `a standby leader that is paused does not listen`() {
        let standby = TestCluster.with {
            $0.row("db1") { $0.role = "standby_leader" }
            $0.report("db1") { $0.role = "standby_leader" }
        }
        #expect(plan(switchover, standby).prediction == .done)
        let paused = TestCluster.with {
            $0.row("db1") { $0.role = "standby_leader" }
            $0.listing { $0.isPaused = true }
        }
        #expect(plan(switchover, paused).says(.warns, "status unknown"))
    }
}

extension PlannerTests {
    @Test func `members are chosen by their role`() {
        let snapshot = TestCluster.with { $0.member("db3") { $0.presence = .gone(since: TestCluster.now) } }
        #expect(MemberSelection.all.members(of: snapshot) == ["db1", "db2"])
        #expect(MemberSelection.leader.members(of: snapshot) == ["db1"])
        #expect(MemberSelection.replicas.members(of: snapshot) == ["db2"])
    }
}
