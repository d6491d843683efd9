import ClusterModel
import Diagnosis
import Endpoints
import Simulator
import Testing

@Suite struct IncidentTests {
    /// What the product can be off by: it sees the start up to a calm interval late, the end up to a hurried one.
    private static let tolerance = Duration.milliseconds(1300)

    private func describe(_ incident: Incident) -> String {
        let phases = incident.phases.map { "\($0.kind.rawValue) \(incident.offset(of: $0.at).briefTenths)" }
        let verdicts = incident.verdicts.map { sentence in
            let text = sentence.verdict.text(at: sentence.at)
            return "\(incident.offset(of: sentence.at).briefTenths) \(text.headline) \(text.detail)"
        }
        return
            "\(incident.headline): \(phases.joined(separator: ", ")); \(incident.outageText(at: incident.openedAt))\n"
            + verdicts.joined(separator: "\n")
    }

    private func expectTruth(_ rehearsal: IncidentRehearsal, _ incident: Incident, _ means: [Means]) {
        for means in means {
            let measured = incident.outage(means)?.span(at: rehearsal.now) ?? .zero
            let truth = rehearsal.truth[means]?.span ?? .zero
            let error = measured - truth
            #expect(
                error <= Self.tolerance && .zero - error <= Self.tolerance,
                "\(means): measured \(measured), truth \(truth)\n\(describe(incident))"
            )
        }
    }

    private func expectEveryPhase(_ incident: Incident) {
        #expect(Set(incident.phases.map(\.kind)) == Set(IncidentPhase.Kind.allCases), "\(describe(incident))")
        #expect(incident.phases.map(\.at) == incident.phases.map(\.at).sorted(), "\(describe(incident))")
    }

    private func expectOrder(_ incident: Incident) {
        // The probe may succeed before or after the proxies are all right, and a member may stream before either.
        let handover = incident.phases.filter { [.lastGood, .leaderLost, .lockReleased].contains($0.kind) }
        #expect(zip(handover, handover.dropFirst()).allSatisfy { $0.at <= $1.at }, "\(describe(incident))")
        let routing = incident.phases.filter { [.lockReleased, .firstProxyRoutes, .allProxiesRoute].contains($0.kind) }
        #expect(zip(routing, routing.dropFirst()).allSatisfy { $0.at <= $1.at }, "\(describe(incident))")
    }

    @Test(arguments: [7, 9, 11] as [UInt64])
    func `a crash of the leader is an incident with every phase, measured by every means`(seed: UInt64) throws {
        var rehearsal = IncidentRehearsal(.failover, seed: seed)
        rehearsal.run(.seconds(60))
        let incident = try #require(rehearsal.incidents.first)
        #expect(rehearsal.incidents.count == 1)
        expectEveryPhase(incident)
        #expect(incident.formerLeader == "db1" && incident.newLeader != "db1" && incident.course == .failover)
        expectOrder(incident)
        expectTruth(rehearsal, incident, [.agents, .proxies, .clients])
        #expect(incident.isSettled && incident.closedAt != nil)
        #expect(incident.before.first?.role == "leader" && incident.after.contains { $0.role == "leader" })
    }

    @Test(arguments: [7, 9, 11] as [UInt64])
    func `a held connection tells the beginning to the step, and hurry the end`(seed: UInt64) throws {
        var rehearsal = IncidentRehearsal(.failover, seed: seed)
        rehearsal.run(.seconds(60))
        let incident = try #require(rehearsal.incidents.first)
        let measured = try #require(incident.outage(.clients)).span(at: rehearsal.now)
        let truth = try #require(rehearsal.truth[.clients]).span
        let error = measured - truth
        #expect(error <= .milliseconds(150) && .zero - error <= .milliseconds(150), "\(measured) for \(truth)")
        #expect(incident.outage(.clients)?.certainSpan(at: rehearsal.now) == measured)
    }

    @Test func `phases carry the time of what showed them`() throws {
        var rehearsal = IncidentRehearsal(.failover)
        rehearsal.run(.seconds(9))
        let open = try #require(rehearsal.log.open)
        let crash = IncidentRehearsal.start + .seconds(5)
        let lost = try #require(open.phase(.leaderLost))
        #expect(lost.at >= crash && lost.at <= crash + .milliseconds(1100), "\(describe(open))")
        #expect(try #require(open.phase(.lastGood)).at <= crash + .milliseconds(50))
        #expect(open.steps.first?.kind == .leaderLost && open.steps.contains { $0.progress == .current })
        #expect(open.length(at: rehearsal.now) > .seconds(2))
    }

    @Test(arguments: [7, 8, 9] as [UInt64], [false, true])
    func `a switchover is one incident, and misrouting belongs to it`(seed: UInt64, slowChecks: Bool) throws {
        var rehearsal = IncidentRehearsal(.healthy, seed: seed, slowChecks: slowChecks)
        rehearsal.run(.seconds(10))
        rehearsal.post("/switchover", #"{"leader": "db1", "candidate": "db2"}"#, to: "db1")
        rehearsal.run(.seconds(40))
        let incident = try #require(rehearsal.incidents.first)
        #expect(rehearsal.incidents.count == 1, "\(rehearsal.incidents.map(describe))")
        #expect(incident.course == .switchover && incident.newLeader == "db2", "\(describe(incident))")
        let kinds: [IncidentPhase.Kind] = [
            .leaderLost, .lockReleased, .candidatePromoted, .firstProxyRoutes, .allProxiesRoute, .oldLeaderRejoined,
        ]
        for kind in kinds { #expect(incident.phase(kind) != nil, "\(kind) in \(describe(incident))") }
        expectOrder(incident)
        expectTruth(rehearsal, incident, [.agents, .proxies])
        let misrouted = incident.verdicts.contains { sentence in
            if case .misrouted = sentence.verdict.situation { true } else { false }
        }
        #expect(misrouted, "\(describe(incident))")
        let closed = try #require(incident.closedAt)
        let wasRight = try #require(rehearsal.truth[.proxies]?.gaps.last?.to)
        #expect(closed >= wasRight && closed - wasRight <= Self.tolerance)
    }

    @Test func `the story has one incident a round`() throws {
        var rehearsal = IncidentRehearsal(.story)
        rehearsal.run(.seconds(110))
        let incident = try #require(rehearsal.incidents.first)
        #expect(rehearsal.incidents.count == 1)
        expectEveryPhase(incident)
        expectOrder(incident)
        expectTruth(rehearsal, incident, [.agents, .proxies, .clients])
    }

    @Test func `a DCS that is down is an incident from the leader's demotion until somebody leads again`() throws {
        var rehearsal = IncidentRehearsal(.dcsDown)
        rehearsal.run(.seconds(30))
        let open = try #require(rehearsal.log.open)
        #expect(open.phase(.leaderLost) != nil && open.phase(.candidatePromoted) == nil, "\(describe(open))")
        #expect(open.course == .dcsOutage && open.headline == "DCS outage, leader db1", "nobody failed over")
        #expect(!rehearsal.events.contains { $0.text.contains("dcs unreachable") }, "\(rehearsal.events.map(\.text))")
        rehearsal.run(.seconds(65))
        let incident = try #require(rehearsal.incidents.first)
        #expect(rehearsal.incidents.count == 1 && rehearsal.log.open == nil, "\(rehearsal.incidents.map(describe))")
        #expect(incident.phase(.candidatePromoted) != nil, "\(describe(incident))")
        expectTruth(rehearsal, incident, [.agents])
    }

    @Test func `nothing is an incident in a healthy cluster, nor a dead proxy, nor a dead replica`() {
        var rehearsal = IncidentRehearsal(.healthy)
        rehearsal.run(.seconds(20))
        rehearsal.apply(.proxyDown(1))
        rehearsal.apply(.crash(.replica(0)))
        rehearsal.run(.seconds(40))
        #expect(rehearsal.incidents.isEmpty)
    }

    @Test func `polling hurries while an incident is open and calms down after`() throws {
        var rehearsal = IncidentRehearsal(.failover)
        rehearsal.run(.seconds(4))
        #expect(rehearsal.watch.pace == .calm)
        rehearsal.run(.seconds(40))
        let incident = try #require(rehearsal.incidents.first)
        let closed = try #require(incident.closedAt)
        func counts(_ from: Timestamp, _ span: Duration) -> (probes: Int, listings: Int) {
            let requests = rehearsal.sent.filter { $0.at >= from && $0.at < from + span }.map(\.request)
            let probes = requests.count { if case .probe = $0 { true } else { false } }
            let listings = requests.count { if case .listing = $0 { true } else { false } }
            return (probes, listings)
        }
        let hurried = counts(incident.openedAt + .seconds(4), .seconds(4))
        #expect(hurried.probes >= 38 && hurried.listings >= 15, "\(hurried)")
        #expect(counts(closed + .seconds(2), .seconds(4)).probes >= 38)
        let calm = counts(closed + .seconds(12), .seconds(4))
        #expect(calm.probes <= 5 && calm.listings <= 5, "\(calm)")
        #expect(rehearsal.watch.interval == .seconds(1) && rehearsal.watch.pace == .calm)
    }

    @Test func `fifty incidents are kept`() {
        var log = IncidentLog()
        var examination = Examination()
        for round in 0..<120 {
            var snapshot = (round.isMultiple(of: 2) ? ExampleCluster() : ExampleCluster(leader: nil)).snapshot
            snapshot.takenAt = ExampleCluster.now + .seconds(Int64(round) * 20)
            log.observe(snapshot, examination.examine(snapshot))
        }
        #expect(log.incidents.count == IncidentLog.capacity)
        #expect(log.incidents.map(\.number) == Array(11...60))
    }

    /// The incidents of a cluster whose leader is, from each second on, the one named.
    private func incidents(
        _ leaders: [(second: Int64, leader: MemberName?)],
        beganAt: Int64? = nil
    ) -> [Incident] {
        var log = IncidentLog()
        var examination = Examination()
        for (second, leader) in leaders {
            var snapshot = ExampleCluster(leader: leader).snapshot
            snapshot.takenAt = ExampleCluster.now + .seconds(second)
            if second == beganAt {
                log.note(.operation(began: "switchover", by: "dba", on: "orders", at: snapshot.takenAt))
            }
            log.observe(snapshot, examination.examine(snapshot))
        }
        return log.incidents
    }

    @Test func `writing that comes back for a moment does not end the incident`() {
        let found = incidents([(0, "db1"), (1, nil), (5, "db1"), (8, nil), (12, "db2")])
        #expect(found.count == 1 && found.first?.isOpen == false)
    }

    @Test func `one that has taken over and is lost in turn is another incident`() {
        let found = incidents([(0, "db1"), (1, nil), (5, "db2"), (6, "db2"), (8, nil), (12, "db3")])
        #expect(found.map(\.formerLeader) == ["db1", "db2"] && found.map(\.newLeader) == ["db2", "db3"])
        #expect(found.allSatisfy { !$0.isOpen })
    }

    @Test func `what an operator begins is another incident, however soon`() {
        let leaders: [(Int64, MemberName?)] = [(0, "db1"), (1, nil), (3, "db1"), (6, "db1"), (8, nil), (12, "db2")]
        #expect(incidents(leaders).count == 1)
        #expect(incidents(leaders, beganAt: 6).map(\.newLeader) == ["db1", "db2"])
    }

    @Test(arguments: [(0, "0.0 s"), (-20, "0.0 s"), (-340, "−0.3 s"), (18_449, "18.4 s"), (125_000, "2 min 5 s")])
    func `spans read as people measure them`(milliseconds: Int64, text: String) {
        #expect(Duration.milliseconds(milliseconds).briefTenths == text)
    }
}
