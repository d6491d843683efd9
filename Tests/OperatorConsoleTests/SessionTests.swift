import ClusterModel
import Dashboard
import Diagnosis
import Operations
import OperatorConsole
import Scenes
import Simulator
import TerminalUI
import Testing

/// What goes on around an operation, and what never leads to one.
@Suite struct SessionTests {
    /// A switchover on its way.
    private func running() -> Desk {
        var desk = Desk()
        desk.press(.character("S"))
        desk.confirm("db2")
        return desk
    }

    @Test func `every screen says that one runs, and it is asked as often as in an incident`() {
        var desk = running()
        for key in ["2", "3", "4", "5", "?"] {
            desk.press(.character(Character(key)))
            #expect(desk.screen.contains("▶ switchover from db1 to db2"), "\(key): \(desk.screen)")
        }
        #expect(desk.screen.contains("now 250 ms"))
        desk.press(.escape)
        desk.pass(.seconds(60))
        #expect(!desk.screen.contains("now 250 ms"))
        #expect(desk.screen.contains("outage"))
    }

    @Test func `a second one is refused while one runs`() {
        var desk = running()
        desk.press(.character("R"))
        #expect(desk.screen.contains("one operation at a time"))
        desk.confirm("db1")
        #expect(desk.sent.count == 1)
    }

    @Test func `quitting warns, and only the same key again quits`() {
        var desk = running()
        desk.press(.character("q"))
        #expect(desk.screen.contains("is running") && !desk.hasQuit)
        desk.press(.character("1"), .character("q"))
        #expect(!desk.hasQuit)
        desk.press(.character("q"))
        #expect(desk.hasQuit)
    }

    @Test func `the typed command quits the second time, and any other takes the warning back`() {
        var desk = running()
        desk.press(.character(":"), .character("q"), .enter)
        #expect(desk.screen.contains("is running: again quits") && !desk.hasQuit, "\(desk.screen)")
        desk.press(.character(":"), .character("o"), .character("v"), .enter)
        desk.press(.character(":"), .character("q"), .enter)
        #expect(!desk.hasQuit)
        desk.press(.character(":"), .character("q"), .enter)
        #expect(desk.hasQuit)
    }

    @Test func `Ctrl-C warns as the key does, wherever keys go, and quits the second time`() {
        for key in [Key.character("2"), .character("O"), .character(":"), .character("/")] {
            var desk = running()
            desk.press(key)
            desk.rehearsal.tell(.dashboard(.interrupted))
            #expect(desk.screen.contains("is running: again quits") && !desk.hasQuit, "\(key): \(desk.screen)")
            desk.pass(.milliseconds(500))
            desk.rehearsal.tell(.dashboard(.interrupted))
            #expect(desk.hasQuit)
        }
        var idle = Desk()
        idle.press(.character("S"))
        idle.rehearsal.tell(.dashboard(.interrupted))
        #expect(idle.hasQuit)
    }

    @Test func `who leaves a running operation has it written down, and only then`() {
        var desk = running()
        desk.rehearsal.tell(.dashboard(.ending))
        #expect(desk.endings == ["interrupted"])
        var later = running()
        later.pass(.seconds(60))
        #expect(later.endings == ["done"])
        later.rehearsal.tell(.dashboard(.ending))
        #expect(later.endings == ["done"])
    }

    @Test func `the list of operations asks for the audit file and shows this session's`() {
        var desk = running()
        desk.pass(.seconds(30))
        desk.press(.character("O"))
        #expect(desk.rehearsal.effects.contains(.recall))
        #expect(desk.screen.contains("Successfully switched over"))
        desk.press(.escape)
        #expect(!desk.screen.contains("operations of this session"))
    }

    @Test func `what is done is told among the events, and in the incident that it brings`() {
        var desk = running()
        desk.press(.character("3"))
        #expect(desk.screen.contains("began: switchover from db1 to db2"), "\(desk.screen)")
        desk.pass(.seconds(60))
        #expect(desk.screen.contains("switchover from db1 to db2 done"), "\(desk.screen)")
        let incident = desk.rehearsal.console?.dashboard.incidents.last
        let told = incident?.events.map(\.kind) ?? []
        #expect(told.contains(.operationStarted), "\(told)")
    }

    @Test func `what others do is told where it is this cluster`() {
        var desk = Desk()
        let name = desk.rehearsal.console?.dashboard.snapshot.displayName ?? ""
        let now = desk.rehearsal.console?.dashboard.now ?? Timestamp(millisecondsSinceEpoch: 0)
        for cluster in [name, "another"] {
            let action = OperatorAction(
                id: "1",
                at: now,
                user: "dba",
                host: "desk",
                cluster: cluster,
                summary: "restart \(cluster)",
                stage: .ended(outcome: "refused", text: "no", phases: [])
            )
            desk.rehearsal.tell(.dashboard(.told(action)))
        }
        desk.press(.character("3"))
        #expect(desk.screen.contains("restart \(name) refused: no") && !desk.screen.contains("another"))
    }

    @Test func `Ctrl-C while the cluster is read again lets nothing leave`() {
        var desk = Desk()
        desk.press(.character("S"))
        desk.type("db2")
        desk.press(.tab)
        desk.pass(.milliseconds(300))
        desk.press(.enter)
        #expect(desk.screen.contains("reading the cluster again"), "\(desk.screen)")
        desk.rehearsal.tell(.dashboard(.interrupted))
        // Answers that came at the same time.
        desk.pass(.seconds(2))
        #expect(desk.hasQuit && desk.sent.isEmpty)
        #expect(!desk.rehearsal.effects.contains { if case .write = $0 { true } else { false } })
    }

    @Test func `commands can be typed, completed and mistyped`() {
        var desk = Desk()
        desk.press(.character(":"))
        desk.type("sw")
        desk.press(.tab)
        desk.type("db3")
        desk.press(.enter)
        #expect(desk.screen.contains("switchover from db1 to db3"))
        desk.press(.escape, .character(":"))
        desk.type("prox")
        desk.press(.enter)
        #expect(desk.screen.contains("proxies"))
        desk.press(.character(":"))
        desk.type("switchover nobody")
        desk.press(.enter)
        #expect(desk.screen.contains("no member is called “nobody”"))
        desk.press(.character(":"))
        desk.type("rm -rf /")
        desk.press(.enter)
        #expect(desk.screen.contains("no command is called “rm”"))
    }

    @Test(arguments: ["restart", "reload"])
    func `a typed command takes all for its member`(word: String) {
        var desk = Desk()
        desk.press(.character(":"))
        desk.type("\(word) al")
        desk.press(.tab, .enter)
        #expect(desk.screen.contains("all, replicas first"), "\(desk.screen)")
        desk.press(.escape, .character(":"))
        desk.type("reinitialize all")
        desk.press(.enter)
        #expect(desk.screen.contains("no member is called “all”"), "\(desk.screen)")
    }

    @Test(arguments: ["S", "F", "R", "L", "I", "P", "C", "X", "O", ":"])
    func `in a read-only session a key of an operation says why it does nothing`(key: String) {
        var rehearsal = Rehearsal(.healthy, size: Size(columns: 120, rows: 40))
        rehearsal.play(for: .seconds(2))
        rehearsal.press([.character(Character(key))])
        let last = rehearsal.picture().plainRows().last ?? ""
        #expect(last.contains("this session is read-only"), "\(last)")
    }

    @Test func `no key of an operation means something else on a screen, and each has one`() {
        let watching = Set(KeyTable.rows.flatMap(\.keys))
        for row in OperationKeys.rows {
            #expect(!watching.contains(row.key), "\(row.key)")
            guard case .character(let letter) = row.key else { continue }
            #expect(!row.command.isMutating || letter.isUppercase, "\(row.key) opens what can end in a write")
        }
        #expect(Set(OperationKeys.rows.map(\.command)) == Set(ConsoleCommand.allCases))
        #expect(Set(OperationKeys.rows.map(\.key)).count == OperationKeys.rows.count)
    }

    /// Any key at all, but for two letters, without which neither a member's name nor the cluster's can be typed.
    private func randomKey(_ generator: inout SeededGenerator) -> Key {
        let others: [Key] = [
            .enter, .enter, .escape, .tab, .tab, .backTab, .backspace, .delete, .up, .down, .left, .right, .home,
            .end, .pageUp, .pageDown, .function(1), .control("u"), .control("w"), .unknown,
        ]
        let pick = Int.random(in: 0..<100, using: &generator)
        if pick < 35 { return others[pick % others.count] }
        if pick < 60 { return OperationKeys.rows[pick % OperationKeys.rows.count].key }
        let scalar = Unicode.Scalar(UInt8.random(in: 32..<127, using: &generator))
        let letter = Character(scalar)
        return letter == "d" || letter == "o" || letter == "q" ? .down : .character(letter)
    }

    @Test func `a hundred thousand random keys that never complete a name send nothing`() {
        var generator = SeededGenerator(seed: 20_261_122)
        var desk = Desk()
        for count in 1...100_000 {
            desk.press(randomKey(&generator))
            if count.isMultiple(of: 250) { desk.pass(.milliseconds(400)) }
            if count.isMultiple(of: 5_000) { _ = desk.screen }
        }
        #expect(desk.sent.isEmpty)
        #expect(!desk.rehearsal.effects.contains { if case .write = $0 { true } else { false } })
        #expect(desk.rehearsal.cluster.requestCounts.keys.sorted() == ["GET"])
    }
}
