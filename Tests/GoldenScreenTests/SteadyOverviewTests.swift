import Dashboard
import Scenes
import Simulator
import TerminalUI
import Testing

/// What must stay where it is, on an old terminal.
struct SteadyOverviewTests {
    private static let size = Size(columns: 80, rows: 24)

    private func rows(_ rehearsal: Rehearsal) -> [String] { rehearsal.dashboard.view().plainRows() }

    @Test func `a filter hides no critical finding, and says how many others it hides`() {
        var rehearsal = Rehearsal(.proxyDisagrees, size: Self.size)
        rehearsal.play(for: .seconds(30))
        rehearsal.press([.character("/")] + "nothing like it".map { .character($0) } + [.enter])
        let screen = rows(rehearsal)
        #expect(screen.contains { $0.hasPrefix("✖ proxy haproxy-2:7000 does not route") }, "\(screen)")
        #expect(screen.contains { $0.contains("findings, 2 hidden by the filter") }, "\(screen)")
        #expect(!screen.contains { $0.hasPrefix("▲ proxies disagree") }, "\(screen)")
    }

    @Test func `the sign before the verdict is its own, and what is worse stands beside it`() {
        var rehearsal = Rehearsal(.proxyDisagrees, size: Self.size)
        rehearsal.play(for: .seconds(30))
        #expect(rows(rehearsal).contains { $0.contains("▲ WRITES OK ✖ 1  → db1 via 1/2 proxies") })
        #expect(rehearsal.dashboard.title == "nines orders ▲ WRITES OK ✖ 1")
    }

    @Test(arguments: [Scenario.healthy, .opengauss, .lag])
    func `columns stay where they are while only figures change`(scenario: Scenario) {
        var rehearsal = Rehearsal(scenario, size: Self.size)
        rehearsal.play(for: .seconds(3))
        var headers: [String] = []
        for _ in 0..<240 {
            rehearsal.play(for: .seconds(1))
            guard let header = rows(rehearsal).first(where: { $0.hasPrefix(" MEMBER") }) else { continue }
            if headers.last != header { headers.append(header) }
        }
        #expect(headers.count == 1, "\(headers)")
    }

    @Test func `through an outage columns change no oftener than they must, and settle`() {
        var rehearsal = Rehearsal(.story, size: Self.size)
        rehearsal.play(for: .seconds(3))
        var headers: [String] = []
        for _ in 0..<115 {
            rehearsal.play(for: .seconds(1))
            guard let header = rows(rehearsal).first(where: { $0.hasPrefix(" MEMBER") }) else { continue }
            if headers.last != header { headers.append(header) }
        }
        #expect(headers.count <= 7, "\(headers)")
    }
}
