import ArgumentParser
import Manifests
import Settings

/// `nines manifests`: the deployment that nines watches, from a few values to Kubernetes' YAML.
struct ManifestsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manifests",
        abstract: "Render the deployment that nines watches as Kubernetes manifests.",
        discussion: """
            nines manifests --example > values.yaml
            nines manifests values.yaml --output deployment/ && kubectl apply -f deployment/
            """
    )

    @Argument(help: ArgumentHelp("The values; - reads them from standard input.", valueName: "values.yaml"))
    var values: String?

    @Flag(help: "Print values to begin with.")
    var example = false

    @Option(help: ArgumentHelp("Write files there instead of one stream to standard output.", valueName: "folder"))
    var output: String?

    @Flag(help: "Replace files of that folder that are there already and differ.")
    var overwrite = false

    @Option(help: ArgumentHelp("Print one part alone: \(Self.partNames).", valueName: "name"))
    var part: String?

    private static let partNames = ManifestStack.Part.allCases.map(\.rawValue).joined(separator: ", ")

    func validate() throws {
        guard example == (values == nil) else {
            throw ValidationError(
                example ? "--example needs no values." : "Name a file of values, or ask for --example."
            )
        }
        guard !example || output == nil && part == nil else { throw ValidationError("--example stands alone.") }
        guard output == nil || part == nil else {
            throw ValidationError("--output writes all parts; leave out --part.")
        }
        guard output != nil || !overwrite else { throw ValidationError("--overwrite is for --output.") }
        if let part, ManifestStack.Part(rawValue: part) == nil {
            throw ValidationError("There is no part '\(part)': \(Self.partNames).")
        }
    }

    func run() throws {
        guard let values else {
            StandardOutput.write(ManifestValues.example)
            return
        }
        let stack = ManifestStack(try ManifestValues.read(values))
        if let output {
            try ManifestFolder(path: output, overwrites: overwrite).write(stack.files())
        } else if let part = part.flatMap(ManifestStack.Part.init) {
            guard let text = try stack.text(of: part) else {
                throw Complaint.usage("\(values): \(stack.values.database.rawValue) has no \(part.rawValue).")
            }
            StandardOutput.write(text)
        } else {
            StandardOutput.write(try stack.yaml())
        }
    }
}

extension ManifestValues {
    /// What a file, or standard input for `-`, says.
    static func read(_ path: String) throws -> ManifestValues {
        let file =
            try path == "-" ? ConfigurationFile.standardInput() : ConfigurationFile.required(path)
        do throws(SettingsError) {
            return try ManifestValuesDecoder.decode(file.text, file: file.path)
        } catch {
            throw Complaint.configuration("\(error)")
        }
    }
}
