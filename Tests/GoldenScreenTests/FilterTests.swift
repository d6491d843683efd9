import ClusterModel
import Dashboard
import Scenes
import Simulator
import TerminalUI
import Testing

/// A filter hides, and says how much; what is critical it does not hide.
@Suite struct FilterTests {
    private func screen(
        _ scenario: Scenario,
        after span: Duration,
        keys: [Key] = [],
        filter: String,
        size: Size = Size(columns: 110, rows: 30)
    ) -> String {
        var rehearsal = Rehearsal(scenario, size: size, pods: scenario == .opengauss)
        rehearsal.play(for: span)
        rehearsal.press(keys + [.character("/")] + filter.map { .character($0) } + [.enter])
        return rehearsal.dashboard.view().plainRows().joined(separator: "\n")
    }

    @Test func `the overview says what is hidden in each of its parts`() {
        let screen = screen(.failover, after: .seconds(60), filter: "db2")
        #expect(screen.contains("▸db2") && screen.contains("\n 2 hidden by the filter"), "\(screen)")
        #expect(screen.contains("── events, 17 hidden by the filter"), "\(screen)")
    }

    @Test func `a filter that matches nothing leaves no part of the overview without words`() {
        let screen = screen(.healthy, after: .seconds(10), filter: "zzz")
        #expect(screen.contains("no member matches the filter, 3 hidden"), "\(screen)")
        #expect(screen.contains("── routing") && screen.contains("2 hidden by the filter"), "\(screen)")
    }

    @Test func `routes that are wrong stay, whatever the filter`() {
        let screen = screen(.proxyDisagrees, after: .seconds(30), filter: "zzz")
        #expect(screen.contains("── routing, 1 hidden by the filter"), "\(screen)")
        #expect(screen.contains("haproxy-2:7000 ─▶ orders ✖ no server is UP"), "\(screen)")
    }

    @Test func `a member that something critical concerns stays`() {
        let screen = screen(.failover, after: .seconds(8), filter: "db2")
        #expect(screen.contains("▸db1") && screen.contains(" db2 ") && !screen.contains("\n db3 "), "\(screen)")
    }

    @Test(arguments: [
        ("2", "6 hidden by the filter"), ("3", "No event matches the filter."), ("4", "9 hidden by the filter"),
        ("5", "1 hidden by the filter"), ("?", "No line matches the filter."),
    ])
    func `no screen is left without words`(key: Character, words: String) {
        let screen = screen(.failover, after: .seconds(60), keys: [.character(key)], filter: "zzz")
        #expect(screen.contains(words) && screen.contains(" hidden by the filter"), "\(screen)")
    }

    @Test func `the proxies' screen keeps the server that ought to be UP`() {
        let screen = screen(.proxyDisagrees, after: .seconds(30), keys: [.character("2")], filter: "zzz")
        #expect(screen.contains("dbsrv1  db1     DOWN") && screen.contains("hidden by the filter"), "\(screen)")
    }

    @Test func `the pods' screen says what is hidden, and the member's too`() {
        let pods = screen(.opengauss, after: .seconds(20), keys: [.character("6")], filter: "db2")
        #expect(pods.contains("4 hidden by the filter") && pods.contains("▸db2-deployment"), "\(pods)")
        let none = screen(.opengauss, after: .seconds(20), keys: [.character("6")], filter: "zzz")
        #expect(none.contains("No pod matches the filter.") && none.contains("5 hidden by the filter"), "\(none)")
        let member = screen(.healthy, after: .seconds(20), keys: [.enter], filter: "role")
        #expect(member.contains("role  ") && member.contains(" hidden by the filter"), "\(member)")
    }
}
