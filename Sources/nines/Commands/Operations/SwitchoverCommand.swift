import ArgumentParser
import ClusterModel
import Operations

/// `nines switchover`: the leader hands over, now or at a time.
struct SwitchoverCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "switchover",
        abstract: "Let the leader hand over to a candidate, now or at a time.",
        discussion: """
            Without --candidate the best one is taken: a synchronous standby first,
            then the one with the least lag.
              nines switchover http://db1:8008 --candidate db2
              nines switchover http://db1:8008 --candidate db2 --at 23:30
              nines switchover http://db1:8008 --cancel
            Without a terminal, add --cluster orders --leader db1, or --yes.

            \(OperationOptions.exitCodes)
            """
    )

    @OptionGroup var options: OperationOptions

    @Option(help: ArgumentHelp("Who takes over.", valueName: "member"))
    var candidate: String?

    @Option(help: ArgumentHelp("When: 23:30, +10m, or 2026-11-22T23:30:00+01:00.", valueName: "time"))
    var at: TimeChoice?

    @Flag(help: "Cancel the one that is scheduled.")
    var cancel = false

    func validate() throws {
        try at?.validate()
        guard cancel, candidate != nil || at != nil else { return }
        throw ValidationError("--cancel takes neither --candidate nor --at.")
    }

    func run() throws {
        try HeadlessOperation(options).run { snapshot, planner in
            if cancel { return .cancelSwitchover }
            let leader = try options.leader.map { MemberName($0) } ?? Self.leader(of: snapshot)
            var switchover = Switchover(
                leader: leader,
                candidate: candidate.map { MemberName($0) },
                at: at?.moment(now: snapshot.takenAt)
            )
            if candidate == nil {
                let best = planner.plan(.switchover(switchover), for: snapshot).defaultCandidate
                guard let best else { throw Complaint.preflight("nobody could take over from \(leader).") }
                switchover.candidate = best
            }
            return .switchover(switchover)
        }
    }

    private static func leader(of snapshot: ClusterSnapshot) throws -> MemberName {
        guard let leader = snapshot.listedLeader?.name else {
            throw Complaint.preflight(
                "the cluster has no leader that could hand over; “nines failover --candidate NAME” does without."
            )
        }
        return leader
    }
}
