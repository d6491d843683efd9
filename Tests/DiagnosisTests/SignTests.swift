import ClusterModel
import Diagnosis
import Testing
import Wording

/// The sign before a headline is the verdict's; what is worse stands beside it.
@Suite struct SignTests {
    private let now = Timestamp(secondsSinceEpoch: 1_795_358_873)

    private func finding(_ severity: Severity) -> Finding {
        Finding(rule: "lagging", severity: severity, subject: "db2", text: "x", since: now)
    }

    private func headline(routed: Int, _ severities: [Severity]) -> String {
        let routing = Verdict.Routing(routed: routed, watched: 2)
        let verdict = Verdict(.writesOK(leader: "db1", routing, isPaused: false, []), since: now)
        return verdict.level.signed(verdict.text(at: now).headline, beside: severities.map(finding))
    }

    @Test func `a critical finding puts no cross before writes that are well`() {
        #expect(headline(routed: 2, []) == "● WRITES OK")
        #expect(headline(routed: 2, [.notice, .notice]) == "● WRITES OK")
        #expect(headline(routed: 2, [.warning, .notice, .warning]) == "● WRITES OK ▲ 2")
        #expect(headline(routed: 2, [.critical, .warning]) == "● WRITES OK ✖ 1")
        #expect(headline(routed: 1, [.warning, .notice]) == "▲ WRITES OK")
        #expect(headline(routed: 1, [.critical, .critical, .warning]) == "▲ WRITES OK ✖ 2")
    }

    @Test func `the level that scripts see is still the worst`() {
        #expect(Verdict.Level.ok.worsened(by: [finding(.critical)]) == .critical)
        #expect(Verdict.Level.unknown.surpassed(by: [finding(.critical)]) == nil)
        #expect(Verdict.Level.critical.surpassed(by: [finding(.critical)]) == nil)
    }
}
