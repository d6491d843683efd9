import Dashboard
import Scenes
import Simulator
import TerminalUI
import Testing

/// Pods on the screen while they change, in virtual time.
struct PodScreenTests {
    private func screen(_ rehearsal: Rehearsal) -> String {
        rehearsal.dashboard.view().plainRows().joined(separator: "\n")
    }

    @Test func `a pod that takes another's place is on the screen within a tenth of a second`() throws {
        var rehearsal = Rehearsal(.podReplaced, size: Size(columns: 120, rows: 30), pods: true)
        rehearsal.play(for: .seconds(3))
        rehearsal.press([.character("6")])
        var known = Set(rehearsal.podNames)
        #expect(known.count == 5)
        var arrivals = 0
        for _ in 0..<400 {
            rehearsal.play(for: .milliseconds(100))
            let names = Set(rehearsal.podNames)
            arrivals += names.subtracting(known).count
            // One step for the event to be told, and one for it to be drawn.
            if names != known { rehearsal.play(for: .milliseconds(100)) }
            known = Set(rehearsal.podNames)
            let text = screen(rehearsal)
            for name in known { #expect(text.contains(name)) }
        }
        #expect(arrivals >= 1)
    }

    @Test func `the log is read only while it is looked at`() {
        var rehearsal = Rehearsal(.healthy, size: Size(columns: 120, rows: 30), pods: true)
        rehearsal.play(for: .seconds(5))
        #expect(rehearsal.streamKinds == ["watch"])
        rehearsal.press([.character("l")])
        rehearsal.play(for: .seconds(5))
        #expect(rehearsal.streamKinds == ["log", "watch"])
        #expect(screen(rehearsal).contains("I am (db1), the leader with the lock"))
        rehearsal.press([.character("/")] + "nothing like it".map { .character($0) } + [.enter])
        #expect(screen(rehearsal).contains("No line matches the filter."))
        rehearsal.press([.character("\\"), .character("2")])
        rehearsal.play(for: .seconds(1))
        #expect(rehearsal.streamKinds == ["watch"])
    }
}
