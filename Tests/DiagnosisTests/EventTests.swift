import ClusterModel
import Diagnosis
import Endpoints
import Testing

@Suite struct EventTests {
    /// What happened between the healthy example and a changed one.
    private func events(_ change: (inout ExampleCluster) -> Void) -> [String] {
        var examination = Examination()
        _ = examination.examine(ExampleCluster().snapshot)
        return examination.examine(ExampleCluster.with(change)).events.map(\.text)
    }

    @Test func `nothing changed, nothing happened`() {
        #expect(events { _ in } == [])
    }

    @Test func `lag that crosses the threshold is told once, and when it is made up for`() {
        func lag(_ bytes: Int64) -> ClusterSnapshot { ExampleCluster.with { $0.row("db3") { $0.lag = .bytes(bytes) } } }
        var examination = Examination()
        #expect(examination.examine(lag(2 << 20)).events == [], "the first sight")
        #expect(examination.examine(lag(3 << 20)).events == [])
        #expect(examination.examine(lag(900_000)).events == [], "a flutter")
        let recovered = examination.examine(lag(0)).events
        #expect(recovered.map(\.kind) == [.lagRecovered] && recovered.first?.subject == "db3")
        let exceeded = examination.examine(lag(5 << 20)).events
        #expect(exceeded.map(\.kind) == [.lagExceeded] && exceeded.first?.text.contains("db3 lags 5") == true)
        let gone = ExampleCluster.with { example in
            example.row("db3") { $0.lag = nil }
        }
        #expect(!examination.examine(gone).events.contains { $0.kind == .lagRecovered }, "unknown is not level")
    }

    @Test(arguments: [
        ("done", Event.Kind.operationDone, Severity.notice), ("refused", .operationRefused, .warning),
        ("failed", .operationFailed, .warning), ("still running", .operationUndecided, .warning),
        ("of another version", .operationUndecided, .warning),
    ]) func `an operation's end is told as what it was`(word: String, kind: Event.Kind, severity: Severity) {
        let event = Event.operation(
            ended: "pause",
            as: word,
            text: "every member has seen it",
            on: "orders",
            at: ExampleCluster.now
        )
        #expect(event.kind == kind && event.severity == severity && event.subject == "orders")
        #expect(event.text == "pause \(word): every member has seen it")
    }

    @Test func `the first sight of a cluster is no event`() {
        var examination = Examination()
        #expect(examination.examine(ExampleCluster().snapshot).events == [])
    }

    @Test func `a lost leader is told with its role`() {
        #expect(
            events { $0.row("db1") { $0.role = "replica" } } == [
                "db1 lost the leader lock; no leader", "db1 leader → replica",
                "failover: no leader; candidates db1, db2 and db3; proxies still send to db1",
            ]
        )
    }

    @Test func `a change of leader names both`() {
        let told = events { example in
            example.row("db1") { $0.role = "replica" }
            example.row("db2") { $0.role = "leader" }
        }
        #expect(
            told == [
                "leader changed from db1 to db2", "db1 leader → replica", "db2 replica → leader",
                "failover: db2 has the lock, its database is not primary yet",
            ]
        )
    }

    @Test func `states and timelines are told`() {
        let told = events {
            $0.row("db2") { row in
                row.state = "starting"
                row.timeline = 2
            }
        }
        #expect(told == ["db2 streaming → starting", "db2 timeline 1 → 2"])
    }

    @Test func `a member vanishes and comes back`() {
        var examination = Examination()
        _ = examination.examine(ExampleCluster().snapshot)
        let gone = ExampleCluster.with { $0.member("db3") { $0.presence = .gone(since: ExampleCluster.now) } }
        #expect(examination.examine(gone).events.map(\.kind) == [.memberGone])
        #expect(examination.examine(ExampleCluster().snapshot).events.map(\.kind) == [.memberReturned])
    }

    @Test func `an agent falls silent and answers again`() {
        var examination = Examination()
        _ = examination.examine(ExampleCluster().snapshot)
        let silent = ExampleCluster.with { $0.agentFails("db2", .connectionRefused) }
        #expect(examination.examine(silent).events.map(\.text) == ["agent of db2: connection refused"])
        #expect(examination.examine(ExampleCluster().snapshot).events.map(\.text) == ["agent of db2 answers again"])
    }

    @Test func `a proxy's change of route names server, member and check`() {
        let told = events { $0.snapshot.proxies[0] = ExampleCluster.proxy(port: 7000, upMembers: []) }
        #expect(told == ["proxy 127.0.0.1:7000: dbsrv1 (db1) UP → DOWN L7STS/503"])
    }

    @Test func `a dead proxy and its return are told`() {
        var examination = Examination()
        _ = examination.examine(ExampleCluster().snapshot)
        let dead = ExampleCluster.with {
            let now = ExampleCluster.now
            guard let statistics = $0.snapshot.proxies[0].statistics.value else { return }
            $0.snapshot.proxies[0].statistics = .stale(statistics, at: now, because: .connectionRefused, since: now)
        }
        #expect(examination.examine(dead).events.map(\.kind) == [.proxyLost])
        #expect(examination.examine(ExampleCluster().snapshot).events.map(\.kind) == [.proxyReturned])
    }

    @Test func `the listing is lost once, not at every failure`() {
        var examination = Examination()
        _ = examination.examine(ExampleCluster().snapshot)
        let lost = ExampleCluster.with { $0.listingFails(.closedWithoutAnswer) }
        #expect(examination.examine(lost).events.map(\.kind) == [.listingLost])
        #expect(examination.examine(lost).events == [])
    }

    @Test func `a changed setting is told with both values`() {
        var examination = Examination()
        let before = ExampleCluster.with {
            $0.snapshot.configuration = .current(
                DynamicConfiguration(settings: [.init(path: "ttl", value: "30")]),
                at: ExampleCluster.now
            )
        }
        let after = ExampleCluster.with {
            $0.snapshot.configuration = .current(
                DynamicConfiguration(settings: [.init(path: "ttl", value: "20")]),
                at: ExampleCluster.now
            )
        }
        _ = examination.examine(before)
        #expect(examination.examine(after).events.map(\.text) == ["configuration: ttl 30 → 20"])
    }

    @Test func `findings keep the time of their first sight and come worst first`() {
        var examination = Examination()
        let lagging = ExampleCluster.with { $0.row("db3") { $0.lag = .bytes(5 << 20) } }
        _ = examination.examine(lagging)
        var later = ExampleCluster.with { example in
            example.row("db3") { $0.lag = .bytes(6 << 20) }
            example.agentFails("db1", .connectionRefused)
        }
        later.takenAt = lagging.takenAt + .seconds(30)
        let findings = examination.examine(later).findings
        #expect(findings.map(\.rule) == ["agent-unreachable", "lagging"])
        #expect(findings.last?.since == lagging.takenAt)
    }

    /// Three agents, of which none has ever answered.
    private var nobody: ClusterSnapshot {
        ExampleCluster.with { example in
            example.snapshot.listing = .failed(.connectionRefused, since: ExampleCluster.now)
            example.snapshot.proxies = []
            for index in example.snapshot.members.indices {
                example.snapshot.members[index].listed = .pending
                example.snapshot.members[index].agent?.report = .failed(.connectionRefused, since: ExampleCluster.now)
            }
        }
    }

    @Test func `that nothing can be reached is told at the first look, once, and that something can again`() {
        var examination = Examination()
        let first = examination.examine(nobody).events
        #expect(first.map(\.kind) == [.sourcesLost] && first.first?.severity == .warning)
        #expect(first.first?.text.hasPrefix("nothing reachable: no agent answers: ") == true, "\(first.map(\.text))")
        #expect(first.first?.text.contains("connection refused") == true)
        #expect(examination.examine(nobody).events == [])
        let answered = examination.examine(ExampleCluster().snapshot).events
        #expect(
            answered.first { $0.kind == .sourcesReturned }?.text == "agents answer: writes ok",
            "\(answered.map(\.text))"
        )
    }

    @Test func `an address that was wrong from the start is told after the first failed round`() {
        let address = WebAddress(host: "127.0.0.1", port: 1)
        var watch = ClusterWatch(WatchPlan(agents: [address]), at: ExampleCluster.now)
        var examination = Examination()
        var told: [Event] = examination.examine(watch.snapshot(at: ExampleCluster.now)).events
        #expect(told == [], "nobody was asked yet")
        var now = ExampleCluster.now
        // The first round: all that is asked within the first second.
        while told.isEmpty, now < ExampleCluster.now + .seconds(1) {
            for request in watch.due(at: now) {
                let refusal: Result<ReadAnswer, ReadFailure> = .failure(.connectionRefused)
                watch.absorb(ReadReply(request: request, outcome: refusal, startedAt: now, finishedAt: now))
                told += examination.examine(watch.snapshot(at: now)).events
            }
            now = now + .milliseconds(10)
        }
        #expect(told.map(\.text) == ["nothing reachable: no agent answers: 127.0.0.1:1 connection refused"])
    }

    @Test func `an outage in which nobody answers for a while is one outage`() {
        var examination = Examination()
        var seconds: Int64 = 0
        func look(_ snapshot: ClusterSnapshot) -> [Event] {
            var moment = snapshot
            moment.takenAt = ExampleCluster.now + .seconds(seconds)
            seconds += 5
            return examination.examine(moment).events
        }
        _ = look(ExampleCluster().snapshot)
        #expect(look(ExampleCluster(leader: nil).snapshot).contains { $0.kind == .outageBegan })
        var events = look(nobody) + look(ExampleCluster(leader: nil).snapshot)
        #expect(!events.contains { $0.kind == .outageEnded || $0.kind == .outageBegan }, "\(events.map(\.text))")
        events = look(ExampleCluster().snapshot)
        #expect(
            events.contains { $0.kind == .outageEnded && $0.text == "writes ok after 00:15" },
            "\(events.map(\.text))"
        )
    }

    @Test func `an outage that ends without a listing says what came instead`() {
        var examination = Examination()
        _ = examination.examine(ExampleCluster(leader: nil).snapshot)
        let cut = ExampleCluster.with { $0.listingFails(.closedWithoutAnswer) }
        let ended = examination.examine(cut).events.filter { $0.kind == .outageEnded }
        #expect(ended.map(\.text) == ["db1 says primary again after less than 1 s, without the DCS"])
    }
}
