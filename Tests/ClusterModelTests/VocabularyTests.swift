import ClusterModel
import Testing

struct VocabularyTests {
    @Test(arguments: [
        ("leader", MemberRole.Kind.leader), ("primary", .leader), ("master", .leader),
        ("standby_leader", .standbyLeader),
        ("sync_standby", .synchronousStandby), ("quorum_standby", .quorumStandby), ("replica", .replica),
        ("demoted", .demoted), ("uninitialized", .uninitialized), ("cascade", .unknown), ("", .unknown),
    ])
    func `a role keeps its spelling and has a meaning`(_ spelling: String, _ kind: MemberRole.Kind) {
        #expect(MemberRole(spelling).kind == kind && MemberRole(spelling).spelling == spelling)
    }

    @Test(arguments: [
        ("running", MemberState.Kind.serving), ("streaming", .serving), ("in archive recovery", .archiveRecovery),
        ("creating replica", .inTransition), ("start failed", .failed), ("crashed", .failed), ("stopped", .stopped),
        ("stopping", .stopping), ("unknown", .unknown), ("Need repair", .unknown),
    ])
    func `a state keeps its spelling and has a meaning`(_ spelling: String, _ kind: MemberState.Kind) {
        #expect(MemberState(spelling).kind == kind && MemberState(spelling).spelling == spelling)
    }

    @Test(arguments: [
        ("UP", ServerStatus.Kind.up, true), ("UP 1/3", .goingDown, true), ("DOWN", .down, false),
        ("DOWN 1/2", .goingUp, false), ("DOWN (agent)", .down, false), ("NOLB 1/3", .draining, false),
        ("DRAIN (agent)", .draining, false), ("MAINT", .maintenance, false), ("MAINT (via a/b)", .maintenance, false),
        ("MAINT (resolution)", .unresolved, false), ("no check", .unchecked, true), ("?", .unknown, false),
        ("", .unknown, false),
    ])
    func `a server's status tells whether it takes traffic`(
        _ spelling: String,
        _ kind: ServerStatus.Kind,
        _ takes: Bool
    ) {
        #expect(ServerStatus(spelling).kind == kind && ServerStatus(spelling).takesTraffic == takes)
    }

    @Test(arguments: [("0/0", UInt64(0)), ("0/6000388", 0x600_0388), ("FFFFFFFF/FFFFFFFF", .max), ("1/0", 1 << 32)])
    func `a WAL position is spelt as PostgreSQL spells it`(_ spelling: String, _ position: UInt64) {
        #expect(LogSequenceNumber(spelling)?.position == position)
        #expect(LogSequenceNumber(position: position).description == spelling)
    }

    @Test(arguments: ["", "/", "0", "0/", "/0", "0/0/0", "x/0", "100000000/0", "-1/0"])
    func `what is no WAL position is none`(_ spelling: String) {
        #expect(LogSequenceNumber(spelling) == nil)
    }

    @Test func `distance between positions is bounded`() {
        let (low, high) = (LogSequenceNumber(position: 0), LogSequenceNumber(position: .max))
        #expect(high.bytes(since: low) == .max && low.bytes(since: high) == 0)
    }

    @Test func `settings that make no sense read as their bounds or defaults`() {
        let configuration = DynamicConfiguration(settings: [
            .init(path: "ttl", value: "abc"), .init(path: "loop_wait", value: "nan"),
            .init(path: "maximum_lag_on_failover", value: "1e300"),
        ])
        #expect(configuration.ttlSeconds == 30 && configuration.loopWaitSeconds == 10)
        #expect(configuration.maximumLagOnFailoverBytes == .max)
    }
}
