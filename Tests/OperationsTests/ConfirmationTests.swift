import ClusterModel
import Operations
import Testing
import Wording

/// Nothing but the exact word, in a world that is still the same, confirms.
struct ConfirmationTests {
    private let snapshot = TestCluster().snapshot
    private var plan: Plan {
        Planner().plan(.switchover(Switchover(leader: "db1", candidate: "db2")), for: snapshot)
    }

    @Test(arguments: ["", "db", "db22", "DB2", " db2", "db2\n", "db1", "yes"])
    func `other words do not confirm`(word: String) {
        #expect(throws: Unconfirmed.wrongWord(wanted: "db2")) {
            try Confirmation(plan).confirm(typed: word, fresh: plan)
        }
    }

    @Test func `the word confirms`() throws {
        #expect(try Confirmation(plan).confirm(typed: "db2", fresh: plan).plan == plan)
    }

    @Test func `a changed leader aborts`() {
        let changed = TestCluster(leader: "db2").snapshot
        let fresh = Planner().plan(plan.operation, for: changed)
        #expect(throws: Unconfirmed.worldChanged) { try Confirmation(plan).confirm(typed: "db2", fresh: fresh) }
    }

    @Test func `a new refusal aborts`() {
        let changed = TestCluster.with { $0.row("db2") { $0.tags = [Tag(name: "nofailover", value: "true")] } }
        let fresh = Planner().plan(plan.operation, for: changed)
        #expect(throws: (any Error).self) { try Confirmation(plan).confirm(typed: "db2", fresh: fresh) }
    }

    @Test func `another address aborts`() {
        let changed = TestCluster.with {
            $0.member("db1") { $0.agent?.address = WebAddress(host: "10.9.9.9", port: 8008) }
        }
        let fresh = Planner().plan(plan.operation, for: changed)
        #expect(throws: Unconfirmed.worldChanged) { try Confirmation(plan).confirm(typed: "db2", fresh: fresh) }
    }

    @Test func `a command line must name the right cluster and leader`() throws {
        let confirmation = Confirmation(plan)
        _ = try confirmation.confirm(commandLine: .yes, fresh: plan)
        _ = try confirmation.confirm(commandLine: .named(cluster: "opengauss", leader: "db1"), fresh: plan)
        #expect(throws: Unconfirmed.wrongWord(wanted: "opengauss")) {
            try confirmation.confirm(commandLine: .named(cluster: "other", leader: "db1"), fresh: plan)
        }
        #expect(throws: Unconfirmed.worldChanged) {
            try confirmation.confirm(commandLine: .named(cluster: "opengauss", leader: "db2"), fresh: plan)
        }
    }

    @Test(arguments: [
        (Unconfirmed.wrongWord(wanted: "db2"), "the name is db2; nothing was sent"),
        (
            .worldChanged,
            "the cluster has changed since the plan was made (db3 leads now), so nothing was sent: look at it again"
        ),
        (.refused("nobody could take over"), "nothing was sent: nobody could take over"),
    ])
    func `why nothing was sent is one sentence for everybody`(reason: Unconfirmed, sentence: String) {
        #expect(reason.sentence(leader: "db3").english == sentence)
        #expect(Catalogue.knows(reason.sentence(leader: nil).template))
    }

    @Test func `a plan with nothing to send is never confirmed`() {
        let empty = Planner().plan(.reload([]), for: snapshot)
        #expect(throws: (any Error).self) { try Confirmation(empty).confirm(commandLine: .yes, fresh: empty) }
    }
}
