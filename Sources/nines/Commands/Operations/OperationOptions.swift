import ArgumentParser
import ClusterModel

/// What every operation from the command line takes.
struct OperationOptions: ParsableArguments {
    /// How the result is written.
    enum Output: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    @OptionGroup var sources: SourceOptions

    @Option(help: ArgumentHelp("Who leads now; with --cluster it stands for a confirmation.", valueName: "member"))
    var leader: String?

    @Flag(help: "Do it without asking.")
    var yes = false

    @Flag(help: "Say what would be sent and what speaks against it; send nothing.")
    var dryRun = false

    @Option(name: [.short, .long], help: "text or json (schema nines.operation/1).")
    var output: Output = .text

    @Option(
        help: ArgumentHelp(
            "Follow it at most so long; it goes on in the cluster after that (exit 12).",
            valueName: "seconds"
        )
    )
    var timeout: Double?

    func validate() throws {
        if let timeout, !(timeout >= 0 && timeout <= 86_400) {
            throw ValidationError("--timeout takes seconds from 0 to 86400, not \(timeout).")
        }
    }

    /// What a session that only watches is refused.
    static let deed = "this changes a cluster"

    /// How exit codes are described in every help.
    static let exitCodes = """
        Exit codes:
          0 done
          10 refused by the pre-flight, nothing was sent
          11 refused by Patroni
          12 still running: time for following is over, or interrupted
          13 failed
          14 not confirmed, nothing was sent
          64 usage
          73 it cannot be written down, nothing was sent
          77 this session is read-only
        """
}
