import ClusterModel
import Operations
import Testing
import Wording

/// Every row of the gate of `do_POST_failover`, predicted with its status and text, in its order.
struct GateTests {
    private func plan(_ operation: Operation, _ snapshot: ClusterSnapshot = TestCluster().snapshot) -> Plan {
        Planner().plan(operation, for: snapshot)
    }

    private func switchover(_ leader: MemberName, _ candidate: MemberName?, at text: String? = nil) -> Operation {
        .switchover(Switchover(leader: leader, candidate: candidate, at: text.map { Moment(written: $0) }))
    }

    @Test func `a healthy switchover is expected to be done`() {
        let plan = plan(switchover("db1", "db2"))
        #expect(plan.isAllowed && plan.prediction == .done, "\(plan.checks)")
        #expect(!plan.checks.contains { $0.severity >= .warns })
    }

    @Test func `a switchover needs a leader's name, a failover a candidate's`() {
        #expect(
            plan(switchover("", "db2")).predictedRefusal
                == "400 Switchover could be performed only from a specific leader"
        )
        #expect(
            plan(.failover(candidate: "")).predictedRefusal
                == "400 Failover could be performed only to a specific candidate"
        )
    }

    @Test func `nothing is scheduled while paused`() {
        let paused = TestCluster.with { $0.listing { $0.isPaused = true } }
        let plan = plan(switchover("db1", "db2", at: "2027-01-01T00:00:00+00:00"), paused)
        #expect(plan.predictedRefusal == "400 Can't schedule switchover in the paused state" && !plan.isAllowed)
    }

    @Test(arguments: [
        (
            "garbage",
            "422 Unable to parse scheduled timestamp. It should be in an unambiguous format, e.g. ISO 8601"
        ),
        ("2030-01-01T00:00:00", "400 Timezone information is mandatory for the scheduled switchover"),
        ("2030-01-01 00:00", "400 Timezone information is mandatory for the scheduled switchover"),
        ("2020-01-01T00:00:00+00:00", "422 Cannot schedule switchover in the past"),
    ])
    func `bad times are refused`(text: String, expected: String) {
        let plan = plan(switchover("db1", "db2", at: text))
        #expect(plan.predictedRefusal == expected && !plan.isAllowed)
    }

    @Test(arguments: ["2030-01-01T00:00:00Z", "2030-01-01T00:00+01:00", "2030-01-01 00:00:00.5-0330"])
    func `good times are scheduled`(text: String) {
        let plan = plan(switchover("db1", "db2", at: text))
        #expect(plan.prediction == .scheduled && plan.isAllowed)
        #expect(plan.requests.first?.body == #"{"leader": "db1", "candidate": "db2", "scheduled_at": "\#(text)"}"#)
    }

    @Test func `while paused a candidate must be named`() {
        let paused = TestCluster.with { $0.listing { $0.isPaused = true } }
        let expected = "400 Switchover is possible only to a specific candidate in a paused state"
        #expect(plan(switchover("db1", nil), paused).predictedRefusal == expected)
        #expect(plan(switchover("db1", "db2"), paused).prediction == .done)
    }

    @Test func `leader and candidate must differ, since 3.2 by a text of its own`() {
        #expect(
            plan(switchover("db1", "db1")).predictedRefusal == "400 Switchover target and source are the same"
        )
        let old = TestCluster(version: "3.1.2").snapshot
        #expect(plan(switchover("db1", "db1"), old).predictedRefusal == "503 Switchover failed")
        let synchronous = TestCluster.with(version: "2.1.7") { $0.synchronize("db2") }
        #expect(
            plan(switchover("db1", "db1"), synchronous).predictedRefusal
                == "412 candidate name does not match with sync_standby"
        )
    }

    @Test func `the leader must be the one that leads`() {
        #expect(plan(switchover("db3", "db2")).predictedRefusal == "412 leader name does not match")
        let leaderless = TestCluster.with { $0.unlock() }
        let plan = plan(switchover("db1", "db2"), leaderless)
        #expect(plan.predictedRefusal == "412 leader name does not match")
        #expect(plan.says(.refuses, "failover is possible"))
    }

    @Test func `in synchronous mode only a synchronous standby takes over`() {
        let synchronous = TestCluster.with { $0.synchronize("db3") }
        #expect(
            plan(switchover("db1", "db2"), synchronous).predictedRefusal
                == "412 candidate name does not match with sync_standby"
        )
        #expect(plan(switchover("db1", "db3"), synchronous).prediction == .done)
        let nobody = TestCluster.with { $0.synchronize(nil) }
        #expect(
            plan(switchover("db1", nil), nobody).predictedRefusal
                == "412 switchover is not possible: can not find sync_standby"
        )
    }

    @Test func `quorum commit lets everybody take over`() {
        let quorum = TestCluster.with {
            $0.set("synchronous_mode", "quorum")
            $0.row("db2") { $0.role = "quorum_standby" }
        }
        #expect(plan(switchover("db1", "db3"), quorum).prediction == .done)
        #expect(plan(switchover("db1", nil), quorum).prediction == .done)
    }

    @Test func `a candidate must be there`() {
        #expect(plan(switchover("db1", "nosuch")).predictedRefusal == "412 candidate does not exists")
        let gone = TestCluster.with {
            $0.member("db2") { $0.presence = .gone(since: TestCluster.now) }
        }
        #expect(plan(switchover("db1", "db2"), gone).predictedRefusal == "412 candidate does not exists")
        #expect(plan(.failover(candidate: "db2"), gone).predictedRefusal == "412 candidate does not exists")
    }

    @Test func `a leader alone has nobody`() {
        let alone = TestCluster.with { cluster in
            for name: MemberName in ["db2", "db3"] {
                cluster.member(name) { $0.presence = .gone(since: TestCluster.now) }
            }
        }
        #expect(
            plan(switchover("db1", nil), alone).predictedRefusal
                == "412 switchover is not possible: cluster does not have members except leader"
        )
    }

    static let limitations: [(String, @Sendable (inout TestCluster, MemberName) -> Void)] = [
        (
            "silent",
            { cluster, name in
                cluster.silence(name)
                // Nor does a proxy hear it.
                cluster.snapshot.proxies = []
            }
        ),
        ("tagged", { $0.row($1) { $0.tags = [Tag(name: "nofailover", value: "true")] } }),
        ("of priority zero", { $0.row($1) { $0.tags = [Tag(name: "failover_priority", value: "0")] } }),
        ("without its watchdog", { $0.report($1) { $0.watchdogFailed = true } }),
        (
            "being copied",
            { cluster, name in
                cluster.report(name) {
                    $0.state = "creating replica"
                    $0.wal = nil
                }
            }
        ),
    ]

    @Test(arguments: limitations.indices)
    func `a candidate that cannot is no good candidate`(index: Int) {
        let (name, limit) = Self.limitations[index]
        let one = TestCluster.with { limit(&$0, "db2") }
        for (action, operation) in [
            ("switchover", switchover("db1", "db2")), ("failover", .failover(candidate: "db2")),
        ] {
            let plan = plan(operation, one)
            #expect(
                plan.predictedRefusal == "412 \(action) is not possible: no good candidates have been found",
                "\(name)"
            )
            #expect(plan.candidates.last?.member == "db2" && plan.candidates.last?.isEligible == false)
            #expect(plan.candidates.first?.member == "db3")
        }
        #expect(plan(switchover("db1", nil), one).prediction == .done, "another one can: \(name)")
        let all = TestCluster.with {
            limit(&$0, "db2")
            limit(&$0, "db3")
        }
        #expect(
            plan(switchover("db1", nil), all).predictedRefusal
                == "412 switchover is not possible: no good candidates have been found"
        )
    }

    @Test func `who is silent for us but heard by a proxy is only warned of`() {
        let heard = TestCluster.with { cluster in
            cluster.silence("db2", .timedOut(connected: true))
        }
        let deaf = TestCluster.with { cluster in
            cluster.silence("db2", .timedOut(connected: true))
            cluster.snapshot.proxies = []
        }
        let warned = plan(switchover("db1", "db2"), heard)
        // The proxy's check got a 503, so the agent speaks to somebody.
        #expect(warned.isAllowed && warned.says(.warns, "does not answer us"))
        #expect(!plan(switchover("db1", "db2"), deaf).isAllowed)
    }

    @Test func `a failover to the leader itself fails`() {
        #expect(plan(.failover(candidate: "db1")).predictedRefusal == "503 Failover failed")
    }

    @Test func `without a leader a failover is what helps`() {
        let leaderless = TestCluster.with { $0.unlock() }
        let plan = plan(.failover(candidate: "db2"), leaderless)
        #expect(plan.isAllowed && plan.prediction == .done, "\(plan.checks)")
    }

    @Test func `a failover to an asynchronous member is possible since 3.2`() {
        for (version, refusal) in [
            ("4.1.5", nil), ("3.2.0", nil), ("3.1.2", "503 Failover failed"), ("2.1.7", "503 Failover failed"),
        ] {
            let synchronous = TestCluster.with(version: version) { $0.synchronize("db3") }
            let plan = plan(.failover(candidate: "db2"), synchronous)
            #expect(plan.predictedRefusal == refusal, "\(version)")
            if refusal == nil { #expect(plan.says(.warns, "may be lost")) }
        }
    }
}
