import ClusterModel
import Diagnosis
import Foundation
import TestSupport
import Testing

/// What is said at every moment of a fault, on real components; `LAB.md`'s table row by row.
extension LabTests.Measured {
    private func isWell(_ watch: LabWatch, under leader: MemberName? = nil) -> Bool {
        guard case .writesOK(let name, let routing, isPaused: false, _) = watch.verdict else { return false }
        return (leader ?? name) == name && routing.isComplete && watch.log.open == nil
    }

    /// Nothing that is true of no moment of any single fault was ever said.
    private func expectNoFalseAlarm(_ watch: LabWatch) {
        let kinds = watch.said.filter { if case .splitBrain = $0.situation { true } else { false } }
        #expect(kinds.isEmpty && !watch.rules.contains("two-primaries"), "\(watch.account)")
    }

    /// From the first to the last critical word there was no other, and there was one incident.
    private func expectOneOutage(_ watch: LabWatch, since fault: Timestamp) {
        let words = watch.said.filter { $0.at > fault }
        let outage = words.drop { $0.situation.level != .critical }
        let end = outage.lastIndex { $0.situation.level == .critical }
        #expect(end != nil, "\(watch.account)")
        let between = end.map { outage[outage.startIndex...$0] } ?? []
        #expect(between.allSatisfy { $0.situation.level == .critical }, "\(watch.account)")
        #expect(watch.log.incidents.count == 1, "\(watch.account)")
        #expect(watch.events.count { $0.kind == .outageBegan } == 1, "\(watch.account)")
        #expect(watch.events.count { $0.kind == .outageEnded } == 1, "\(watch.account)")
    }

    /// The incident is as long as what a client saw that writes through the proxy twenty times a second.
    private func expectMeasured(_ watch: LabWatch, _ writer: Writer, within tolerance: Duration) throws {
        // A write that hangs is told when it gives up, two seconds later.
        watch.run(.seconds(3))
        let seen = try #require(writer.outage())
        let incident = try #require(watch.log.incidents.first)
        let measured = incident.length(at: watch.snapshot.takenAt)
        let error = measured - (seen.to - seen.from)
        let words =
            "measured \(measured), a client saw \(seen.to - seen.from): began "
            + "\((incident.openedAt - seen.from).inMilliseconds) ms, ended "
            + "\(((incident.closedAt ?? seen.to) - seen.to).inMilliseconds) ms after the client's"
        #expect(
            error <= tolerance && .zero - error <= tolerance,
            "\(words)\n\(watch.account)\n\(writer.account(around: incident.closedAt ?? seen.to))"
        )
        print("OUTAGE", words)
    }

    private func calm(_ lab: Lab, etcd: Bool = false) throws -> (watch: LabWatch, writer: Writer, leader: MemberName) {
        let watch = try LabWatch(lab, etcd: etcd)
        let writer = try Writer(lab)
        #expect(watch.run(.seconds(30)) { isWell($0) && writer.isWriting }, "\(watch.account)")
        watch.run(.seconds(3))
        return (watch, writer, MemberName(try lab.answer("leader")))
    }

    @Test(arguments: ["stop", "crash"])
    func `a leader that ends is one outage, told and measured from the first to the last moment`(fault: String) throws {
        let lab = try Lab(patroni: "4.1.5", "--maxconn", "2000")
        let (watch, writer, leader) = try calm(lab)
        let begun = watch.snapshot.takenAt
        try watch.during(fault, leader.text)
        // The lab may be done with it before anybody has asked.
        watch.run(.seconds(5)) { $0.said.contains { $0.situation.level == .critical } }
        let first = watch.said.first { $0.situation.level == .critical }
        #expect(first.map { $0.at - begun < .seconds(5) } == true, "\(watch.account)")
        #expect(watch.run(.seconds(60)) { isWell($0) && $0.snapshot.listedLeader?.name != leader }, "\(watch.account)")
        expectOneOutage(watch, since: begun)
        try expectMeasured(watch, writer, within: .milliseconds(150))
        try watch.during("start", leader.text)
        #expect(watch.run(.seconds(60)) { $0.log.incidents.last?.phase(.oldLeaderRejoined) != nil }, "\(watch.account)")
        expectOneOutage(watch, since: begun)
        expectNoFalseAlarm(watch)
        let changes: Set<Event.Kind> = [.leaderChanged, .leaderLost]
        #expect(!changes.isDisjoint(with: watch.events.map(\.kind)), "\(watch.account)")
    }

    @Test func `a switchover is one outage until the proxy has left the old leader, without a false alarm`() throws {
        let lab = try Lab(patroni: "4.1.5", "--maxconn", "2000")
        let (watch, writer, leader) = try calm(lab)
        let begun = watch.snapshot.takenAt
        let candidate: MemberName = leader == "db2" ? "db3" : "db2"
        let body = #"{"leader": "\#(leader)", "candidate": "\#(candidate)"}"#
        try watch.during("api", leader.text, "POST", "/switchover", body)
        let answeredAt = watch.snapshot.takenAt
        #expect(watch.run(.seconds(60)) { isWell($0, under: candidate) }, "\(watch.account)")
        expectOneOutage(watch, since: begun)
        expectNoFalseAlarm(watch)
        let misrouted = watch.said.filter { if case .misrouted = $0.situation { true } else { false } }
        #expect(misrouted.contains { $0.at > answeredAt }, "clients reach both for seconds\n\(watch.account)")
        let incident = try #require(watch.log.incidents.first)
        #expect(incident.course == .switchover && incident.closedAt ?? answeredAt > answeredAt, "\(watch.account)")
        try expectMeasured(watch, writer, within: .milliseconds(150))
    }

    @Test func `a frozen leader is an outage until another leads, and its waking is a split brain for a moment`() throws
    {
        let lab = try Lab(patroni: "debian")
        let (watch, leader) = try calmWithoutWriter(lab)
        try watch.during("freeze", leader.text)
        #expect(watch.run(.seconds(6)) { $0.verdict?.level == .critical }, "\(watch.account)")
        #expect(watch.run(.seconds(60)) { isWell($0) && $0.snapshot.listedLeader?.name != leader }, "\(watch.account)")
        expectNoFalseAlarm(watch)
        #expect(watch.log.incidents.count == 1, "\(watch.account)")
        let begun = try #require(watch.log.incidents.first?.openedAt)
        let closed = try #require(watch.log.incidents.first?.closedAt)
        #expect(closed - begun > .seconds(12), "\(watch.account)")
        watch.run(.seconds(10))
        try watch.during("thaw", leader.text)
        // One that wakes in the middle of renewing its lease may take the lock back; then it leads and the other rejoins.
        let isOver = watch.run(.seconds(60)) { watch in
            watch.log.incidents.last?.phase(.oldLeaderRejoined) != nil || isWell(watch, under: leader)
        }
        #expect(isOver, "\(watch.account)")
    }

    @Test func `a leader that is cut from etcd is named while it serves, and followed when it gives up`() throws {
        let lab = try Lab(patroni: "4.1.5", "--relays")
        let (watch, leader) = try calmWithoutWriter(lab)
        let begun = watch.snapshot.takenAt
        try watch.during("cut", leader.text)
        let isNamed = watch.run(.seconds(15)) { watch in
            watch.findings.contains { $0.subject == leader.text || $0.text.contains(leader.text) }
        }
        #expect(isNamed, "\(watch.account)")
        #expect(watch.run(.seconds(60)) { isWell($0) && $0.snapshot.listedLeader?.name != leader }, "\(watch.account)")
        watch.run(.seconds(1))
        expectOneOutage(watch, since: begun)
        expectNoFalseAlarm(watch)
        try watch.during("mend", leader.text)
        #expect(watch.run(.seconds(60)) { $0.log.incidents.last?.phase(.oldLeaderRejoined) != nil }, "\(watch.account)")
    }

    @Test func `replicas and proxies that fail are told for what they are`() throws {
        let lab = try Lab(patroni: "4.1.5")
        let (watch, leader) = try calmWithoutWriter(lab)
        try expectReplicasMissed(watch, ["db1", "db2", "db3"].filter { $0 != leader.text })
        try expectProxyMissed(watch)
        try expectWrongAddress(lab, watch, of: leader)
        try expectGrowingLag(watch, of: leader == "db2" ? "db3" : "db2")
        expectNoFalseAlarm(watch)
    }

    /// Without replicas clients go on writing; that nobody could take over is the news.
    private func expectReplicasMissed(_ watch: LabWatch, _ replicas: [String]) throws {
        for replica in replicas { try watch.during("crash", replica) }
        let isSaid = watch.run(.seconds(5)) { watch in
            if case .writesOK(_, _, _, let lost) = watch.verdict { lost.contains(.noCandidate) } else { false }
        }
        #expect(isSaid, "\(watch.account)")
        #expect(watch.run(.seconds(30)) { $0.rules.contains("no-candidate") }, "\(watch.account)")
        #expect(watch.said.allSatisfy { $0.situation.level != .critical }, "\(watch.account)")
        for replica in replicas { try watch.during("start", replica) }
        #expect(watch.run(.seconds(60)) { isWell($0) && !$0.findings.contains { $0.rule == "no-candidate" } })
        #expect(watch.log.incidents.isEmpty, "\(watch.account)")
    }

    private func expectProxyMissed(_ watch: LabWatch) throws {
        try watch.during("crash", "haproxy")
        #expect(watch.run(.seconds(3)) { $0.verdict?.level == .critical }, "\(watch.account)")
        #expect(watch.rules.isSuperset(of: ["proxy-unreachable", "clients-get-no-database"]), "\(watch.account)")
        try watch.during("start", "haproxy")
        #expect(watch.run(.seconds(30)) { isWell($0) }, "\(watch.account)")
        #expect(watch.log.incidents.count == 1 && watch.log.incidents[0].newLeader == nil, "\(watch.account)")
    }

    /// The proxy checks and routes to a place where the leader is not.
    private func expectWrongAddress(_ lab: Lab, _ watch: LabWatch, of leader: MemberName) throws {
        let file = URL(fileURLWithPath: lab.addresses.dir + "/conf/haproxy.cfg")
        let right = try String(contentsOf: file, encoding: .utf8)
        let number = leader.text.suffix(1)
        let wrong = right.replacingOccurrences(of: "127.0.0.1\(number):5432", with: "127.0.0.9\(number):5432")
        #expect(wrong != right)
        try Data(wrong.utf8).write(to: file)
        try watch.during("restart", "haproxy")
        #expect(watch.run(.seconds(30)) { $0.verdict == .noRoute(leader: leader) }, "\(watch.account)")
        let isExplained = watch.run(.seconds(40)) { watch in
            !Set(watch.findings.map(\.rule))
                .isDisjoint(with: ["proxy-cannot-reach-member", "stale-address", "check-sees-another-host"])
        }
        #expect(isExplained, "\(watch.account)")
        try Data(right.utf8).write(to: file)
        try watch.during("restart", "haproxy")
        #expect(watch.run(.seconds(30)) { isWell($0, under: leader) }, "\(watch.account)")
    }

    /// What is not received is lag as Patroni counts it; what is received and not replayed is another matter.
    private func expectGrowingLag(_ watch: LabWatch, of replica: String) throws {
        for (process, rule) in [("receipt", "lagging"), ("replay", "replay-behind")] {
            try watch.during("stall", replica, process)
            try write(to: try #require(watch.snapshot.listedLeader?.name))
            let crossings = { (watch: LabWatch, kind: Event.Kind) in
                watch.events.count { $0.kind == kind && $0.subject == replica }
            }
            let earlier = (crossings(watch, .lagExceeded), crossings(watch, .lagRecovered))
            let isTold = watch.run(.seconds(30)) { watch in
                crossings(watch, .lagExceeded) > earlier.0
                    && watch.findings.contains { $0.rule == rule && $0.subject == replica }
            }
            let lags = watch.snapshot.members.map { "\($0.name): \($0.listed)" }.joined(separator: "\n")
            #expect(isTold, "\(rule)\n\(watch.account)\n\(lags)")
            #expect(watch.verdict?.level == .ok || watch.verdict?.level == .warning, "\(watch.account)")
            try watch.during("unstall", replica, process)
            let isOver = watch.run(.seconds(30)) { watch in
                crossings(watch, .lagRecovered) > earlier.1 && !watch.findings.contains { $0.rule == rule }
            }
            #expect(isOver, "\(rule)\n\(watch.account)")
        }
    }

    /// Forty megabytes of WAL.
    private func write(to leader: MemberName) throws {
        let ballast = """
            DROP TABLE IF EXISTS ballast;
            CREATE TABLE ballast AS SELECT repeat(md5(n::text), 30) AS text FROM generate_series(1, 40000) AS n
            """
        let address = "127.0.0.1\(leader.text.suffix(1))"
        let arguments = ["psql", "-h", address, "-U", "postgres", "-d", "postgres", "-qXc", ballast]
        let outcome = try Command(arguments).run(limit: 60)
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
    }

    @Test func `etcd that hangs a moment is no matter, and for long an outage that ends by itself`() throws {
        let lab = try Lab(patroni: "4.1.5")
        let (watch, leader) = try calmWithoutWriter(lab)
        try watch.during("freeze", "etcd")
        watch.run(.seconds(3))
        try watch.during("thaw", "etcd")
        watch.run(.seconds(6))
        #expect(watch.said.allSatisfy { $0.situation.level != .critical }, "\(watch.account)")
        #expect(watch.log.incidents.isEmpty && watch.snapshot.listedLeader?.name == leader, "\(watch.account)")

        try watch.during("freeze", "etcd")
        #expect(watch.run(.seconds(15)) { $0.verdict?.level == .critical }, "\(watch.account)")
        // Agents go on listing what they remember of etcd until their own reads of it time out.
        #expect(
            watch.run(.seconds(40)) { isForWantOfDCS($0) && $0.rules.contains("dcs-unreachable") },
            "\(watch.account)"
        )
        try watch.during("thaw", "etcd")
        #expect(watch.run(.seconds(60)) { isWell($0) }, "\(watch.account)")
        #expect(watch.log.incidents.count == 1, "\(watch.account)")
        expectNoFalseAlarm(watch)
    }

    @Test func `who watches etcd too is told at once why the leader gives up`() throws {
        let lab = try Lab(patroni: "4.1.5")
        let (watch, _) = try calmWithoutWriter(lab, etcd: true)
        for (fault, remedy) in [("freeze", "thaw"), ("crash", "start")] {
            try watch.during(fault, "etcd")
            #expect(
                watch.run(.seconds(8)) { $0.findings.contains { $0.rule == "store-unhealthy" } },
                "\(watch.account)"
            )
            let isOut = watch.run(.seconds(40)) { $0.verdict?.level == .critical }
            let first = watch.verdict
            let isSaid =
                if case .leaderNotServing(_, _, isStoreSilent: true) = first { true } else { isForWantOfDCS(watch) }
            #expect(isOut && isSaid, "the first word of the outage\n\(watch.account)")
            try watch.during(remedy, "etcd")
            #expect(watch.run(.seconds(60)) { isWell($0) }, "\(watch.account)")
        }
        expectNoFalseAlarm(watch)
    }

    private func isForWantOfDCS(_ watch: LabWatch) -> Bool {
        if case .dcsUnreachable = watch.verdict { true } else { false }
    }

    @Test func `in maintenance mode a lost leader is an outage that nobody ends by itself`() throws {
        let lab = try Lab(patroni: "debian")
        let (watch, leader) = try calmWithoutWriter(lab)
        try watch.during("api", leader.text, "PATCH", "/config", #"{"pause": true}"#)
        let isPaused = watch.run(.seconds(15)) { watch in
            if case .writesOK(_, _, isPaused: true, _) = watch.verdict { true } else { false }
        }
        #expect(isPaused && watch.events.contains { $0.kind == .paused }, "\(watch.account)")
        watch.run(.seconds(6))
        try watch.during("crash", leader.text)
        let isLost = watch.run(.seconds(10)) { watch in
            if case .leaderLostInPause(leader, _) = watch.verdict { true } else { false }
        }
        #expect(isLost, "\(watch.account)")
        watch.run(.seconds(25))
        #expect(watch.verdict?.level == .critical, "nobody takes over\n\(watch.account)")
        try watch.during("start", leader.text)
        try watch.during("api", leader == "db2" ? "db3" : "db2", "PATCH", "/config", #"{"pause": null}"#)
        #expect(watch.run(.seconds(60)) { isWell($0) }, "\(watch.account)")
        #expect(watch.log.incidents.count == 1 && watch.events.contains { $0.kind == .resumed }, "\(watch.account)")
        expectNoFalseAlarm(watch)
    }

    private func calmWithoutWriter(_ lab: Lab, etcd: Bool = false) throws -> (watch: LabWatch, leader: MemberName) {
        let watch = try LabWatch(lab, etcd: etcd)
        #expect(watch.run(.seconds(30)) { isWell($0) }, "\(watch.account)")
        watch.run(.seconds(3))
        return (watch, MemberName(try lab.answer("leader")))
    }
}
