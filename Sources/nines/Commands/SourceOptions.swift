import ArgumentParser
import ClusterModel
import Endpoints

/// What to watch, as the command line says it.
struct SourceOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "URL of any Patroni agent; the others are learnt from it. Without one, the configuration's cluster.",
            valueName: "agent-url"
        )
    )
    var agents: [String] = []

    @Option(
        name: .customLong("haproxy"),
        help: ArgumentHelp(
            "URL of a HAProxy statistics page; repeat it for every process.",
            valueName: "url"
        )
    )
    var proxies: [String] = []

    @Option(
        name: .customLong("probe"),
        help: ArgumentHelp(
            "Where clients connect; asked whether a database answers, without logging in.",
            valueName: "host:port"
        )
    )
    var probes: [String] = []

    @Option(
        name: .customLong("etcd"),
        help: ArgumentHelp(
            "URL of an etcd endpoint, which is read and watched; repeat it for every one.",
            valueName: "url"
        )
    )
    var etcd: [String] = []

    @Option(
        help: ArgumentHelp(
            "Patroni's scope: which cluster in etcd or among the pods; the agents tell it too.",
            valueName: "name"
        )
    )
    var scope: String?

    @Option(help: ArgumentHelp("Patroni's namespace in etcd (default: service).", valueName: "name"))
    var etcdNamespace: String?

    @Option(
        help: ArgumentHelp(
            "Cluster of the configuration; of an operation that gets URLs or pods, the name it must have.",
            valueName: "name"
        )
    )
    var cluster: String?

    @Option(help: ArgumentHelp("Configuration file instead of the usual ones.", valueName: "file"))
    var config: String?

    @Option(help: ArgumentHelp("patronictl's configuration, or a patroni.yml.", valueName: "file"))
    var patronictl: String?

    @OptionGroup var kubernetes: KubernetesOptions

    @OptionGroup var pace: PaceOptions

    @Flag(help: "Only watch: nothing can be changed from this session.")
    var readOnly = false

    @Option(help: ArgumentHelp("Authorities to trust, PEM.", valueName: "file"))
    var cacert: String?

    @Option(help: ArgumentHelp("Client certificate, PEM.", valueName: "file"))
    var cert: String?

    @Option(help: ArgumentHelp("Key of the client certificate, PEM.", valueName: "file"))
    var key: String?

    @Flag(help: "Accept any TLS certificate; the screen says so.")
    var insecure = false
}

extension SourceOptions {
    static func agent(_ text: String) throws -> WebAddress {
        try address(text) { text throws(AddressError) in try WebAddress.agent(parsing: text) }
    }

    static func proxy(_ text: String) throws -> WebAddress {
        try address(text) { text throws(AddressError) in try WebAddress.proxy(parsing: text) }
    }

    static func store(_ text: String) throws -> WebAddress {
        try address(text) { text throws(AddressError) in try WebAddress.store(parsing: text) }
    }

    static func probe(_ text: String) throws -> ClientAddress {
        try address(text) { text throws(AddressError) in try ClientAddress(parsing: text) }
    }

    private static func address<Address>(
        _ text: String,
        _ parse: (String) throws(AddressError) -> Address
    ) throws -> Address {
        do {
            return try parse(text)
        } catch {
            throw Complaint.usage("\(error)")
        }
    }
}
