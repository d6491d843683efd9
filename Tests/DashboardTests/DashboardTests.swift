import ClusterModel
import Dashboard
import Diagnosis
import Endpoints
import TerminalUI
import Testing

@Suite struct DashboardTests {
    @Test func `one URL is enough to see the whole cluster`() {
        var desk = Desk()
        desk.pass(.seconds(2))
        for text in ["db1", "db2", "db3", "★ leader", "WRITES OK  → db1", "orders", "[READ ONLY]"] {
            #expect(desk.screen.contains(text), "\(text) in\n\(desk.screen)")
        }
    }

    @Test func `the answers of one round are looked at once, and a refusal at once`() {
        var desk = Desk(gathering: .milliseconds(20))
        desk.pass(.seconds(12))
        let (looks, asked) = (desk.dashboard.looks, desk.asked.count)
        desk.pass(.seconds(8))
        let (looked, answers) = (desk.dashboard.looks - looks, desk.asked.count - asked)
        #expect(answers >= 32 && looked <= answers / 2, "\(looked) looks at \(answers) answers")
        #expect(!desk.dashboard.isGathering, "nothing is left unseen")
        desk.refusing = ["db2"]
        desk.pass(.seconds(2))
        #expect(desk.screen.contains("agent of db2: connection refused"), "\(desk.screen)")
        desk.refusing = []
        desk.leader = "db3"
        desk.pass(.seconds(3))
        #expect(desk.screen.contains("WRITES OK  → db3"), "\(desk.screen)")
    }

    @Test func `with one answer missing the others wait for no longer than they are gathered`() {
        var desk = Desk(gathering: .milliseconds(20))
        desk.pass(.seconds(2))
        desk.hanging = ["db2"]
        desk.leader = "db3"
        desk.pass(.seconds(3))
        #expect(desk.screen.contains("leader changed from db1 to db3"), "\(desk.screen)")
        #expect(!desk.dashboard.isGathering)
    }

    @Test func `the clock waits for the round that begins with it, and no longer than answers are gathered`() {
        var desk = Desk(gathering: .milliseconds(20))
        desk.pass(.seconds(2))
        let looks = desk.dashboard.looks
        desk.hanging = Set(Desk.agents)
        while !desk.dashboard.isGathering { desk.pass(.milliseconds(100)) }
        #expect(desk.dashboard.nextWake == desk.now + .milliseconds(20))
        desk.send(.tick(desk.now + .milliseconds(20)))
        #expect(!desk.dashboard.isGathering && desk.dashboard.looks == looks, "nothing came that could be looked at")
    }

    @Test func `a second that changes ages alone is painted anew`() {
        var desk = Desk(gathering: .milliseconds(20))
        desk.pass(.seconds(2))
        desk.hanging = Set(Desk.agents)
        desk.pass(.seconds(7))
        let before = desk.screen
        desk.pass(.seconds(1))
        #expect(before != desk.screen && desk.screen.contains("8 s"), "\(desk.screen)")
    }

    @Test func `an agent that hangs delays nobody and keeps the screen`() {
        var desk = Desk()
        desk.pass(.seconds(2))
        desk.hanging = ["db2"]
        desk.asked = []
        desk.pass(.seconds(5))
        let agents = desk.asked.compactMap { request -> String? in
            guard case .agent(let address) = request else { return nil }
            return address.host
        }
        #expect(agents.count { $0 == "db1" } >= 4 && agents.count { $0 == "db3" } >= 4, "\(agents)")
        #expect(agents.count { $0 == "db2" } == 1, "one in flight: \(agents)")
        #expect(desk.screen.contains("db2"))
    }

    @Test func `a refusing agent is named with its reason`() {
        var desk = Desk()
        desk.pass(.seconds(2))
        desk.refusing = ["db2"]
        desk.pass(.seconds(3))
        #expect(desk.screen.contains("refused") && desk.screen.contains("agent of db2: connection refused"))
        #expect(desk.screen.contains("WRITES OK"))
    }

    @Test func `a lying proxy is named and the members stay`() {
        var desk = Desk(proxies: [WebAddress(host: "proxy", port: 7000, path: "/;csv;norefresh")])
        desk.pass(.seconds(2))
        #expect(desk.screen.contains("HTML page “Login” instead of data"), "\(desk.screen)")
        #expect(desk.screen.contains("★ leader"))
    }

    @Test func `a change of leader is an event with the time`() {
        var desk = Desk()
        desk.pass(.seconds(2))
        desk.leader = "db3"
        desk.pass(.seconds(2))
        #expect(desk.screen.contains("leader changed from db1 to db3"), "\(desk.screen)")
        #expect(desk.screen.contains("WRITES OK  → db3"))
    }

    @Test func `the picture freezes and goes on`() {
        var desk = Desk()
        desk.pass(.seconds(2))
        desk.press(.character(" "))
        desk.leader = "db2"
        desk.pass(.seconds(3))
        #expect(desk.screen.contains("[FROZEN]") && desk.screen.contains("→ db1"))
        desk.press(.character(" "))
        #expect(!desk.screen.contains("[FROZEN]") && desk.screen.contains("→ db2"))
    }

    @Test func `the selection follows the member`() {
        var desk = Desk()
        desk.pass(.seconds(2))
        desk.press(.down, .down, .down)
        #expect(desk.screen.contains("▸db3"))
        desk.press(.up)
        #expect(desk.screen.contains("▸db2"))
        desk.press(.enter)
        #expect(desk.screen.contains("orders · db2") && desk.screen.contains("listing and agent"))
        desk.press(.escape)
        #expect(desk.screen.contains("▸db2"))
    }

    @Test func `a filter narrows the members and Esc drops it`() {
        var desk = Desk()
        desk.pass(.seconds(2))
        desk.press(.character("/"))
        desk.type("DB3q")
        desk.press(.backspace, .enter)
        #expect(!desk.screen.contains("db2 ") && desk.screen.contains("▸db3") && desk.screen.contains("filter: DB3"))
        desk.press(.character("/"), .escape)
        #expect(desk.screen.contains("db2 "))
    }

    @Test func `a filter says how many findings it hides`() {
        var desk = Desk()
        desk.pass(.seconds(2))
        desk.refusing = ["db2"]
        desk.pass(.seconds(6))
        #expect(desk.screen.contains("agent of db2: connection refused"), "\(desk.screen)")
        desk.press(.character("/"))
        desk.type("nothing like it")
        desk.press(.enter)
        #expect(
            !desk.screen.contains("agent of db2:") && desk.screen.contains("1 hidden by the filter"),
            "\(desk.screen)"
        )
    }

    @Test func `while a filter is typed no key is a command`() {
        var desk = Desk()
        desk.press(.character("/"))
        desk.effects = []
        desk.type("q2? t")
        #expect(desk.effects.isEmpty)
    }

    @Test func `the interval changes in steps and stops at both ends`() {
        var desk = Desk()
        desk.pass(.seconds(1))
        for _ in 0..<9 { desk.press(.character("+")) }
        #expect(desk.screen.contains("250 ms"))
        for _ in 0..<9 { desk.press(.character("-")) }
        #expect(desk.screen.contains("30 s"))
    }

    @Test func `quit and theme are effects`() {
        var desk = Desk()
        desk.press(.character("t"), .character("q"))
        #expect(desk.effects == [.useTheme(named: "light"), .quit])
    }

    @Test func `any keys in any order crash nothing and ask only for what is known`() {
        var desk = Desk()
        desk.pass(.seconds(1))
        let keys: [Key] =
            KeyTable.rows.flatMap(\.keys) + "SFRPxyz:0中".map { .character($0) } + [.unknown, .function(9), .tab]
        var state: UInt64 = 42
        for _ in 0..<5000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            desk.press(keys[Int(state >> 33) % keys.count])
            if state.isMultiple(of: 16) { desk.pass(.milliseconds(300)) }
            if state.isMultiple(of: 64) {
                desk.send(.resized(Size(columns: Int(state >> 40) % 200, rows: Int(state >> 48) % 60)))
            }
            _ = desk.dashboard.view()
            let hosts = desk.asked.map { request -> String? in
                switch request {
                case .listing(let agent), .agent(let agent), .history(let agent), .configuration(let agent): agent.host
                case .proxyStatistics, .probe, .heldConnection, .store, .kubernetes: nil
                }
            }
            #expect(!hosts.isEmpty && hosts.allSatisfy { $0.map(Desk.agents.contains) == true })
        }
    }

    @Test func `an incident shows its phases, hurries the polling and is listed on its own screen`() {
        var desk = Desk(size: Size(columns: 120, rows: 30))
        desk.pass(.seconds(3))
        #expect(!desk.screen.contains("leader lost"))
        desk.refusing = ["db1"]
        desk.pass(.seconds(3))
        #expect(desk.screen.contains("failover of db1 00:0") && desk.screen.contains("✔ leader lost 0.0 s"))
        #expect(desk.screen.contains("▶ lock released …") && !desk.screen.contains("TREND"))
        #expect(desk.screen.contains("1 s, now 250 ms"), "\(desk.screen)")
        desk.leader = "db2"
        desk.pass(.seconds(2))
        #expect(desk.screen.contains("failover db1 → db2") && desk.screen.contains("✔ db2 promoted"))
        #expect(desk.screen.contains(" s (agents)") && desk.screen.contains("outage "))
        desk.press(.character("5"))
        #expect(desk.screen.contains("● over after") && desk.screen.contains("outage by agents"), "\(desk.screen)")
        desk.pass(.seconds(70))
        desk.press(.escape)
        #expect(!desk.screen.contains("db2 promoted") && !desk.screen.contains("now 250 ms"), "\(desk.screen)")
    }

    @Test func `the user's interval survives an incident`() {
        var desk = Desk()
        desk.pass(.seconds(2))
        desk.press(.character("-"))
        desk.refusing = ["db1"]
        desk.pass(.seconds(6))
        #expect(desk.screen.contains("2 s, now 250 ms"), "\(desk.screen)")
        desk.press(.character("-"))
        #expect(desk.screen.contains("5 s, now 250 ms"))
        desk.refusing = []
        desk.pass(.seconds(30))
        #expect(desk.screen.contains("5 s  ") && !desk.screen.contains(", now "), "\(desk.screen)")
    }

    @Test(arguments: [false, true])
    func `reports are asked for only where there is a folder for them`(savesReports: Bool) {
        var desk = Desk(savesReports: savesReports)
        desk.pass(.seconds(2))
        desk.refusing = ["db1"]
        desk.pass(.seconds(3))
        desk.effects = []
        desk.press(.character("m"))
        #expect(desk.effects.isEmpty, "m works on the incidents only")
        desk.press(.character("5"), .character("m"))
        let saved = desk.effects.contains { effect in
            if case .saveReport(let incident, let cluster) = effect {
                incident.formerLeader == "db1" && cluster == "orders"
            } else {
                false
            }
        }
        #expect(saved == savesReports)
        #expect(desk.screen.contains("--report-folder DIR") != savesReports)
        desk.send(.notice("saved x.md"))
        #expect(desk.screen.contains("saved x.md"))
        desk.press(.down)
        #expect(!desk.screen.contains("saved x.md"), "the next key clears it")
    }

    @Test func `without an incident the screen says so`() {
        var desk = Desk()
        desk.pass(.seconds(2))
        desk.press(.character("5"))
        #expect(desk.screen.contains("No incident since "))
    }
}
