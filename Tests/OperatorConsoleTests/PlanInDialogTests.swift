import ClusterModel
import Dashboard
import Operations
import OperatorConsole
import Scenes
import Simulator
import TerminalUI
import Testing

/// What a dialog says of its plan, and how it shows where the keyboard is.
@Suite struct PlanInDialogTests {
    private static let size = Size(columns: 80, rows: 24)

    @Test func `beside a time that is none nothing is predicted, and candidates stay in sight`() {
        var desk = Desk()
        desk.press(.character("S"), .tab, .tab)
        desk.type("tomorrow")
        #expect(desk.screen.contains("✖ when: write 14:30"), "\(desk.screen)")
        for word in ["Patroni would accept", "would be sent", "what comes of it", "will be cut"] {
            #expect(!desk.screen.contains(word), "\(word): \(desk.screen)")
        }
        #expect(desk.screen.contains("✔ db2") && desk.screen.contains("✔ db3"), "\(desk.screen)")
    }

    @Test func `what is refused is said once, and nothing comes of it`() {
        var desk = Desk(size: Size(columns: 120, rows: 50))
        desk.rehearsal.cluster.apply(.crash(.named("db2")), at: desk.rehearsal.now)
        desk.pass(.seconds(4))
        desk.press(.character("S"), .down)
        #expect(desk.screen.ranges(of: "its agent does not answer, as we see it").count == 1, "\(desk.screen)")
        #expect(desk.screen.contains("Patroni would refuse it: 412"), "\(desk.screen)")
        #expect(!desk.screen.contains("will be cut") && !desk.screen.contains("Patroni would accept"), "\(desk.screen)")
        desk.press(.escape, .character("C"), .enter, .control("u"))
        desk.type("0")
        desk.press(.enter)
        #expect(desk.screen.ranges(of: "loop_wait must be a whole number").count == 1, "\(desk.screen)")
        #expect(!desk.screen.contains("what comes of it"), "\(desk.screen)")
    }

    @Test func `a doubt is said once`() {
        var desk = Desk(.lag, size: Size(columns: 120, rows: 50), after: .seconds(40))
        desk.press(.character("S"), .down)
        #expect(desk.screen.contains("it may come to nothing: see what is marked ▲"), "\(desk.screen)")
        #expect(desk.screen.ranges(of: "more than maximum_lag_on_failover").count == 1, "\(desk.screen)")
    }

    @Test func `a failover that nobody could take lists everybody with the reason`() {
        var desk = Desk()
        for name: MemberName in ["db2", "db3"] {
            desk.rehearsal.cluster.apply(.crash(.named(name)), at: desk.rehearsal.now)
        }
        desk.pass(.seconds(60))
        for key: Key in [.character("F"), .character("S")] {
            desk.press(key)
            #expect(desk.screen.contains("✖ db2") && desk.screen.contains("✖ db3"), "\(desk.screen)")
            #expect(
                desk.screen.ranges(of: "Patroni does not list it: it is gone from the cluster").count == 2,
                "\(desk.screen)"
            )
            desk.press(.escape)
        }
    }

    @Test func `two primaries are warned of before anything else, with what to do first`() throws {
        for key: Key in [.character("S"), .character("F")] {
            var desk = Desk(.splitBrain, size: Self.size, after: .seconds(40))
            desk.press(key)
            let rows = desk.rehearsal.picture().plainRows()
            let warning = try #require(rows.firstIndex { $0.contains("▲ split brain: ") }, "\(desk.screen)")
            let candidates = try #require(rows.firstIndex { $0.contains("candidates") }, "\(desk.screen)")
            #expect(warning < candidates, "\(desk.screen)")
            #expect(desk.screen.contains("first stop"), "\(desk.screen)")
            for _ in 0..<20 { desk.press(.pageDown) }
            #expect(!desk.screen.contains("it would be done"), "\(desk.screen)")
        }
    }

    @Test(arguments: [
        (Key.character("S"), ["[ Cancel ]", "[db2]", "when", "To confirm"]),
        (.character("R"), ["[ Cancel ]", "members", "when", "only if pending", "only below", "timeout", "To confirm"]),
        (.character("P"), ["[ Cancel ]", "To confirm"]),
    ])
    func `one mark tells where the keyboard is, without colour too`(key: Key, stops: [String]) throws {
        var desk = Desk(size: Self.size)
        desk.press(key)
        for stop in stops + [stops[0]] {
            let buffer = desk.rehearsal.picture()
            let marked = buffer.plainRows().filter { $0.contains("▸") }
            #expect(marked.count == 1 && marked[0].ranges(of: "▸").count == 1, "\(stop): \(desk.screen)")
            let row = try #require(marked.first)
            #expect(row.contains(stop), "\(row)")
            let after = try #require(buffer.badged.first, "\(stop): nothing stands out")
            #expect(stop.contains(after) || after.contains(stop.prefix(4)), "\(stop): \(after)")
            desk.press(.tab)
        }
    }

    @Test func `only who could take over is offered for a switchover`() {
        var desk = Desk()
        desk.press(.character(":"))
        desk.type("switchover ")
        let last = desk.rehearsal.picture().plainRows().last ?? ""
        #expect(last.contains("switchover db2  switchover db3") && !last.contains("db1"), "\(last)")
        desk.rehearsal.cluster.apply(.crash(.named("db3")), at: desk.rehearsal.now)
        desk.pass(.seconds(4))
        desk.press(.tab, .enter)
        #expect(desk.screen.contains("switchover from db1 to db2"), "\(desk.screen)")
    }

    @Test func `what is offered fits the word`() {
        var desk = Desk()
        for (word, offered) in [("failover ", "failover db2"), ("reinitialize ", "reinitialize db2"), ("cancel ", "")] {
            desk.press(.character(":"))
            desk.type(word)
            let last = desk.rehearsal.picture().plainRows().last ?? ""
            #expect(!last.contains("db1") && last.contains(offered), "\(last)")
            desk.press(.escape)
        }
        desk.press(.character(":"))
        desk.type("member ")
        #expect(desk.screen.contains("member db1  member db2"), "\(desk.screen)")
    }
}

extension CellBuffer {
    /// The words that are drawn as a badge, from top to bottom, but for those of the bar.
    fileprivate var badged: [String] {
        (1..<size.rows - 1).flatMap { row -> [String] in
            var words: [String] = []
            var isInside = false
            for column in 0..<size.columns {
                let cell = self[column, row]
                let isBadge = cell.style.role == .badge
                if isBadge, !isInside { words.append("") }
                if isBadge, let last = words.indices.last { words[last].append(cell.text) }
                isInside = isBadge
            }
            return words
        }
    }
}
