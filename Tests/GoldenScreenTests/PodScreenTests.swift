import ClusterModel
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
        #expect(screen(rehearsal).contains(" hidden by the filter"))
        rehearsal.press([.character("\\"), .character("2")])
        rehearsal.play(for: .seconds(1))
        #expect(rehearsal.streamKinds == ["watch"])
    }

    @Test func `a container that runs for a day is unready for as long as it is unready`() throws {
        var rehearsal = podList()
        rehearsal.press([.down])
        rehearsal.cluster.apply(.freeze(.named("db2")), at: rehearsal.now)
        rehearsal.play(for: .seconds(90))
        let text = screen(rehearsal)
        let line = try #require(text.split(separator: "\n").first { $0.contains(" · not ready for ") }, "\(text)")
        #expect(line.contains("running for ") && line.contains("h · not ready for "), "\(line)")
        let age = try #require(line.split(separator: "not ready for ").last?.split(separator: " ").first)
        #expect(age.hasSuffix("s"), "\(line)")
    }

    /// The list of pods, a few seconds after the start.
    private func podList() -> Rehearsal {
        var rehearsal = Rehearsal(.healthy, size: Size(columns: 140, rows: 30), pods: true)
        rehearsal.play(for: .seconds(3))
        rehearsal.press([.character("6")])
        rehearsal.play(for: .seconds(3))
        return rehearsal
    }

    /// Lets time pass, and looks a tenth of a second at a time whether every pod of `names` stays on the screen.
    private func play(_ rehearsal: inout Rehearsal, for span: Duration, keeping names: [String]) -> [String] {
        var screens: [String] = []
        for _ in 0..<Int(span / .milliseconds(100)) {
            rehearsal.play(for: .milliseconds(100))
            let text = screen(rehearsal)
            for name in names where !text.contains(name) { Issue.record("\(name) is gone:\n\(text)") }
            screens.append(text)
        }
        return screens
    }

    @Test func `a watch that has fallen silent keeps its pods, shows their age, and is begun again by itself`() throws {
        var rehearsal = podList()
        let names = rehearsal.podNames
        let old = try #require(names.first { $0.hasPrefix("db2") })
        #expect(screen(rehearsal).contains("● watched"))
        rehearsal.cluster.apply(.apiServer(.stallWatches), at: rehearsal.now)
        let quiet = play(&rehearsal, for: .seconds(20), keeping: names)
        #expect(quiet.last?.contains("● watched, last heard") == true, "\(quiet.last ?? "")")
        // What happens in the silence is found out when it has lasted too long, though the watch stays as deaf as it is.
        rehearsal.cluster.apply(.podDeleted(.named("db2")), at: rehearsal.now)
        let kept = names.filter { $0 != old }
        let deaf = play(&rehearsal, for: .seconds(25), keeping: kept)
        #expect(deaf.first?.contains(old) == true)
        #expect(deaf.last?.contains(old) == false, "\(deaf.last ?? "")")
        rehearsal.cluster.apply(.apiServer(.resumeWatches), at: rehearsal.now)
        rehearsal.play(for: .seconds(40))
        let replaced = rehearsal.podNames
        #expect(replaced.allSatisfy { screen(rehearsal).contains($0) }, "\(screen(rehearsal))")
        // A change shows at once again.
        rehearsal.cluster.apply(.podDeleted(.named("db3")), at: rehearsal.now)
        rehearsal.play(for: .milliseconds(300))
        #expect(screen(rehearsal).contains("Terminating"), "\(screen(rehearsal))")
    }

    @Test func `a version that the server no longer knows is made good without a gap`() {
        var rehearsal = podList()
        let names = rehearsal.podNames
        // The past is forgotten and every watch lost: the next one begins at a version that is gone (410).
        rehearsal.cluster.apply(.apiServer(.compact), at: rehearsal.now)
        rehearsal.cluster.apply(.apiServer(.cutWatches), at: rehearsal.now)
        let screens = play(&rehearsal, for: .seconds(10), keeping: names)
        #expect(screens.last?.contains("● watched") == true, "\(screens.last ?? "")")
        rehearsal.cluster.apply(.podDeleted(.named("db3")), at: rehearsal.now)
        rehearsal.play(for: .milliseconds(300))
        #expect(screen(rehearsal).contains("Terminating"), "\(screen(rehearsal))")
    }

    @Test func `a server that is gone for a while leaves its pods with their age, and is found again`() {
        var rehearsal = podList()
        let names = rehearsal.podNames
        rehearsal.cluster.apply(.apiServer(.compact), at: rehearsal.now)
        rehearsal.cluster.apply(.apiServer(.cutWatches), at: rehearsal.now)
        rehearsal.cluster.apply(.apiServer(.stop), at: rehearsal.now)
        let away = play(&rehearsal, for: .seconds(15), keeping: names)
        #expect(away.last?.contains("connection refused (for 14 s), last heard 20 s ago") == true, "\(away.last ?? "")")
        rehearsal.cluster.apply(.apiServer(.start), at: rehearsal.now)
        let back = play(&rehearsal, for: .seconds(15), keeping: names)
        #expect(back.last?.contains("● watched") == true, "\(back.last ?? "")")
    }
}
