import ArgumentParser
import ClusterModel
import Operations

/// `nines operations`: what was done from this account, as the audit file has it.
struct OperationsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "operations",
        abstract: "Show every operation from this account, the latest first."
    )

    @Option(help: ArgumentHelp("How many operations.", valueName: "n"))
    var last = 20

    @Option(name: [.short, .long], help: "text, or json: their lines in the file, the oldest first.")
    var output: OperationOptions.Output = .text

    func validate() throws {
        guard (1...10_000).contains(last) else { throw ValidationError("--last takes 1 to 10000, not \(last).") }
    }

    func run() throws {
        guard let path = Auditor.defaultPath() else {
            throw Complaint.configuration("neither XDG_STATE_HOME nor HOME says where the audit file is.")
        }
        let bytes: [UInt8]
        do {
            bytes = try AppendOnlyFile.end(of: path)
        } catch {
            throw Complaint.noInput("\(error)")
        }
        let lines = AuditFile.lines(bytes, limit: last)
        // Where there is none the output stays empty: in JSON each line is an operation's.
        if lines.isEmpty {
            StandardError.write("nines: no operation was made from this account yet: \(path) has none.\n")
        }
        switch output {
        case .json: for line in lines { StandardOutput.write("\(line)\n") }
        case .text: for entry in AuditFile(bytes, limit: last).entries { Self.write(entry) }
        }
    }

    private static func write(_ entry: AuditEntry) {
        let time = CivilTime(entry.at, offsetSeconds: LocalTime.utcOffsetSeconds)
        let outcome = entry.outcome ?? (entry.wasSent ? "not followed to its end" : "not sent")
        let terminal = entry.origin.terminal.map { " on \($0)" } ?? ""
        StandardOutput.write(
            "\(time.date) \(time.clock)  \(entry.cluster)  \(entry.summary)  \(outcome)"
                + "  by \(entry.origin.user)@\(entry.origin.host)\(terminal)\n"
        )
        for answer in entry.answers { StandardOutput.write("    \(answer)\n") }
        if let text = entry.text { StandardOutput.write("    \(text)\n") }
    }
}
