import ClusterModel
import Dashboard
import Endpoints
import Operations
import OperatorConsole
import Scenes
import Simulator
import TerminalUI
import Testing
import Wording

/// What the API server lets an operator do, where agents are reached through it.
@Suite struct RightsTests {
    private static let width = Size(columns: 160, rows: 44)

    private func desk(forbidding rules: [(verb: String, resource: String)] = []) -> Desk {
        var desk = Desk(size: Self.width, pods: true, way: .apiServer, after: .zero)
        for rule in rules { desk.forbid(rule.verb, rule.resource) }
        desk.pass(.seconds(5))
        return desk
    }

    @Test func `a switchover by keyboard takes the way through the API server, to its end`() {
        var desk = desk()
        desk.press(.character("S"))
        #expect(desk.screen.contains("/api/v1/namespaces/platform/pods/"), "\(desk.screen)")
        #expect(desk.screen.contains("you may create pods/proxy in namespace platform"), "\(desk.screen)")
        desk.confirm("db2")
        desk.pass(.seconds(40))
        #expect(desk.sent.count == 1 && desk.sent.first?.hasPrefix("POST /switchover") == true)
        #expect(desk.isDone, "\(String(describing: desk.outcome))")
    }

    @Test func `rights are asked for at the start, once`() {
        var desk = desk()
        #expect(desk.reviewed == ["create", "delete", "patch"])
        desk.pass(.seconds(20))
        #expect(desk.reviewed.count == 3)
    }

    @Test func `who is reached directly is not asked about`() {
        var desk = Desk(pods: true)
        desk.pass(.seconds(10))
        #expect(desk.reviewed.isEmpty)
    }

    @Test func `without create most keys are dimmed, say why, and open nothing`() {
        var desk = desk(forbidding: [("create", "pods/proxy")])
        desk.press(.character("S"))
        #expect(
            desk.screen.contains(" switchover: you may not create pods/proxy in namespace platform"),
            "\(desk.screen)"
        )
        for key in "SFRLI" {
            desk.press(.character(key))
            #expect(desk.screen.contains("you may not create pods/proxy in namespace platform"), "\(desk.screen)")
            #expect(!desk.screen.contains("[ Cancel ]"), "\(desk.screen)")
        }
        desk.press(.character("?"))
        desk.press(.end)
        #expect(desk.screen.contains("✖ you may not create pods/proxy"), "\(desk.screen)")
        desk.press(.escape)
        desk.press(.character("P"))
        #expect(desk.screen.contains("[ Cancel ]"), "\(desk.screen)")
        desk.press(.escape)
        #expect(desk.sent.isEmpty)
    }

    @Test func `patch and delete dim what needs them`() {
        var desk = desk(forbidding: [("patch", "pods/proxy"), ("delete", "pods/proxy")])
        desk.press(.character("P"))
        #expect(desk.screen.contains("you may not patch pods/proxy"), "\(desk.screen)")
        desk.press(.character("X"))
        #expect(desk.screen.contains("you may not delete pods/proxy"), "\(desk.screen)")
        desk.press(.character("S"))
        #expect(desk.screen.contains("[ Cancel ]"), "\(desk.screen)")
    }

    @Test func `what is typed by name shows the plan, which refuses`() {
        var desk = desk(forbidding: [("create", "pods/proxy")])
        desk.press(.character(":"))
        desk.type("switchover")
        desk.press(.enter)
        #expect(desk.screen.contains("✖ you may not create pods/proxy in namespace platform"), "\(desk.screen)")
        desk.confirm("db2")
        #expect(desk.sent.isEmpty)
    }

    @Test func `a key that was pressed in vain has it asked again, and lights up when it may`() {
        var desk = desk(forbidding: [("create", "pods/proxy")])
        desk.rehearsal.cluster.apply(.apiServer(.allowEverything), at: desk.rehearsal.now)
        desk.pass(.seconds(10))
        desk.press(.character("S"))
        desk.pass(.seconds(1))
        desk.press(.character("S"))
        #expect(desk.screen.contains("[ Cancel ]"), "\(desk.screen)")
    }

    @Test func `a role that names the members' pods is enough, and is found without a key`() throws {
        var desk = Desk(size: Self.width, pods: true, way: .apiServer, after: .zero)
        desk.forbid("create", "pods/proxy")
        for pod in desk.rehearsal.podNames where pod.hasPrefix("db") {
            let grant = APIServerFault.grant(verb: "create", resource: "pods/proxy", name: "\(pod):8008")
            desk.rehearsal.cluster.apply(.apiServer(grant), at: desk.rehearsal.now)
        }
        desk.pass(.seconds(5))
        #expect(desk.reviewed.sorted() == ["create", "create", "create", "create", "delete", "patch"])
        desk.press(.character("S"))
        #expect(desk.screen.contains("you may create pods/proxy of db1-"), "\(desk.screen)")
        desk.confirm("db2")
        desk.pass(.seconds(40))
        #expect(desk.isDone, "\(String(describing: desk.outcome))")
    }

    @Test func `keys light up by themselves when the right is given, at the next review`() {
        var desk = desk(forbidding: [("create", "pods/proxy")])
        #expect(desk.isDimmed)
        desk.rehearsal.cluster.apply(.apiServer(.allowEverything), at: desk.rehearsal.now)
        desk.pass(.seconds(310))
        #expect(!desk.isDimmed)
        desk.press(.character("S"))
        #expect(desk.screen.contains("[ Cancel ]"), "\(desk.screen)")
    }

    @Test func `keys light up when agents can be reached directly, and dim when that is over`() {
        var desk = Desk(size: Self.width, pods: true, way: .automatic, after: .zero)
        desk.rehearsal.reachesPods = false
        desk.forbid("create", "pods/proxy")
        desk.pass(.seconds(15))
        #expect(desk.isDimmed, "\(desk.screen)")
        desk.rehearsal.reachesPods = true
        desk.pass(.seconds(75))
        #expect(!desk.isDimmed)
        desk.press(.character("S"))
        #expect(desk.screen.contains("[ Cancel ]") && !desk.screen.contains("/proxy/switchover"), "\(desk.screen)")
        desk.press(.escape)
        desk.rehearsal.reachesPods = false
        desk.pass(.seconds(30))
        #expect(desk.isDimmed)
    }

    @Test func `a right that is lost while somebody watches ends the operation, and dims the keys`() {
        var desk = desk()
        desk.pass(.seconds(30))
        desk.forbid("create", "pods/proxy")
        desk.press(.character("S"))
        desk.confirm("db2")
        desk.pass(.seconds(3))
        guard case .failed(let text)? = desk.outcome else {
            Issue.record("\(String(describing: desk.outcome))")
            return
        }
        #expect(
            text.english.contains("nothing was sent") && text.english.contains("may not create pods/proxy"),
            "\(text)"
        )
        desk.press(.escape, .character("S"))
        #expect(desk.screen.contains("you may not create pods/proxy in namespace platform"), "\(desk.screen)")
    }

    @Test func `where reviews are refused keys stay lit, and the plan says that it is not known`() {
        var desk = desk(forbidding: [("create", "selfsubjectaccessreviews")])
        desk.press(.character("S"))
        #expect(
            desk.screen.contains("whether you may create pods/proxy in namespace platform is not"),
            "\(desk.screen)"
        )
        desk.confirm("db2")
        desk.pass(.seconds(40))
        #expect(desk.isDone, "\(String(describing: desk.outcome))")
    }
}

extension Desk {
    fileprivate mutating func forbid(_ verb: String, _ resource: String) {
        rehearsal.cluster.apply(.apiServer(.forbid(verb: verb, resource: resource)), at: rehearsal.now)
    }

    /// Whether the key of a switchover is; it opens nothing then.
    fileprivate var isDimmed: Bool {
        var trial = self
        trial.press(.character("S"))
        return !trial.screen.contains("[ Cancel ]") && trial.screen.contains("you may not create")
    }

    /// The verbs that were asked about, in their order.
    fileprivate var reviewed: [String] {
        rehearsal.effects.compactMap { effect in
            guard case .review(let right) = effect else { return nil }
            return right.verb
        }
    }
}
