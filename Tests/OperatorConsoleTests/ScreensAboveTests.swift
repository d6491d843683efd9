import ClusterModel
import Dashboard
import Operations
import OperatorConsole
import Scenes
import Simulator
import TerminalUI
import Testing

/// The screens of operations and of the configuration, and what is edited there.
@Suite struct ScreensAboveTests {
    /// A field of the configuration that is filled in, where the cursor is or after so many lines.
    private func edit(_ desk: inout Desk, after lines: Int, _ value: String, keep: Bool = true) {
        for _ in 0..<lines { desk.press(.down) }
        desk.press(.enter, .control("u"))
        desk.type(value)
        desk.press(keep ? .tab : .enter)
    }

    @Test(arguments: [(Key.character("C"), "orders · configuration"), (.character("O"), "orders · operations")])
    func `the bar names the screen that is seen`(key: Key, words: String) {
        var desk = Desk()
        desk.press(.character("3"), key)
        let bar = desk.rehearsal.picture().plainRows().first ?? ""
        #expect(bar.contains(words) && !bar.contains("events"), "\(bar)")
        desk.press(.escape)
        #expect(desk.rehearsal.picture().plainRows().first?.contains("orders · events") == true)
    }

    @Test(arguments: ["C", "O"])
    func `keys of screens and of help do there what they do everywhere`(key: Character) {
        for (screen, word) in [
            ("2", "· proxies"), ("3", "· events"), ("4", "· history"), ("5", "· incidents"),
            ("6", "· pods"), ("?", "· help"), ("1", "nines  orders  "),
        ] {
            var desk = Desk()
            desk.press(.character(key), .character(Character(screen)))
            let bar = desk.rehearsal.picture().plainRows().first ?? ""
            #expect(bar.contains(word), "\(screen): \(bar)")
        }
        var desk = Desk()
        desk.press(.character("?"), .character(key), .character("?"))
        #expect(desk.rehearsal.picture().plainRows().first?.contains("· help") == true, "\(desk.screen)")
    }

    @Test(arguments: ["C", "O"])
    func `keys that change how is watched work there and leave the screen`(key: Character) {
        var desk = Desk()
        desk.press(.character(key), .character("t"), .character("b"))
        #expect(desk.rehearsal.effects.contains(.dashboard(.useTheme(named: "light"))))
        #expect(desk.screen.contains("the bell is silent from now on"), "\(desk.screen)")
        desk.press(.down)
        #expect(desk.screen.contains("Esc back") && !desk.screen.contains("the bell"), "\(desk.screen)")
    }

    @Test func `another operation can be begun from the list of them`() {
        var desk = Desk()
        desk.press(.character("O"), .character("S"))
        #expect(desk.screen.contains("type the name db2"), "\(desk.screen)")
    }

    @Test func `who leaves the configuration for another screen is told what is dropped`() {
        var desk = Desk()
        desk.press(.character("C"))
        edit(&desk, after: 0, "5")
        #expect(desk.screen.contains("2 → 5  not sent"), "\(desk.screen)")
        desk.press(.character("3"))
        #expect(desk.screen.contains("1 edit dropped; nothing was sent"), "\(desk.screen)")
    }

    @Test(arguments: [true, false])
    func `an edit that changes nothing is none`(isKept: Bool) {
        var desk = Desk()
        desk.press(.character("C"))
        edit(&desk, after: 0, "2", keep: isKept)
        #expect(desk.screen.contains("dynamic configuration") && !desk.screen.contains("not sent"), "\(desk.screen)")
        #expect(desk.screen.contains("loop_wait has this value already"), "\(desk.screen)")
        edit(&desk, after: 0, "5")
        #expect(desk.screen.contains("not sent"))
        edit(&desk, after: 0, "2", keep: isKept)
        #expect(desk.screen.contains("dynamic configuration") && !desk.screen.contains("not sent"), "\(desk.screen)")
        desk.press(.character("S"))
        #expect(!desk.screen.contains("Cancel"), "\(desk.screen)")
    }

    @Test func `a change of three keys tells all three`() {
        var desk = Desk()
        desk.press(.character("C"))
        edit(&desk, after: 0, "3")
        edit(&desk, after: 7, "4")
        edit(&desk, after: 1, "30")
        desk.press(.character("S"))
        #expect(desk.screen.contains("+ loop_wait: 3") && desk.screen.contains("+ ttl: 30"), "\(desk.screen)")
        desk.confirm("orders")
        desk.pass(.seconds(30))
        #expect(desk.isDone, "\(String(describing: desk.outcome))")
        #expect(desk.screen.contains("loop_wait, retry_timeout and ttl are as wanted after"), "\(desk.screen)")
    }

    @Test func `a session that keeps no audit file says why`() {
        var desk = Desk()
        desk.press(.character("O"))
        #expect(desk.screen.contains("none is written for a simulated cluster"), "\(desk.screen)")
    }
}
