import ClusterModel
import Diagnosis
import Simulator
import Testing

/// What rules say while nothing is wrong, or nothing but what an operator asked for: no false alarm.
@Suite struct RuleAlarmTests {
    /// The 10,000 evolutions, in parts that run beside each other.
    static let parts = 50
    static let evolutionsInPart = 200

    @Test(arguments: 0..<parts)
    func `ten thousand healthy evolutions raise nothing critical`(part: Int) {
        var random = SmallGenerator(state: UInt64(part))
        let scenario: Scenario = part.isMultiple(of: 2) ? .healthy : .opengauss
        let blueprint = scenario.blueprint(proxies: part.isMultiple(of: 5) ? 2 : 1)
        var rehearsal = RuleRehearsal(blueprint, seed: UInt64(part), interval: .seconds(2))
        for _ in 0..<3 { _ = rehearsal.look(after: .seconds(1)) }
        for _ in 0..<Self.evolutionsInPart {
            // Each begins where the last one ended: another moment of the loops, checks and sessions, with another lag.
            rehearsal.strike(.writeRate(bytesPerSecond: Int64(random.below(8000))))
            let rate = random.below(2) * random.below(4000)
            rehearsal.strike(.replicationLag(.replica(random.below(2)), bytesPerSecond: Int64(rate)))
            let assessment = rehearsal.look(after: .milliseconds(Int64(100 + random.below(700))))
            let alarms = assessment.findings.filter { $0.severity == .critical }
            #expect(alarms.isEmpty, "\(scenario) \(part): \(alarms.map(\.text))")
            #expect(assessment.verdict.level == .ok, "\(assessment.verdict)")
        }
    }

    /// What is true for some seconds of a switchover, and so may be said; a lost route and misrouting as warnings only.
    static let expected: [String: Severity] = [
        "no-leader": .critical, "member-not-serving": .critical, "no-route-to-leader": .warning,
        "writes-misrouted": .warning,
    ]

    @Test(arguments: [Scenario.healthy, .opengauss], 0..<5)
    func `a normal switchover raises nothing but what it is, and then nothing`(scenario: Scenario, seed: Int) {
        var blueprint = scenario.blueprint()
        // The reference deployment's checks: the slowest that anybody has.
        blueprint.checks = CheckSettings()
        let muted = Thresholds(muted: ["pending-restart"])
        var rehearsal = RuleRehearsal(blueprint, seed: UInt64(seed), thresholds: muted)
        for _ in 0..<35 { _ = rehearsal.look(after: .seconds(1)) }
        rehearsal.post("/switchover", to: "db1", #"{"leader": "db1", "candidate": "db2"}"#)
        var said: Set<String> = []
        for half in 1...80 {
            let findings = rehearsal.look(after: .milliseconds(500)).findings
            said.formUnion(findings.map(\.rule))
            let surprises = findings.filter { finding in
                half > 40 || Self.expected[finding.rule].map { finding.severity > $0 } ?? true
            }
            #expect(surprises.isEmpty, "\(Double(half) / 2) s: \(surprises.map { "\($0.severity) \($0.text)" })")
        }
        #expect(said.contains("writes-misrouted"))
        #expect(rehearsal.cluster.leader == "db2")
    }
}

/// SplitMix64, so that a failure can be played again.
struct SmallGenerator {
    var state: UInt64

    mutating func below(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(max(1, bound)))
    }
}
