import ArgumentParser
import FoundationEssentials

/// `nines operations`: what was done from this account, as the audit file has it.
struct OperationsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "operations",
        abstract: "Show the audit file: every operation from this account."
    )

    @Option(help: ArgumentHelp("How many lines, the newest last.", valueName: "n"))
    var last = 100

    func validate() throws {
        guard (1...100_000).contains(last) else { throw ValidationError("--last takes 1 to 100000, not \(last).") }
    }

    func run() throws {
        guard let path = AuditFile.defaultPath(ProcessInfo.processInfo.environment) else {
            throw Complaint.configuration("neither XDG_STATE_HOME nor HOME says where the audit file is.")
        }
        do {
            for line in try AuditFile.tail(of: path, lines: last) { StandardOutput.write("\(line)\n") }
        } catch {
            throw Complaint.noInput("\(error)")
        }
    }
}
