import ArgumentParser
import ClusterModel
import Operations

/// `nines reload`: members read their configuration again.
struct ReloadCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reload",
        abstract: "Let members read their configuration again.",
        discussion: OperationOptions.exitCodes
    )

    @OptionGroup var options: OperationOptions
    @OptionGroup var choice: MemberChoice

    func run() throws {
        try HeadlessOperation(options).run { snapshot, _ in .reload(try choice.members(in: snapshot)) }
    }
}
