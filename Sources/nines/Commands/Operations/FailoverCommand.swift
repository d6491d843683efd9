import ArgumentParser
import ClusterModel
import Operations

/// `nines failover`: a candidate takes over, whether or not somebody leads.
struct FailoverCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "failover",
        abstract: "Let a candidate take over, with a leader or without.",
        discussion: """
            A switchover is gentler; this is for a cluster without a leader,
            in maintenance mode for instance.
              nines failover http://db2:8008 --candidate db2

            \(OperationOptions.exitCodes)
            """
    )

    @OptionGroup var options: OperationOptions

    @Option(help: ArgumentHelp("Who takes over.", valueName: "member"))
    var candidate: String

    func run() throws {
        try HeadlessOperation(options).run { _, _ in .failover(candidate: MemberName(candidate)) }
    }
}
