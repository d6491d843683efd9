import ClusterModel
import Operations
import Testing
import Wording

/// What an agent's answer makes of an operation.
struct ReplyTests {
    private func run(_ operation: Operation, _ outcome: Result<WriteAnswer, ReadFailure>) throws -> OperationRun {
        let snapshot = TestCluster().snapshot
        let plan = Planner().plan(operation, for: snapshot)
        let confirmed = try Confirmation(plan).confirm(typed: plan.confirmation, fresh: plan)
        var run = OperationRun(confirmed, before: snapshot, at: TestCluster.now)
        run.sending(at: TestCluster.now)
        run.absorb(
            WriteReply(step: 0, outcome: outcome, startedAt: TestCluster.now, finishedAt: TestCluster.now + .seconds(1))
        )
        return run
    }

    private let switchover = Operation.switchover(Switchover(leader: "db1", candidate: "db2"))

    @Test(arguments: [
        (401, "no auth header received", "configure user and password"), (401, "not authenticated", "is wrong"),
        (403, "Access is denied", "restapi.allowlist"), (403, "client certificate required", "client certificate"),
        (412, "candidate does not exists", "no such member"),
        (412, "switchover is not possible: no good candidates have been found", "no candidate answers"),
        (412, "switchover is not possible: can not find sync_standby", "synchronous mode"),
        (412, "switchover is not possible: cluster does not have members except leader", "alone"),
        (400, "Failover is possible only to a specific candidate in a paused state", "maintenance mode"),
        (400, "<!DOCTYPE HTML><p>Error code: 400</p><p>Message: Bad Request.</p>", "could not read"),
        (409, "<!DOCTYPE HTML><p>Message: Conflict.</p>", "at the same moment"), (422, "something new", "no version"),
        (500, "boom", "its log says more"), (503, "failed to write failover key into DCS", "etcd"),
    ])
    func `refusals are explained`(status: Int, text: String, part: String) throws {
        let run = try run(switchover, .success(WriteAnswer(status: status, text: text)))
        guard case .refusedByPatroni(status, let told, let explanation) = run.outcome else {
            Issue.record("\(String(describing: run.outcome))")
            return
        }
        #expect(explanation.english.contains(part), "\(explanation)")
        #expect(!told.contains("<"), "\(told)")
        #expect(run.finishedAt == TestCluster.now + .seconds(1) && run.nextStep == nil)
    }

    @Test(arguments: [
        "Switchover status unknown", "Switchover status unknown after 20 seconds; operation may still be in progress",
    ])
    func `status unknown is still running`(text: String) throws {
        let run = try run(switchover, .success(WriteAnswer(status: 503, text: text)))
        #expect(run.outcome == nil && run.remark?.english.contains(text) == true)
    }

    @Test(arguments: [502, 504])
    func `what a gateway says for a silent agent is still running`(status: Int) throws {
        let run = try run(switchover, .success(WriteAnswer(status: status, text: "<html>Gateway Time-out</html>")))
        #expect(run.outcome == nil && run.remark?.english.contains("\(status)") == true)
    }

    @Test func `an answer that holds the whole configuration is not kept`() throws {
        let change = ConfigurationChange(path: "ttl", value: "30")
        let accepted = WriteAnswer(status: 200, text: #"{"standby_cluster": {"primary_password": "s3cret"}}"#)
        let run = try run(.configure([change]), .success(accepted))
        #expect(try run.replies.map { try $0.outcome.get() } == [WriteAnswer(status: 200, text: "")])
        let conflict = WriteAnswer(status: 409, text: "Conflict")
        #expect(try self.run(.configure([change]), .success(conflict)).replies.first?.outcome.get() == conflict)
    }

    @Test func `a connection string with a password is set when the agent took it`() throws {
        let path = "postgresql.parameters.primary_conninfo"
        let change = ConfigurationChange(path: path, value: #""host=db1 password=s3cret""#)
        var run = try run(.configure([change]), .success(WriteAnswer(status: 200, text: "{}")))
        #expect(run.outcome == nil)
        var snapshot = TestCluster().snapshot
        let setting = DynamicConfiguration.Setting(path: path, value: DynamicConfiguration.hidden)
        snapshot.configuration = .current(DynamicConfiguration(settings: [setting]), at: snapshot.takenAt)
        run.observe(snapshot)
        #expect(run.outcome?.word == "done", "\(String(describing: run.outcome))")
    }

    @Test func `a failed restart is a failure, a slow one is not`() throws {
        let restart = Operation.restart(Restart(members: ["db2"]))
        let slow = try run(restart, .success(WriteAnswer(status: 503, text: "postgres is still starting")))
        #expect(slow.outcome == nil)
        let failed = try run(restart, .success(WriteAnswer(status: 503, text: "restart failed")))
        guard case .failed = failed.outcome else {
            Issue.record("\(String(describing: failed.outcome))")
            return
        }
    }

    @Test func `switchover failed waits for a look that shows the leader where it was`() throws {
        var run = try run(switchover, .success(WriteAnswer(status: 503, text: "Switchover failed")))
        #expect(run.outcome == nil)
        var snapshot = TestCluster().snapshot
        run.observe(snapshot)
        #expect(run.outcome == nil, "that look is older than the answer")
        snapshot.takenAt = TestCluster.now + .seconds(2)
        snapshot.listing = snapshot.listing.value.map { .current($0, at: snapshot.takenAt) } ?? .pending
        run.observe(snapshot)
        guard case .failed = run.outcome else {
            Issue.record("\(String(describing: run.outcome))")
            return
        }
    }

    /// An answer to a switchover that took the way through the API server.
    private func proxied(_ outcome: Result<WriteAnswer, ReadFailure>, mayHaveArrived: Bool) throws -> String? {
        var cluster = TestCluster()
        cluster.member("db1") {
            $0.agent?.address = WebAddress(host: "api", port: 6443, path: "/api/v1/namespaces/n/pods/db1:8008/proxy")
        }
        let plan = Planner().plan(switchover, for: cluster.snapshot)
        let confirmed = try Confirmation(plan).confirm(typed: "db2", fresh: plan)
        var run = OperationRun(confirmed, before: cluster.snapshot, at: TestCluster.now)
        run.absorb(
            WriteReply(
                step: 0,
                outcome: outcome,
                startedAt: TestCluster.now,
                finishedAt: TestCluster.now,
                mayHaveArrived: mayHaveArrived
            )
        )
        return run.outcome?.text.english
    }

    @Test func `the API server's refusals are told apart from Patroni's`() throws {
        let refusal = ReadFailure.refused(status: 403, reason: "user eve may not create pods/proxy in namespace n")
        let forbidden = try proxied(.failure(refusal), mayHaveArrived: false)
        #expect(forbidden?.contains("nothing was sent") == true && forbidden?.contains("eve may not create") == true)
        let stripped = try proxied(
            .success(WriteAnswer(status: 401, text: "no auth header received")),
            mayHaveArrived: true
        )
        #expect(stripped?.contains("takes the credentials off") == true)
        let strange = try proxied(.success(WriteAnswer(status: 403, text: "Access is denied")), mayHaveArrived: true)
        #expect(strange?.contains("allowlist") == true)
    }

    @Test func `nothing is sent twice`() throws {
        let snapshot = TestCluster().snapshot
        let plan = Planner().plan(.reload(["db1", "db2"]), for: snapshot)
        let confirmed = try Confirmation(plan).confirm(typed: "opengauss", fresh: plan)
        var run = OperationRun(confirmed, before: snapshot, at: TestCluster.now)
        #expect(run.nextStep == 0)
        run.sending(at: TestCluster.now)
        #expect(run.nextStep == nil)
        let accepted = Result<WriteAnswer, ReadFailure>.success(WriteAnswer(status: 202, text: "reload scheduled"))
        run.absorb(WriteReply(step: 0, outcome: accepted, startedAt: TestCluster.now, finishedAt: TestCluster.now))
        #expect(run.nextStep == 1)
        run.sending(at: TestCluster.now)
        run.absorb(WriteReply(step: 1, outcome: accepted, startedAt: TestCluster.now, finishedAt: TestCluster.now))
        #expect(run.nextStep == nil && run.outcome?.word == "done")
    }
}
