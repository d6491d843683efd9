import ClusterModel
import Diagnosis
import Foundation
import TestSupport
import Testing

/// What is said at every moment of a fault, on real components; `LAB.md`'s table row by row.
extension LabTests {
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
        let seen = try #require(writer.outage())
        let incident = try #require(watch.log.incidents.first)
        let measured = incident.length(at: watch.snapshot.takenAt)
        let error = measured - (seen.to - seen.from)
        let words =
            "measured \(measured), a client saw \(seen.to - seen.from): began "
            + "\((incident.openedAt - seen.from).inMilliseconds) ms, ended "
            + "\(((incident.closedAt ?? seen.to) - seen.to).inMilliseconds) ms after the client's"
        #expect(error <= tolerance && .zero - error <= tolerance, "\(words)\n\(watch.account)")
        print("OUTAGE", words)
    }

    private func calm(_ lab: Lab, etcd: Bool = false) throws -> (watch: LabWatch, writer: Writer, leader: MemberName) {
        let watch = try LabWatch(lab, etcd: etcd)
        let writer = try Writer(lab)
        #expect(watch.run(.seconds(30)) { isWell($0) && writer.isWriting }, "\(watch.account)")
        watch.run(.seconds(3))
        return (watch, writer, MemberName(try lab.answer("leader")))
    }

    @Test(arguments: ["stop", "crash", "freeze"])
    func `a leader that ends is one outage, told and measured from the first to the last moment`(fault: String) throws {
        let lab = try Lab(patroni: "4.1.5")
        let (watch, writer, leader) = try calm(lab)
        let begun = watch.snapshot.takenAt
        try watch.during(fault, leader.text)
        #expect(watch.run(.seconds(5)) { $0.verdict?.level == .critical }, "\(watch.account)")
        #expect(watch.run(.seconds(60)) { isWell($0) && $0.snapshot.listedLeader?.name != leader }, "\(watch.account)")
        expectOneOutage(watch, since: begun)
        watch.run(.seconds(2))
        try expectMeasured(watch, writer, within: fault == "freeze" ? .milliseconds(1200) : .milliseconds(150))
        try watch.during(fault == "freeze" ? "thaw" : "start", leader.text)
        #expect(watch.run(.seconds(60)) { $0.log.incidents.last?.phase(.oldLeaderRejoined) != nil }, "\(watch.account)")
        expectOneOutage(watch, since: begun)
        expectNoFalseAlarm(watch)
        let changes: Set<Event.Kind> = [.leaderChanged, .leaderLost]
        #expect(!changes.isDisjoint(with: watch.events.map(\.kind)), "\(watch.account)")
    }
}
