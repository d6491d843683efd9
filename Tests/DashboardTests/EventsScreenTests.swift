import ClusterModel
import Dashboard
import TerminalUI
import Testing

@Suite struct EventsScreenTests {
    /// Some events, the newest about db3.
    private func eventful() -> Desk {
        var desk = Desk()
        desk.pass(.seconds(2))
        desk.leader = "db2"
        desk.pass(.seconds(2))
        desk.refusing = ["db3"]
        desk.pass(.seconds(2))
        desk.press(.character("3"))
        return desk
    }

    private func cursorLine(_ desk: Desk) -> String {
        desk.screen.split(separator: "\n").first { $0.contains("▸") }.map(String.init) ?? ""
    }

    @Test func `Enter opens the member that the event is about, and Esc comes back`() {
        var desk = eventful()
        #expect(cursorLine(desk).contains("agent of db3"), "\(desk.screen)")
        desk.press(.enter)
        #expect(desk.screen.contains("orders · db3") && desk.screen.contains("listing and agent"), "\(desk.screen)")
        desk.press(.escape)
        #expect(desk.screen.contains("orders · events"))
        desk.press(.escape)
        #expect(desk.screen.contains("▸db1"))
    }

    @Test func `the cursor follows its event while others come`() {
        var desk = eventful()
        desk.press(.down)
        let before = cursorLine(desk)
        desk.refusing = []
        desk.pass(.seconds(8))
        #expect(cursorLine(desk) == before && !before.isEmpty, "\(desk.screen)")
        desk.press(.home)
        #expect(cursorLine(desk) != before)
    }

    @Test func `the cursor is always in sight`() {
        var desk = eventful()
        for round in 0..<30 {
            desk.leader = round.isMultiple(of: 2) ? "db1" : "db2"
            desk.pass(.seconds(2))
        }
        for key in [Key.end, .pageUp, .up, .pageDown, .down, .home] {
            desk.press(key)
            #expect(!cursorLine(desk).isEmpty, "\(key)")
        }
    }

    @Test func `Enter on an empty list opens nothing`() {
        var desk = Desk()
        desk.pass(.seconds(1))
        desk.press(.character("3"), .enter, .down, .enter)
        #expect(desk.screen.contains("Nothing has changed"))
    }
}
