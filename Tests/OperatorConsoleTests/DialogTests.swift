import ClusterModel
import Operations
import OperatorConsole
import Scenes
import Simulator
import TerminalUI
import Testing
import Wording

/// The way to a request, and everything that does not lead there.
@Suite struct DialogTests {
    @Test func `Cancel has the focus, and Enter, repeated, only closes`() {
        var desk = Desk()
        desk.press(.character("S"))
        #expect(desk.screen.contains("To confirm, type the name db2"))
        for _ in 0..<20 { desk.press(.enter) }
        desk.pass(.seconds(2))
        #expect(!desk.screen.contains("To confirm"))
        #expect(desk.sent.isEmpty)
    }

    @Test func `Enter in the field of the exact name does nothing`() {
        var desk = Desk()
        desk.press(.character("S"))
        desk.type("db2")
        for _ in 0..<20 {
            desk.press(.enter)
            desk.pass(.milliseconds(300))
        }
        #expect(desk.sent.isEmpty)
        #expect(desk.screen.contains("db2▏ ✔"))
    }

    @Test(arguments: ["", "db", "DB2", "db22", "db3", " db2", "db2 ", "orders"])
    func `anything but the exact name reaches no button`(name: String) {
        var desk = Desk()
        for tabs in 0..<5 {
            desk.press(.character("S"))
            desk.type(name)
            for _ in 0..<tabs { desk.press(.tab) }
            desk.pass(.milliseconds(300))
            desk.press(.enter)
            desk.pass(.seconds(1))
            desk.press(.escape)
        }
        #expect(desk.sent.isEmpty)
    }

    @Test func `the exact name, the button and Enter send what was shown, once`() {
        var desk = Desk()
        desk.press(.character("S"))
        #expect(desk.screen.contains(#"{"leader": "db1", "candidate": "db2"}"#))
        desk.confirm("db2")
        desk.press(.enter, .enter)
        desk.pass(.seconds(30))
        #expect(desk.sent == [#"POST /switchover {"leader": "db1", "candidate": "db2"}"#])
        #expect(desk.isDone, "\(String(describing: desk.outcome))")
    }

    @Test func `what is pasted confirms nothing, whatever is in it`() {
        var desk = Desk()
        desk.press(.character("S"))
        desk.type("db2")
        desk.press(.tab, .enter, .tab, .tab, .enter)
        desk.pass(.seconds(2))
        #expect(desk.sent.isEmpty)
    }

    @Test func `control, escape and invisible characters get neither into the name nor onto the screen`() {
        var desk = Desk()
        desk.press(.character("S"))
        desk.type("\u{1B}[2J\u{202E}\u{7}\u{200B}\u{0}数据库🇩🇪d")
        #expect(desk.screen.contains("[2J数据库🇩🇪d▏"))
        #expect(!desk.screen.unicodeScalars.contains { !$0.isPrintable && $0 != "\n" })
        desk.press(.control("u"))
        desk.confirm("db2")
        #expect(desk.sent.count == 1)
    }

    @Test(arguments: 0..<6)
    func `Esc closes wherever the focus is`(tabs: Int) {
        var desk = Desk()
        desk.press(.character("R"))
        for _ in 0..<tabs { desk.press(.tab) }
        desk.press(.escape)
        #expect(!desk.screen.contains("would be sent"))
        #expect(desk.sent.isEmpty)
    }

    @Test func `another candidate has another name, and a typed one does not carry over`() {
        var desk = Desk()
        desk.press(.character("S"))
        desk.type("db2")
        desk.press(.down, .tab, .tab)
        desk.pass(.milliseconds(300))
        desk.press(.enter)
        desk.pass(.seconds(1))
        #expect(desk.screen.contains("type the name db3: db2"))
        #expect(desk.sent.isEmpty)
        desk.press(.control("u"))
        desk.confirm("db3")
        #expect(desk.sent == [#"POST /switchover {"leader": "db1", "candidate": "db3"}"#])
    }

    @Test func `a candidate that falls while the dialog is open is refused at the next look`() {
        var desk = Desk()
        desk.press(.character("S"))
        desk.type("db2")
        desk.rehearsal.cluster.apply(.crash(.named("db2")), at: desk.rehearsal.now)
        desk.pass(.seconds(3))
        #expect(desk.screen.contains("it will not be sent"))
        desk.press(.tab)
        desk.pass(.milliseconds(300))
        desk.press(.enter)
        desk.pass(.seconds(1))
        #expect(desk.sent.isEmpty)
    }

    @Test func `a leader that changed before the last look aborts, and says so`() {
        var desk = Desk()
        desk.press(.character("S"))
        desk.type("db3")
        desk.press(.control("u"), .down)
        desk.type("db3")
        desk.press(.tab)
        desk.pass(.milliseconds(300))
        // Somebody else switches over, and it is done before we look again.
        desk.rehearsal.post("/switchover", #"{"leader": "db1", "candidate": "db2"}"#, to: "db1")
        desk.rehearsal.cluster.advance(to: desk.rehearsal.now + .seconds(20))
        desk.press(.enter)
        desk.pass(.seconds(2))
        #expect(desk.sent.isEmpty)
        #expect(desk.screen.contains("db2 leads now"), "\(desk.screen)")
    }

    @Test func `what cannot be written down is not sent`() {
        var desk = Desk()
        desk.rehearsal.recordingFailure = "No space left on device"
        desk.press(.character("S"))
        desk.confirm("db2")
        #expect(desk.sent.isEmpty)
        #expect(desk.rehearsal.console?.runs.isEmpty == true)
    }

    @Test func `a disk that fills up half-way ends the operation, and says what was done`() {
        var desk = Desk()
        desk.press(.character("R"), .tab, .left)
        desk.press(.tab, .tab, .tab, .tab, .tab)
        desk.confirm("orders")
        #expect(desk.sent.count == 1)
        desk.rehearsal.recordingFailure = "No space left on device"
        desk.pass(.seconds(60))
        #expect(desk.sent.count == 1 && desk.endings == ["failed"], "\(desk.endings)")
        guard case .failed(let text) = desk.outcome else {
            Issue.record("\(String(describing: desk.outcome))")
            return
        }
        #expect(
            text.english.contains("done before: db2; not done: db3 and db1") && text.english.contains("No space left"),
            "\(text)"
        )
    }

    @Test(arguments: [
        ("standby_cluster", #"{"host": "db9", "primary_password": "s3cret"}"#),
        ("postgresql.authentication.replication.password", "s3cret"),
    ])
    func `a secret that was typed is not shown in the plan`(path: String, value: String) {
        var desk = Desk()
        desk.press(.character("C"), .character("A"))
        desk.type(path)
        desk.press(.enter)
        desk.type(value)
        desk.press(.enter)
        #expect(desk.screen.contains("+ \(path): ") && desk.screen.contains("•••"), "\(desk.screen)")
        #expect(!desk.screen.contains("s3cret"), "\(desk.screen)")
    }

    @Test func `it is written down before it leaves, and again when it has ended`() throws {
        var desk = Desk()
        desk.press(.character("S"))
        desk.confirm("db2")
        desk.pass(.seconds(30))
        let written = desk.rehearsal.effects.flatMap { effect -> [String] in
            switch effect {
            case .write(let records): records.map(\.event.name)
            case .note(let record): [record.event.name]
            case .send: ["SEND"]
            case .dashboard, .recall, .review: []
            }
        }
        #expect(written == ["planned", "sent", "SEND", "answered", "finished"])
    }

    @Test func `times are sent with their zone, and what is no time cannot be confirmed`() {
        var desk = Desk()
        desk.press(.character("S"), .tab, .tab)
        desk.type("tomorrow")
        #expect(desk.screen.contains("✖ when: write 14:30"))
        desk.press(.tab)
        desk.confirm("db2")
        #expect(desk.sent.isEmpty)
        desk.press(.escape, .character("S"), .tab, .tab)
        desk.type("+10m")
        desk.press(.tab)
        desk.confirm("db2")
        #expect(desk.sent.first?.contains(#""scheduled_at": "2026-11-22T14:5"#) == true, "\(desk.sent)")
        #expect(desk.sent.first?.contains("+00:00") == true)
    }

    /// The clock stands at 14:47:58 UTC on 2026-11-22.
    @Test(arguments: [
        ("15:00", "2026-11-22T15:00:00+00:00"), ("9:05", "2026-11-23T09:05:00+00:00"),
        ("14:30:15", "2026-11-23T14:30:15+00:00"), ("2026-12-01 08:05", "2026-12-01T08:05:00+00:00"),
        ("2026-12-01T08:05:00+01:00", "2026-12-01T07:05:00+00:00"), ("+90", "2026-11-22T16:17"),
    ])
    func `a time may be written in several ways`(typed: String, sent: String) {
        var desk = Desk()
        desk.press(.character("S"), .tab, .tab)
        desk.type(typed)
        #expect(desk.screen.contains(#""scheduled_at": "\#(sent)"#), "\(desk.screen)")
    }

    @Test(arguments: [
        "25:00", "12:60", "+", "+-1m", "+1d", "noon", "2026-13-01 00:00", "99999999999999999999", ":::::",
    ])
    func `what is no time is said to be none`(typed: String) {
        var desk = Desk()
        desk.press(.character("S"), .tab, .tab)
        desk.type(typed)
        #expect(desk.screen.contains("✖ when: write 14:30"), "\(desk.screen)")
    }

    @Test(arguments: [Size(columns: 80, rows: 24), Size(columns: 40, rows: 10), Size(columns: 200, rows: 60)])
    func `name, field and buttons are always in sight`(size: Size) {
        for key in "SFRLIP" {
            var desk = Desk(size: size)
            desk.press(.down, .character(key))
            #expect(desk.screen.contains("[ Cancel ]"), "\(key)")
            #expect(desk.screen.contains(size.columns < 60 ? "type " : "To confirm, type the name"), "\(key)")
            for _ in 0..<40 { desk.press(.pageDown) }
            #expect(desk.screen.contains("[ Cancel ]"), "\(key)")
        }
    }

    @Test func `on a terminal that is too small nothing can be confirmed`() {
        var desk = Desk(size: Size(columns: 30, rows: 8))
        desk.press(.character("S"))
        desk.confirm("db2")
        #expect(desk.sent.isEmpty)
    }
}
