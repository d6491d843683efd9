import ArgumentParser
import ClusterModel
import Operations

/// `nines reinitialize`: a member throws its data away and copies it anew.
struct ReinitializeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reinitialize",
        abstract: "Throw a replica's data away and copy it anew.",
        discussion: OperationOptions.exitCodes
    )

    @OptionGroup var options: OperationOptions

    @Option(help: ArgumentHelp("The replica.", valueName: "name"))
    var member: String

    @Flag(help: "Cancel a copy that runs already.")
    var force = false

    @Flag(help: "Copy from the leader, whatever clonefrom says (Patroni 4.1 and later).")
    var fromLeader = false

    func run() throws {
        try HeadlessOperation(options).run { _, _ in
            .reinitialize(Reinitialization(member: MemberName(member), force: force, fromLeader: fromLeader))
        }
    }
}
