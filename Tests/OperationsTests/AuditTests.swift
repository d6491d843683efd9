import ClusterModel
import Operations
import Testing

/// The audit's lines, written and read back.
struct AuditTests {
    private let origin = AuditOrigin(user: "eve\u{1B}[31m", host: "jump", terminal: "/dev/pts/3")

    private func records(of operation: Operation, _ outcome: Result<WriteAnswer, ReadFailure>) throws -> [AuditRecord] {
        let snapshot = TestCluster().snapshot
        let plan = Planner().plan(operation, for: snapshot)
        let confirmed = try Confirmation(plan).confirm(typed: plan.confirmation, fresh: plan)
        var run = OperationRun(confirmed, before: snapshot, at: TestCluster.now)
        let trail = AuditTrail(id: "1795358870-42", origin: origin, plan: plan)
        let reply = WriteReply(
            step: 0,
            outcome: outcome,
            startedAt: TestCluster.now,
            finishedAt: TestCluster.now + .milliseconds(125)
        )
        var records = [trail.planned(at: TestCluster.now), try #require(trail.sent(step: 0, at: TestCluster.now))]
        run.sending(at: TestCluster.now)
        run.absorb(reply)
        records.append(trail.answered(reply))
        if let finished = trail.finished(run) { records.append(finished) }
        return records
    }

    private let switchover = Operation.switchover(Switchover(leader: "db1", candidate: "db2"))
    private let refusal = WriteAnswer(status: 412, text: "leader name does not match")

    @Test func `a record is one line`() throws {
        let lines = try records(of: switchover, .success(refusal)).map(\.line)
        #expect(lines.count == 4 && lines.allSatisfy { !$0.contains("\n") && !$0.contains("\u{1B}") })
        #expect(
            lines[1]
                == #"{"at": "2026-11-22T14:47:50.000Z", "id": "1795358870-42", "event": "sent", "user": "eve�[31m", "#
                + #""host": "jump", "terminal": "/dev/pts/3", "cluster": "opengauss", "operation": "switchover", "#
                + #""summary": "switchover from db1 to db2", "step": 0, "request": "POST http://10.0.0.1:8008/switchover "#
                + #"{\"leader\": \"db1\", \"candidate\": \"db2\"}"}"#
        )
    }

    @Test func `lines read back as one operation`() throws {
        let lines = try records(of: switchover, .success(refusal)).map(\.line)
        let file = AuditFile(Array(lines.joined(separator: "\n").utf8))
        let entry = try #require(file.entries.first)
        #expect(file.entries.count == 1 && file.unreadable == 0)
        #expect(entry.at == TestCluster.now && entry.origin == origin && entry.cluster == "opengauss")
        #expect(entry.operation == "switchover" && entry.summary == "switchover from db1 to db2")
        #expect(entry.requests == [#"POST http://10.0.0.1:8008/switchover {"leader": "db1", "candidate": "db2"}"#])
        #expect(entry.answers == ["412 leader name does not match"] && entry.outcome == "refused" && entry.wasSent)
        #expect(entry.finishedAt == TestCluster.now + .milliseconds(125) && entry.phases.count == 5)
    }

    @Test func `who ends in between leaves the intent`() throws {
        let lines = try records(of: switchover, .success(refusal)).map(\.line)
        let planned = try #require(AuditFile(Array(lines[0].utf8)).entries.first)
        #expect(!planned.wasSent && planned.outcome == nil && planned.requests.count == 1)
        // The last line was cut off in the middle.
        let cut = AuditFile(Array((lines[0] + "\n" + lines[1] + "\n" + lines[2].dropLast(9)).utf8))
        #expect(cut.unreadable == 1 && cut.entries.first?.wasSent == true && cut.entries.first?.outcome == nil)
    }

    @Test func `who is ended in between says so`() throws {
        let snapshot = TestCluster().snapshot
        let plan = Planner().plan(switchover, for: snapshot)
        let confirmed = try Confirmation(plan).confirm(typed: plan.confirmation, fresh: plan)
        var run = OperationRun(confirmed, before: snapshot, at: TestCluster.now)
        let trail = AuditTrail(id: "1795358870-42", origin: origin, plan: plan)
        run.sending(at: TestCluster.now)
        let records = [trail.planned(at: TestCluster.now), trail.left(run, because: .interrupted, at: TestCluster.now)]
        let lines = records.compactMap { $0?.line }
        let entry = try #require(AuditFile(Array(lines.joined(separator: "\n").utf8)).entries.first)
        #expect(entry.outcome == "interrupted" && entry.text?.contains("left it to Patroni") == true, "\(entry)")
        #expect(entry.phases.count == 5 && entry.phases.allSatisfy { $0.reachedAt == nil })
        #expect(trail.left(run, because: .timeOver, at: TestCluster.now)?.line.contains(#""still running""#) == true)
        run.absorb(
            WriteReply(step: 0, outcome: .success(refusal), startedAt: TestCluster.now, finishedAt: TestCluster.now)
        )
        #expect(trail.left(run, because: .interrupted, at: TestCluster.now) == nil)
    }

    @Test func `no secret is written`() throws {
        let change = ConfigurationChange(path: "standby_cluster.password", value: "\"s3cret\"")
        let answer = WriteAnswer(status: 200, text: #"{"standby_cluster": {"password": "s3cret"}}"#)
        for record in try records(of: .configure([change]), .success(answer)) {
            #expect(!record.line.contains("s3cret"), "\(record.line)")
        }
    }

    @Test func `anything may stand in the file`() {
        let lines = [
            "", "{}", "[]", "null", "nonsense", "\u{0}\u{1}", #"{"id": 3, "at": "x"}"#,
            #"{"id": "a", "at": "2026-11-22T14:47:50.000Z", "operation": "vacuum", "event": "finished", "phases": 7}"#,
            #"{"id": "a", "at": "2026-11-22T14:47:51.000Z", "operation": "vacuum", "event": "later", "requests": [1]}"#,
            #"{"id": "b", "at": "2026-11-22T14:47:52.000Z", "operation": "pause", "event": "planned", "requests": [1]}"#,
        ]
        let file = AuditFile(Array(lines.joined(separator: "\n").utf8))
        #expect(file.entries.map(\.id) == ["b", "a"] && file.entries.last?.operation == "vacuum")
        #expect(file.unreadable == 6)
        #expect(AuditFile(Array(lines.joined(separator: "\n").utf8), limit: 1).entries.map(\.id) == ["b"])
        #expect(AuditFile([]).entries.isEmpty)
    }

    @Test func `the lines of the latest operations are given as they are`() {
        let lines = [("a", "planned"), ("b", "planned"), ("a", "finished"), ("b", "finished"), ("c", "planned")].map {
            #"{"id": "\#($0.0)", "at": "2026-11-22T14:47:50.000Z", "operation": "pause",  "event": "\#($0.1)"}"#
        }
        let bytes = Array((lines + ["cut off"]).joined(separator: "\n").utf8)
        #expect(AuditFile.lines(bytes, limit: 2) == [lines[1], lines[3], lines[4]])
        #expect(AuditFile.lines(bytes, limit: 9) == lines)
    }
}
