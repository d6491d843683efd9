import ClusterModel
import Diagnosis
import Simulator
import Testing

/// What rules say while nothing is wrong, or nothing but what an operator asked for: no false alarm.
@Suite struct RuleAlarmTests {
    /// The 10,000 evolutions, in parts that run beside each other.
    static let parts = 100
    static let evolutionsInPart = 100

    @Test(arguments: 0..<parts)
    func `ten thousand healthy evolutions raise nothing critical`(part: Int) {
        var random = SmallGenerator(state: UInt64(part))
        let scenario: Scenario = part.isMultiple(of: 2) ? .healthy : .opengauss
        var settled = RuleRehearsal(scenario.blueprint(), seed: UInt64(part))
        for _ in 0..<3 { _ = settled.look(after: .seconds(1)) }
        for _ in 0..<Self.evolutionsInPart {
            // Each begins where the last one ended: another moment of the loops, checks and sessions, with other lags.
            settled.strike(.writeRate(bytesPerSecond: Int64(random.below(8000))))
            for replica in 0..<2 {
                settled.strike(.replicationLag(.replica(replica), bytesPerSecond: Int64(random.below(2) * random.below(4000))))
            }
            for _ in 0...random.below(2) {
                let assessment = settled.look(after: .milliseconds(Int64(200 + random.below(2300))))
                let alarms = assessment.findings.filter { $0.severity == .critical }
                #expect(alarms.isEmpty, "\(scenario) \(part): \(alarms.map(\.text))")
                #expect(assessment.verdict.level == .ok, "\(assessment.verdict)")
            }
        }
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
