import ArgumentParser
import ClusterModel
import Operations

/// `nines restart`: databases are restarted one after the other, now or at a time, or only where it is due.
struct RestartCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restart",
        abstract: "Restart databases one after the other, the leader last.",
        discussion: OperationOptions.exitCodes
    )

    @OptionGroup var options: OperationOptions
    @OptionGroup var choice: MemberChoice

    @Option(help: ArgumentHelp("When: 23:30, +10m, or 2026-11-22T23:30:00+01:00.", valueName: "time"))
    var at: TimeChoice?

    @Flag(help: "Cancel the scheduled restart of one member.")
    var cancel = false

    @Flag(help: "Only where a restart is pending.")
    var pending = false

    @Option(help: ArgumentHelp("Only where the database is older, for instance than 15.4.", valueName: "version"))
    var belowVersion: String?

    @Option(help: ArgumentHelp("How long a restart may take, by Patroni's own clock.", valueName: "seconds"))
    var restartTimeout: Int?

    func validate() throws {
        try at?.validate()
        guard cancel else { return }
        guard choice.member.count == 1 else { throw ValidationError("--cancel takes one --member.") }
        guard at == nil, !pending, belowVersion == nil, restartTimeout == nil else {
            throw ValidationError("--cancel takes no conditions.")
        }
    }

    func run() throws {
        try HeadlessOperation(options).run { snapshot, _ in
            let members = try choice.members(in: snapshot)
            if cancel, let member = members.first { return .cancelRestart(member) }
            return .restart(
                Restart(
                    members: members,
                    at: at?.moment(now: snapshot.takenAt),
                    onlyPending: pending,
                    belowVersion: belowVersion,
                    timeoutSeconds: restartTimeout
                )
            )
        }
    }
}
