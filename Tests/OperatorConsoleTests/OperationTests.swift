import ClusterModel
import Operations
import OperatorConsole
import Scenes
import Simulator
import TerminalUI
import Testing

/// Every operation by keyboard, to its end.
@Suite struct OperationTests {
    @Test func `a failover with the leader dead`() {
        var desk = Desk(after: .seconds(5))
        desk.rehearsal.cluster.apply(.crash(.leader), at: desk.rehearsal.now)
        desk.pass(.seconds(1))
        desk.press(.character("F"))
        desk.confirm("db2")
        #expect(desk.sent == [#"POST /failover {"candidate": "db2"}"#])
    }

    @Test func `a restart of the selected member`() {
        var desk = Desk()
        desk.press(.down, .character("R"))
        #expect(desk.screen.contains("type the name db2"))
        desk.confirm("db2")
        desk.pass(.seconds(20))
        #expect(desk.sent.map { $0.prefix(13) } == ["POST /restart"])
        #expect(desk.isDone, "\(String(describing: desk.outcome))")
    }

    @Test func `a restart of all asks one after the other, the leader last, and wants the cluster's name`() {
        var desk = Desk()
        desk.press(.character("R"), .tab, .left)
        #expect(desk.screen.contains("all, replicas first"))
        desk.press(.tab, .tab, .tab, .tab, .tab)
        desk.confirm("orders")
        desk.pass(.seconds(60))
        #expect(desk.sent.count == 3)
        #expect(desk.isDone, "\(String(describing: desk.outcome))")
    }

    @Test func `reload, and reinitialize a replica`() {
        var desk = Desk()
        desk.press(.down, .character("L"))
        desk.confirm("db2")
        desk.pass(.seconds(30))
        #expect(desk.sent.first?.hasPrefix("POST /reload") == true)
        #expect(desk.isDone, "\(String(describing: desk.outcome))")
        desk.press(.character("I"))
        desk.confirm("db2")
        desk.pass(.seconds(60))
        #expect(desk.sent.last?.hasPrefix("POST /reinitialize") == true)
        #expect(desk.isDone, "\(String(describing: desk.outcome))")
    }

    @Test func `pause and resume are one key and want the cluster's name`() {
        var desk = Desk()
        desk.press(.character("P"))
        desk.confirm("orders")
        desk.pass(.seconds(20))
        #expect(desk.isDone, "\(String(describing: desk.outcome))")
        desk.press(.escape, .character("P"))
        #expect(desk.screen.contains("resume"))
        desk.confirm("orders")
        desk.pass(.seconds(20))
        #expect(desk.sent == [#"PATCH /config {"pause": true}"#, #"PATCH /config {"pause": null}"#])
        #expect(desk.isDone, "\(String(describing: desk.outcome))")
    }

    @Test func `a scheduled switchover can be cancelled`() {
        var desk = Desk()
        desk.press(.character("X"))
        #expect(desk.screen.contains("no switchover and no restart is scheduled"))
        desk.press(.character("S"), .tab, .tab)
        desk.type("+2h")
        desk.press(.tab)
        desk.confirm("db2")
        desk.pass(.seconds(5))
        #expect(desk.isDone, "\(String(describing: desk.outcome))")
        desk.press(.character("X"))
        desk.confirm("orders")
        desk.pass(.seconds(5))
        #expect(desk.sent.last?.hasPrefix("DELETE /switchover") == true, "\(desk.sent)")
        #expect(desk.isDone, "\(String(describing: desk.outcome))")
    }

    @Test func `one key of the configuration is edited with a diff`() {
        var desk = Desk()
        desk.press(.character("C"), .down, .enter, .control("u"))
        desk.type("2097152")
        desk.press(.enter)
        #expect(desk.screen.contains("+ maximum_lag_on_failover: 2097152"), "\(desk.screen)")
        desk.confirm("orders")
        desk.pass(.seconds(40))
        #expect(desk.sent == [#"PATCH /config {"maximum_lag_on_failover": 2097152}"#])
        desk.press(.character("C"))
        #expect(desk.screen.contains("at the start"), "\(desk.screen)")
    }

    @Test func `a configuration value that makes no sense is not sent`() {
        var desk = Desk()
        desk.press(.character("C"), .enter, .control("u"))
        desk.type("soon")
        desk.press(.enter)
        #expect(desk.screen.contains("it will not be sent"))
        desk.confirm("orders")
        #expect(desk.sent.isEmpty)
    }

    @Test func `a production cluster wants its own name for everything`() {
        var desk = Desk(isProduction: true)
        desk.press(.character("S"))
        #expect(desk.screen.contains("type the name orders"))
        desk.confirm("db2")
        #expect(desk.sent.isEmpty)
        desk.press(.escape, .character("S"))
        desk.confirm("orders")
        #expect(desk.sent == [#"POST /switchover {"leader": "db1", "candidate": "db2"}"#])
    }

    @Test func `a refusal of Patroni is explained and stays until it is put away`() {
        var desk = Desk()
        desk.press(.character("S"))
        desk.type("db2")
        desk.press(.tab)
        desk.pass(.milliseconds(300))
        desk.press(.enter)
        // After the last look, before the request.
        desk.rehearsal.cluster.apply(.crash(.named("db2")), at: desk.rehearsal.now)
        desk.pass(.seconds(10))
        #expect(desk.screen.contains("no good candidates"), "\(desk.screen)")
        desk.press(.character("2"))
        #expect(desk.screen.contains("✖ switchover from db1 to db2: refused"))
        desk.press(.escape, .escape)
        #expect(!desk.screen.contains("no good candidates"))
    }
}
