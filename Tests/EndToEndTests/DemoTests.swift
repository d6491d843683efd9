import Foundation
import TestSupport
import Testing

/// The built program on its demo cluster, in a real terminal.
@Suite(.serialized) struct DemoTests {
    private let nines = BuiltProgram.nines

    @Test func `the demo shows everything at once and leaves a clean terminal`() throws {
        let tmux = try Tmux("\(nines) demo --scenario healthy", columns: 100, rows: 30)
        let first = try tmux.shows("db1", "db2", "db3", "leader", "streaming", "WRITES OK", "● UP", "0 B")
        #expect(first.met, "\(first.screen)")
        try tmux.press("q")
        try tmux.type("echo \"exit $?\"\n")
        let after = try tmux.shows("ready> echo", "exit 0")
        #expect(after.met && !after.screen.contains("WRITES OK"), "\(after.screen)")
    }

    @Test func `the story fails over and recovers`() throws {
        let tmux = try Tmux("\(nines) demo", columns: 120, rows: 40)
        let lost = try tmux.shows("FAILOVER", within: .seconds(60))
        #expect(lost.met, "\(lost.screen)")
        let recovered = try tmux.waits(within: .seconds(60)) { screen in
            screen.contains("WRITES OK")
                && (screen.contains("leader changed") || screen.contains("is the leader"))
        }
        #expect(recovered.met, "\(recovered.screen)")
    }

    @Test func `screens open by their keys and close again`() throws {
        let tmux = try Tmux("\(nines) demo --scenario healthy", columns: 100, rows: 30)
        #expect(try tmux.shows("WRITES OK", "db3").met)
        for (key, text) in [
            ("2", "dbsrv1"), ("3", "Nothing has changed"), ("4", "dynamic configuration"), ("?", "moving"),
        ] {
            try tmux.press(key)
            let seen = try tmux.shows(text)
            #expect(seen.met, "\(key): \(seen.screen)")
        }
        try tmux.press("Escape")
        #expect(try tmux.shows("▸db1").met)
        try tmux.press("Down")
        #expect(try tmux.shows("▸db2").met)
        try tmux.press("Enter")
        #expect(try tmux.shows("listing and agent", "system identifier").met)
    }

    @Test func `filter, freeze and interval are seen`() throws {
        let tmux = try Tmux("\(nines) demo --scenario healthy", columns: 100, rows: 30)
        #expect(try tmux.shows("WRITES OK", "db3").met)
        try tmux.press("/")
        try tmux.type("db2")
        try tmux.press("Enter")
        let filtered = try tmux.waits { $0.contains("filter: db2") && !$0.contains("db3 ") }
        #expect(filtered.met, "\(filtered.screen)")
        try tmux.press("\\")
        try tmux.press("Space")
        #expect(try tmux.shows("[FROZEN]").met)
        try tmux.press("Space")
        #expect(try tmux.waits { !$0.contains("[FROZEN]") }.met)
        try tmux.press("-")
        #expect(try tmux.shows(" 2 s ").met)
    }

    @Test func `a screen too small says so and grows back`() throws {
        let tmux = try Tmux("\(nines) demo --scenario healthy", columns: 100, rows: 30)
        #expect(try tmux.shows("WRITES OK").met)
        try tmux.resize(columns: 30, rows: 8)
        #expect(try tmux.shows("need 40×10").met)
        try tmux.resize(columns: 60, rows: 20)
        let back = try tmux.shows("WRITES OK", "db3")
        #expect(back.met, "\(back.screen)")
    }

    @Test func `the program stops and continues as a shell's job`() throws {
        let tmux = try Tmux("\(nines) demo --scenario healthy", columns: 100, rows: 30)
        #expect(try tmux.shows("WRITES OK").met)
        try tmux.press("C-z")
        let stopped = try tmux.shows("Stopped", "ready>")
        #expect(stopped.met, "\(stopped.screen)")
        try tmux.type("fg\n")
        let continued = try tmux.shows("WRITES OK", "db3")
        #expect(continued.met, "\(continued.screen)")
    }
}
