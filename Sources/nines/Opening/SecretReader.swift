import Endpoints
import FoundationEssentials
import Glibc
import Settings

/// Fetches secrets from where the configuration says they are.
struct SecretReader {
    let environment: [String: String]
    /// Whether a secret may come from a program; in a read-only session only the machine's configuration may name one.
    let runsPrograms: Bool

    /// How agents let us in, less what a read-only session does without: they ask for a password only where something is to be
    /// changed.
    func needed(_ agents: AccessSettings) -> AccessSettings {
        guard !runsPrograms, case .command = agents.password else { return agents }
        var agents = agents
        (agents.username, agents.password) = (nil, nil)
        return agents
    }

    /// Notes what cannot be had of the secrets that are in files or in the environment; runs nothing.
    func check(_ accesses: [AccessSettings], _ mistakes: inout SettingsMistakes) {
        for access in accesses {
            _ = read(access, &mistakes) { _ in Secret("") }
        }
    }

    /// The access with its secrets; those that cannot be had are noted.
    func access(_ settings: AccessSettings, _ mistakes: inout SettingsMistakes) -> Access {
        read(settings, &mistakes) { try SecretCommand(arguments: $0).run() }
    }

    private func read(
        _ settings: AccessSettings,
        _ mistakes: inout SettingsMistakes,
        running run: ([String]) throws -> Secret
    ) -> Access {
        settings.access { source, place in
            do {
                return try secret(from: source, running: run)
            } catch {
                let clause = (error as? Complaint)?.clause ?? "\(error)"
                mistakes.add((place ?? SettingsPlace(file: "")).failure(clause))
                return Secret("")
            }
        }
    }

    private func secret(from source: SecretSource, running run: ([String]) throws -> Secret) throws -> Secret {
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
            return try run(arguments)
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
