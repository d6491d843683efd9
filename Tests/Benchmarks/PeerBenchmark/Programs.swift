import TestSupport

/// The programs that are compared, and how each is started on the lab.
struct Programs {
    /// One command line.
    struct CommandLine {
        let title: String
        let path: String
        let arguments: [String]

        /// Starts it on a terminal of its own.
        func start() throws -> PseudoTerminal {
            try PseudoTerminal(path, arguments, environment: Programs.environment, columns: 80, rows: 24)
        }
    }

    let nines: CommandLine
    let list: CommandLine
    let watchedList: CommandLine
    let watchedCurl: CommandLine

    /// The lab's addresses are fixed (`Tests/Lab/README.md`).
    static let agents = (1...3).map { "http://127.0.0.1\($0):8008" }
    static let statistics = "http://127.0.0.1:7000/"

    /// Nothing of the caller's: neither a proxy nor a configuration of his may change what is measured.
    static let environment = [
        "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": "/tmp", "LANG": "C.UTF-8", "TERM": "xterm-256color",
    ]

    init(nines: String, patronictl: String, configuration: String) {
        self.nines = CommandLine(
            title: "nines",
            path: nines,
            arguments: [Self.agents[0], "--haproxy", Self.statistics, "--interval", "1s"]
        )
        let list = ["--config-file", configuration, "list"]
        self.list = CommandLine(title: "patronictl list", path: patronictl, arguments: list)
        watchedList = CommandLine(
            title: "patronictl list -W -w 1",
            path: patronictl,
            arguments: list + ["-W", "-w", "1"]
        )
        watchedCurl = CommandLine(
            title: "watch -n1 curl -s …/cluster",
            path: "watch",
            arguments: ["-n1", "curl", "-s", "\(Self.agents[0])/cluster"]
        )
    }
}
