import ClusterModel
import Diagnosis
import Simulator
import Testing
import Wording

/// Phases are reached in the order that facts allow, and are taken back when later facts disprove them.
@Suite struct IncidentPhaseTests {
    /// What was looked at, one snapshot a second.
    private struct Watch {
        var log = IncidentLog()
        var examination = Examination()
        var second: Int64 = 0
        var events: [Event] = []

        @discardableResult
        mutating func look(_ snapshot: ClusterSnapshot) -> Verdict {
            second += 1
            let moment = snapshot.seen(at: ExampleCluster.now + .seconds(second))
            let assessment = examination.examine(moment)
            events += assessment.events
            log.observe(moment, assessment)
            return assessment.verdict
        }

        var latest: Incident { get throws { try #require(log.incidents.last) } }
    }

    /// A cluster in which the proxies send writes to `targets`, and a client's probe finds a database or none.
    private func cluster(
        leader: MemberName?,
        targets: Set<MemberName>,
        answers: Bool? = nil,
        _ change: (inout ExampleCluster) -> Void = { _ in }
    ) -> ClusterSnapshot {
        ExampleCluster.with(leader: leader) { example in
            example.snapshot.proxies = [7000, 7001].map { ExampleCluster.proxy(port: $0, upMembers: targets) }
            if let answers {
                let address = ClientAddress(host: "127.0.0.1", port: 6000)
                let now = ExampleCluster.now
                example.snapshot.probes = [
                    Probe(
                        address: address,
                        answer: answers
                            ? .current(.encryptionRefused, at: now) : .failed(.connectionRefused, since: now)
                    )
                ]
            }
            change(&example)
        }
    }

    @Test func `a probe that the former leader answered before anybody was promoted is no success`() throws {
        var watch = Watch()
        watch.look(cluster(leader: "db1", targets: ["db1"], answers: true))
        watch.look(cluster(leader: nil, targets: ["db1"], answers: false))
        watch.look(cluster(leader: nil, targets: ["db1"], answers: true))
        #expect(watch.events.contains { $0.kind == .probeReturned }, "the probe did succeed")
        #expect(try watch.latest.outage(.clients)?.isOver == false, "and nobody could write")
        #expect(try watch.latest.phase(.probeSucceeds) == nil)
        watch.look(cluster(leader: "db2", targets: ["db1"], answers: true))
        #expect(try watch.latest.phase(.candidatePromoted) != nil)
        #expect(try watch.latest.phase(.probeSucceeds) == nil, "every proxy still leads to the former leader")
        watch.look(cluster(leader: "db2", targets: ["db2"], answers: true))
        let incident = try watch.latest
        #expect(incident.phase(.probeSucceeds)?.at == ExampleCluster.now + .seconds(5))
        #expect(!incident.isOpen)
        #expect(incident.outage(.clients)?.certainSpan(at: incident.openedAt) == .seconds(3))
    }

    @Test func `while the DCS is down no probe of the demoted leader counts`() throws {
        var rehearsal = IncidentRehearsal(.dcsDown)
        for _ in 0..<500 {
            rehearsal.run(.milliseconds(100))
            guard let open = rehearsal.log.open, open.phase(.candidatePromoted) == nil else { continue }
            #expect(open.phase(.probeSucceeds) == nil && open.phase(.firstProxyRoutes) == nil)
        }
        #expect(rehearsal.events.contains { $0.kind == .probeReturned }, "the demoted leader answered a client")
        #expect(rehearsal.log.open?.outage(.clients)?.gaps.count == 1, "and that ended nothing")
        rehearsal.run(.seconds(40))
        let incident = try #require(rehearsal.incidents.first)
        let promoted = try #require(incident.phase(.candidatePromoted))
        #expect(try #require(incident.phase(.probeSucceeds)).at >= promoted.at)
    }

    @Test func `who was promoted and is lost again was not the one`() throws {
        var watch = Watch()
        watch.look(cluster(leader: "db1", targets: ["db1"]))
        watch.look(cluster(leader: nil, targets: []))
        watch.look(cluster(leader: "db2", targets: []))
        #expect(try watch.latest.phase(.candidatePromoted)?.subject?.english == "db2")
        watch.look(cluster(leader: nil, targets: []))
        #expect(try watch.latest.phase(.candidatePromoted) == nil && watch.latest.newLeader == nil)
        #expect(try watch.latest.steps.contains { $0.kind == .candidatePromoted && $0.progress == .current })
        watch.look(cluster(leader: "db3", targets: []))
        watch.look(cluster(leader: "db3", targets: ["db3"]))
        let incident = try watch.latest
        #expect(watch.log.incidents.count == 1 && incident.newLeader == "db3" && !incident.isOpen)
        #expect(incident.phase(.candidatePromoted)?.at == ExampleCluster.now + .seconds(5))
    }

    @Test func `proxies that are wrong again do not route`() throws {
        var watch = Watch()
        watch.look(cluster(leader: "db1", targets: ["db1"]))
        watch.look(cluster(leader: "db1", targets: []))
        let half = cluster(leader: "db1", targets: []) {
            $0.snapshot.proxies[0] = ExampleCluster.proxy(port: 7000, upMembers: ["db1"])
            $0.snapshot.proxies[1] = ExampleCluster.proxy(port: 7001, upMembers: ["db2"])
        }
        watch.look(half)
        #expect(try watch.latest.phase(.firstProxyRoutes) != nil && watch.latest.phase(.allProxiesRoute) == nil)
        watch.look(cluster(leader: "db1", targets: ["db2"]))
        #expect(try watch.latest.phase(.firstProxyRoutes) == nil)
        watch.look(cluster(leader: "db1", targets: ["db1"]))
        let incident = try watch.latest
        #expect(incident.phase(.firstProxyRoutes)?.at == ExampleCluster.now + .seconds(5))
        #expect(incident.phase(.allProxiesRoute) != nil && !incident.isOpen && incident.course == .routing)
    }

    @Test(arguments: [Scenario.failover, .dcsDown, .story, .splitBrain])
    func `what was reached stands in the order of time, and what is waited for after it`(
        scenario: Scenario
    ) {
        var rehearsal = IncidentRehearsal(scenario)
        for _ in 0..<70 {
            rehearsal.run(.seconds(1))
            for incident in rehearsal.incidents {
                let steps = incident.steps.map(\.progress)
                let times = steps.compactMap { if case .done(let after) = $0 { after } else { nil } }
                #expect(times == times.sorted() && incident.phases.map(\.at) == incident.phases.map(\.at).sorted())
                #expect(steps.prefix(times.count).allSatisfy { $0 != .current && $0 != .pending })
            }
        }
        #expect(!rehearsal.incidents.isEmpty)
    }

    @Test func `a title says what happened, not what might have`() throws {
        var interrupted = Watch()
        let silent = cluster(leader: "db1", targets: []) { $0.agentFails("db1", .connectionRefused, forSeconds: 0) }
        interrupted.look(cluster(leader: "db1", targets: ["db1"]))
        interrupted.look(silent)
        #expect(try interrupted.latest.headline == "failover of db1", "it looks like one")
        interrupted.look(cluster(leader: "db1", targets: ["db1"]))
        #expect(try interrupted.latest.headline == "interruption of db1", "nobody took its lock")

        var paused = Watch()
        paused.look(cluster(leader: "db1", targets: ["db1"]))
        paused.look(
            cluster(leader: "db1", targets: []) {
                $0.agentFails("db1", .connectionRefused, forSeconds: 0)
                $0.snapshot.listing = $0.snapshot.listing.map { listing in
                    var listing = listing
                    listing.isPaused = true
                    return listing
                }
            }
        )
        #expect(try paused.latest.headline == "write outage, leader db1", "in maintenance mode nobody fails over")

        var again = Watch()
        again.look(cluster(leader: "db1", targets: ["db1"]))
        again.look(cluster(leader: nil, targets: []))
        again.look(cluster(leader: "db1", targets: ["db1"]))
        #expect(try again.latest.headline == "leader elected again: db1")
    }

    @Test func `a finding of an incident tells how long it was seen`() throws {
        var watch = Watch()
        watch.look(cluster(leader: "db1", targets: ["db1"]))
        let lagging = { (bytes: Int64) in
            self.cluster(leader: "db1", targets: []) { $0.row("db3") { $0.lag = .bytes(bytes) } }
        }
        for _ in 0..<3 { watch.look(lagging(2 << 20)) }
        watch.look(lagging(0))
        watch.look(lagging(0))
        let found = try #require(watch.latest.findings.first { $0.finding.rule == "lagging" })
        #expect(found.span == .seconds(2) && found.isOver)
        let routeless = try #require(watch.latest.findings.first { !$0.isOver })
        #expect(routeless.seenUntil == ExampleCluster.now + .seconds(6))
    }
}

extension ClusterSnapshot {
    /// The same sight, learnt at another moment.
    fileprivate func seen(at moment: Timestamp) -> ClusterSnapshot {
        var snapshot = self
        snapshot.takenAt = moment
        snapshot.listing = listing.learnt(at: moment)
        for index in members.indices {
            snapshot.members[index].listed = members[index].listed.learnt(at: moment)
            snapshot.members[index].agent?.report = members[index].agent?.report.learnt(at: moment) ?? .pending
        }
        for index in proxies.indices {
            snapshot.proxies[index].statistics = proxies[index].statistics.learnt(at: moment)
        }
        for index in probes.indices { snapshot.probes[index].answer = probes[index].answer.learnt(at: moment) }
        return snapshot
    }
}

extension Observation {
    fileprivate func learnt(at moment: Timestamp) -> Observation {
        switch self {
        case .pending: .pending
        case .current(let value, _): .current(value, at: moment)
        case .stale(let value, let at, let reason, _): .stale(value, at: at, because: reason, since: moment)
        case .failed(let reason, _): .failed(reason, since: moment)
        }
    }
}
