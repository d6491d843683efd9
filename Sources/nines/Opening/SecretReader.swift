import Endpoints
import FoundationEssentials
import Glibc
import Settings

/// Fetches secrets from where the configuration says they are.
struct SecretReader {
    let environment: [String: String]
    /// Whether a secret may come from a program; in a read-only session only the machine's configuration may name one.
    let runsPrograms: Bool

    /// The same for Patroni's agents, which ask for a password only where something is to be changed.
    func agentAccess(_ settings: AccessSettings) throws -> Access {
        var settings = settings
        if !runsPrograms, case .command = settings.password { (settings.username, settings.password) = (nil, nil) }
        return try access(settings)
    }

    /// The access with its secrets.
    func access(_ settings: AccessSettings) throws -> Access {
        try settings.access { (source, place) throws -> Secret in
            do {
                return try secret(from: source)
            } catch let error as Complaint {
                guard let place else { throw error }
                throw Complaint(text: "\(place.failure(error.text))", exitCode: error.exitCode)
            }
        }
    }

    private func secret(from source: SecretSource) throws -> Secret {
        switch source {
        case .literal(let secret): return secret
        case .environment(let name):
            guard let value = environment[name], !value.isEmpty else {
                throw Complaint.configuration("the environment variable \(name), which holds a password, is not set.")
            }
            return Secret(value)
        case .file(let path): return try secret(inFile: path)
        case .command(let arguments):
            guard runsPrograms else {
                let program = arguments.first ?? ""
                throw Complaint.configuration(
                    "a read-only session runs no program for a password, such as “\(program)”; use a file."
                )
            }
            return try SecretCommand(arguments: arguments).run()
        }
    }

    private func secret(inFile path: String) throws -> Secret {
        let file = try ConfigurationFile.required(path)
        let refusal = SecretFileRule.refusal(
            path: path,
            mode: file.ownership.mode,
            owner: file.ownership.owner,
            user: geteuid()
        )
        if let refusal { throw Complaint.configuration("\(refusal.reason); \(refusal.suggestion).") }
        let line = file.text.prefix { !$0.isNewline }
        guard !line.isEmpty else { throw Complaint.configuration("\(path): the first line, the password, is empty.") }
        return Secret(String(line))
    }
}
