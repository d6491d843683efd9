import ArgumentParser
import ClusterModel
import CurlTransport
import FoundationEssentials
import Operations

/// `nines config`: the dynamic configuration, viewed or changed.
struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "View or change the cluster's dynamic configuration.",
        subcommands: [ConfigViewCommand.self, ConfigSetCommand.self],
        defaultSubcommand: ConfigViewCommand.self
    )
}

/// `nines config view`: every setting by its path.
struct ConfigViewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "view",
        abstract: "Print every setting of the dynamic configuration by its path."
    )

    @OptionGroup var sources: SourceOptions

    @Option(name: [.short, .long], help: "text or json (an object of paths).")
    var output: OperationOptions.Output = .text

    func run() throws {
        let cluster = try sources.open(namesCluster: true).cluster
        var look = Look(cluster, source: try cluster.source())
        let seen = look.once().snapshot
        guard let settings = seen.configuration.value?.settings else {
            throw Complaint.unavailable("no agent gave the configuration.")
        }
        switch output {
        case .text: for setting in settings { StandardOutput.write("\(setting.path)=\(setting.value)\n") }
        case .json:
            let pairs = Dictionary(settings.map { ($0.path, $0.value) }) { first, _ in first }
            StandardOutput.write(try ReportJSON.pretty(pairs) + "\n")
        }
    }
}

/// `nines config set PATH=VALUE…`: one or several keys in one request, with their differences shown before it is sent.
struct ConfigSetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Change keys of the dynamic configuration in one request: PATH=VALUE …; PATH= takes one away.",
        discussion: """
              nines config set loop_wait=5 http://db1:8008
              nines config set ttl=60 loop_wait=20 retry_timeout=20 http://db1:8008
              nines config set postgresql.parameters.max_connections=200 --cluster orders --leader db1

            \(OperationOptions.exitCodes)
            """
    )

    /// The words besides options: PATH=VALUE, one at least, and agents' URLs.
    @OptionGroup var options: OperationOptions

    func run() throws {
        var options = options
        let words = options.sources.agents
        let changes = words.filter(Self.isChange)
        options.sources.agents = words.filter { !Self.isChange($0) }
        guard !changes.isEmpty else {
            throw Complaint.usage("name a key to change, as PATH=VALUE; for instance loop_wait=5.")
        }
        try HeadlessOperation(options).run { _, _ in .configure(changes.map(Self.change)) }
    }

    private static func change(_ word: String) -> ConfigurationChange {
        let sign = word.firstIndex(of: "=") ?? word.endIndex
        return ConfigurationChange(path: String(word[..<sign]), value: json(String(word[sign...].dropFirst())))
    }

    /// A URL may hold a `=` too, behind its scheme.
    private static func isChange(_ word: String) -> Bool {
        guard let sign = word.firstIndex(of: "=") else { return false }
        return !word[..<sign].contains("://")
    }

    /// JSON as it is; any other text as a JSON string; nothing takes the key away.
    private static func json(_ text: String) -> String? {
        if text.isEmpty || text == "null" { return nil }
        if JSONText(text) != nil { return text }
        return (try? JSONEncoder().encode(text)).map { String(decoding: $0, as: UTF8.self) }
    }
}
