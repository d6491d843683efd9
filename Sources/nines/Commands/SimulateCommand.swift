import ArgumentParser
import FoundationEssentials
import Glibc
import NcursesTerminal
import Simulator
import SimulatorServer

/// `nines simulate`: the simulated clusters for other clients, until interrupted.
struct SimulateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Serve simulated clusters on loopback for other clients.",
        discussion:
            "The first line of output is JSON with every URL. With a Kubernetes API server, kubectl works on the simulated pods.\n\n"
            + ScenarioOption.list
    )

    @OptionGroup var scenario: ScenarioOption

    @Option(help: "How many clusters (1 to 2000).")
    var clusters = 1

    @Option(help: "How many members each cluster has (1 to 9).")
    var members = 3

    @Option(help: "How many proxies each cluster has (0 to 9).")
    var proxies = 2

    @Option(
        help: ArgumentHelp("First of as many consecutive ports as needed; any free ones otherwise.", valueName: "port")
    )
    var basePort: UInt16?

    @Option(
        help: ArgumentHelp(
            "Serve a Kubernetes API server per cluster too, from this port on; 0 for any free ones.",
            valueName: "port"
        )
    )
    var kubernetesPort: UInt16?

    @Option(
        help: ArgumentHelp("Write a kubeconfig for the first cluster's Kubernetes API server.", valueName: "file")
    )
    var writeKubeconfig: String?

    func validate() throws {
        guard (1...2000).contains(clusters) else {
            throw ValidationError("--clusters takes 1 to 2000, not \(clusters).")
        }
        guard (1...9).contains(members) else { throw ValidationError("--members takes 1 to 9, not \(members).") }
        guard !servesKubernetes || clusters <= 10 else {
            throw ValidationError("only up to 10 clusters can have a Kubernetes API server.")
        }
        guard (0...9).contains(proxies) else { throw ValidationError("--proxies takes 0 to 9, not \(proxies).") }
    }

    private func write(_ kubeconfig: String, to path: String) throws {
        do {
            try Data(kubeconfig.utf8).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw Complaint.unavailable("--write-kubeconfig \(path): it could not be written: \(error).")
        }
    }

    private var servesKubernetes: Bool { kubernetesPort != nil || writeKubeconfig != nil }

    func run() throws {
        let signals = try SignalQueue.open(SignalQueue.endings)
        let simulator = try ScenarioOption.launch(
            scenario.chosen(default: .healthy),
            clusters: clusters,
            members: members,
            proxies: proxies,
            basePort: basePort,
            kubernetesPort: servesKubernetes ? kubernetesPort ?? 0 : nil
        )
        defer { simulator.stop() }
        if let writeKubeconfig, let kubernetes = simulator.addresses.first?.kubernetes {
            try write(kubernetes.kubeconfig, to: writeKubeconfig)
        }
        let rows = simulator.addresses.map(\.json).joined(separator: ", ")
        StandardOutput.write("{\"clusters\": [\(rows)]}\n")
        while !signals.requests().contains(where: \.isEnd) {
            var state = pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0)
            poll(&state, 1, -1)
        }
    }
}
