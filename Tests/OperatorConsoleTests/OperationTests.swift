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

    /// Types a value over the one of the row that the cursor is on, and ends with a key.
    private func edit(_ desk: inout Desk, _ value: String, endingWith key: Key) {
        desk.press(.enter, .control("u"))
        desk.type(value)
        desk.press(key)
    }

    @Test func `several keys are edited one after the other and sent in one request`() {
        var desk = Desk()
        desk.press(.character("C"), .down)
        edit(&desk, "2097152", endingWith: .tab)
        #expect(desk.screen.contains("1048576 → 2097152  not sent"), "\(desk.screen)")
        desk.press(.end)
        edit(&desk, "60", endingWith: .tab)
        desk.press(.character("A"))
        desk.type("postgresql.parameters.work_mem")
        desk.press(.enter)
        desk.type("8MB")
        desk.press(.tab)
        #expect(desk.screen.contains("S show 3 edits") && desk.sent.isEmpty, "\(desk.screen)")
        desk.press(.character("S"))
        for line in [
            "- maximum_lag_on_failover: 1048576", "+ maximum_lag_on_failover: 2097152", "+ ttl: 60",
            "+ postgresql.parameters.work_mem:",
        ] {
            #expect(desk.screen.contains(line), "\(line) in \(desk.screen)")
        }
        desk.confirm("orders")
        desk.pass(.seconds(40))
        #expect(
            desk.sent == [
                #"PATCH /config {"maximum_lag_on_failover": 2097152, "#
                    + #""postgresql": {"parameters": {"work_mem": "8MB"}}, "ttl": 60}"#
            ]
        )
        desk.press(.character("C"))
        #expect(!desk.screen.contains("not sent"), "\(desk.screen)")
    }

    @Test func `edits stay when their differences were looked at, can be taken back, and are dropped with the screen`()
    {
        var desk = Desk()
        desk.press(.character("C"), .down)
        edit(&desk, "2097152", endingWith: .enter)
        desk.press(.escape)
        #expect(desk.screen.contains("→ 2097152  not sent"), "\(desk.screen)")
        desk.press(.end, .character("D"))
        #expect(desk.screen.contains("- ttl") && desk.screen.contains("+ maximum_lag_on_failover"), "\(desk.screen)")
        desk.press(.escape, .character("U"))
        #expect(desk.screen.contains("S show 1 edit ") && !desk.screen.contains("deleted"), "\(desk.screen)")
        desk.pass(.seconds(12))
        #expect(desk.screen.contains("→ 2097152  not sent"), "a look keeps them")
        desk.press(.escape)
        #expect(desk.screen.contains("1 edit dropped; nothing was sent"), "\(desk.screen)")
        desk.press(.character("C"))
        #expect(!desk.screen.contains("not sent") && desk.sent.isEmpty)
    }

    @Test func `edits that undo one another are refused, and a secret among them is not shown`() {
        var desk = Desk()
        desk.press(.character("C"))
        for (path, value) in [
            ("postgresql.parameters", "{}"), ("postgresql.parameters.work_mem", "8MB"),
            ("postgresql.authentication.superuser.password", "hunter2"),
        ] {
            desk.press(.character("A"))
            desk.type(path)
            desk.press(.enter)
            desk.type(value)
            desk.press(.tab)
        }
        #expect(desk.screen.contains("not sent") && !desk.screen.contains("hunter2"), "\(desk.screen)")
        desk.press(.character("S"))
        #expect(desk.screen.contains("it will not be sent") && !desk.screen.contains("hunter2"), "\(desk.screen)")
        desk.confirm("orders")
        #expect(desk.sent.isEmpty)
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
