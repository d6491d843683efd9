import Drills

/// What is played, and which commands do what nines cannot.
struct DrillScript {
    var steps: [DrillStep]
    var commands: [DrillStep: ProgramWords]
    /// Starts `{member}` again after it was stopped or crashed.
    var restart: ProgramWords?
    var write: ProgramWords?

    /// The key of the command that starts a member again.
    private static let restartKey = "start"

    /// - Parameters:
    ///   - names: steps as the user named them; all usual ones that somebody can do where none is named.
    ///   - assignments: `STEP=COMMAND`, later ones over earlier ones.
    ///   - isAttended: somebody is at a terminal and can be asked.
    init(names: [String], assignments: [String], write: String?, isAttended: Bool) throws {
        commands = [:]
        for assignment in assignments { try Self.take(assignment, &commands, &restart) }
        let named = try names.map { name in
            guard let step = DrillStep(rawValue: name) else { throw Self.unknown(name) }
            return step
        }
        let known = commands
        let able = DrillStep.allCases.filter { step in
            switch step.cause {
            case .operation: true
            case .elsewhere: known[step] != nil || isAttended && DrillStep.usual.contains(step)
            }
        }
        if let step = named.first(where: { !able.contains($0) }), !isAttended {
            throw Complaint.usage(
                "nobody is at a terminal to bring “\(step.rawValue)” about: name a command that does, --run \(step.rawValue)=COMMAND."
            )
        }
        steps = named.isEmpty ? able : named
        self.write = try write.map { try Self.words($0, "--write") }
    }

    private static func take(
        _ assignment: String,
        _ commands: inout [DrillStep: ProgramWords],
        _ restart: inout ProgramWords?
    ) throws {
        let parts = assignment.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2 else {
            throw Complaint.usage(
                "“\(assignment)” is no STEP=COMMAND, for instance leader-stopped='ssh {host} systemctl stop patroni'."
            )
        }
        let words = try words(parts[1], parts[0])
        if parts[0] == restartKey {
            restart = words
        } else if let step = DrillStep(rawValue: parts[0]) {
            if case .operation = step.cause {
                throw Complaint.usage("\(step.rawValue) is done by nines itself and takes no command.")
            }
            commands[step] = words
        } else {
            throw unknown(parts[0])
        }
    }

    private static func words(_ text: String, _ name: String) throws -> ProgramWords {
        guard let words = ProgramWords(text) else {
            throw Complaint.usage("\(name): “\(text)” is no command; a quote does not end, or there is none.")
        }
        return words
    }

    private static func unknown(_ name: String) -> Complaint {
        let names = DrillStep.allCases.map(\.rawValue).joined(separator: ", ")
        return Complaint.usage(
            "there is no step “\(name)”: \(names); “start” is the command that starts a member again."
        )
    }

    /// Assignments from a file: a line each, `STEP=COMMAND`; empty lines and those that begin with # do not count.
    static func assignments(in file: ConfigurationFile) -> [String] {
        file.text.split(whereSeparator: \.isNewline).map { String($0.drop(while: \.isWhitespace)) }
            .filter { !$0.isEmpty && !$0.hasPrefix("#") }
    }
}
