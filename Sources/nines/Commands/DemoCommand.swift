import ArgumentParser
import ClusterModel
import Credentials
import CurlTransport
import Dashboard
import Endpoints
import NcursesTerminal
import Operations
import Settings
import Simulator
import SimulatorServer
import Wording

/// `nines demo`: the dashboard on a simulated cluster that answers over real HTTP on loopback.
struct DemoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Open the dashboard on a simulated cluster; nothing else is needed.",
        discussion: ScenarioOption.list
    )

    @OptionGroup var scenario: ScenarioOption
    @OptionGroup var appearance: AppearanceOptions
    @OptionGroup var pace: PaceOptions
    @OptionGroup var reports: ReportOptions
    @OptionGroup var bell: BellOption
    @OptionGroup var record: RecordOption
    @OptionGroup var language: LanguageOption

    @Flag(help: "Only watch: nothing can be changed from this session.")
    var readOnly = false

    func run() throws {
        let themes = try appearance.themes()
        let language = language.chosen()
        let reason = try SourceOptions.reasonToWatch(flag: readOnly)
        let folder = try reports.folder()
        // Before the simulator starts its thread, which inherits what is blocked.
        let signals = try SignalQueue.open()
        let simulator = try ScenarioOption.launch(scenario.chosen(default: .story), kubernetesPort: 0)
        defer { simulator.stop() }
        guard let addresses = simulator.addresses.first else { return }
        let plan = WatchPlan(
            name: addresses.name,
            agents: try addresses.agents.prefix(1).map { try SourceOptions.agent($0.url) },
            proxies: try addresses.proxies.map { try SourceOptions.proxy($0.url) },
            probes: try addresses.proxies.map { try SourceOptions.probe($0.database) },
            interval: try pace.chosen() ?? .seconds(1),
            kubernetes: try addresses.kubernetes.map(Self.pods)
        )
        let link = plan.kubernetes.map {
            KubernetesLink(KubernetesAccess(server: $0.server), source: SettledCredential(KubernetesCredential()))
        }
        let cluster = OpenedCluster(
            plan: plan,
            attention: AttentionOptions(bell: !bell.noBell),
            rights: reason.map { .watch(because: "\($0)") } ?? .operate,
            isLocked: reason?.isLocked ?? false,
            kubernetes: link
        )
        if cluster.isLocked, folder != nil { throw Complaint.readOnly("--report-folder writes files", cluster.rights) }
        var session = DashboardSession(themes: themes, signals: signals, reports: folder)
        session.language = language
        try session.watch(cluster, record: record, audits: false)
    }

    /// The simulated pods; agents and proxies have ports of their own here, so nothing is looked for.
    private static func pods(_ kubernetes: SimulatedAddresses.Kubernetes) throws -> KubernetesPlan {
        do throws(AddressError) {
            return KubernetesPlan(
                server: try WebAddress.apiServer(parsing: kubernetes.url, isTLSUnlessSaid: false),
                pods: PodSelection(namespace: kubernetes.namespace),
                way: .direct
            )
        } catch {
            throw Complaint.unavailable("the simulator's API server: \(error)")
        }
    }
}

/// Which of the simulated clusters.
struct ScenarioOption: ParsableArguments {
    @Option(help: ArgumentHelp("What happens to the cluster; see the list below.", valueName: "name"))
    var scenario: String?

    func chosen(default fallback: Scenario) throws -> Scenario {
        guard let scenario else { return fallback }
        guard let known = Scenario(rawValue: scenario) else {
            let names = Scenario.allCases.map(\.rawValue).joined(separator: ", ")
            throw Complaint.usage("no scenario is called “\(scenario)”. There are: \(names).")
        }
        return known
    }

    static let list =
        "Scenarios:\n"
        + Scenario.allCases.map { "  \($0.rawValue): \($0.summary)" }.joined(separator: "\n")

    static func launch(
        _ scenario: Scenario,
        clusters: Int = 1,
        members: Int = 3,
        proxies: Int = 2,
        basePort: UInt16? = nil,
        kubernetesPort: UInt16? = nil
    ) throws -> RunningSimulator {
        do {
            return try SimulatorServer.launch(
                scenario,
                clusters: clusters,
                members: members,
                proxies: proxies,
                basePort: basePort,
                kubernetesPort: kubernetesPort
            )
        } catch {
            let kubernetesPorts = kubernetesPort.map { Int($0)..<Int($0) + clusters }
            let advice = Self.advice(error, kubernetesPorts: kubernetesPorts ?? 0..<0)
            throw Complaint.unavailable("the simulator cannot start: \(error)\(advice).")
        }
    }

    /// What to try instead of ports that cannot be had; empty where nothing is known.
    private static func advice(_ error: any Error, kubernetesPorts: Range<Int>) -> String {
        switch error as? SimulatorFailure {
        case .portTaken(let port)? where kubernetesPorts.contains(Int(port)):
            "; choose another --kubernetes-port, or 0 for any free one"
        case .portTaken?: "; choose another --base-port, or leave it out for any free ones"
        case .outOfPorts?: "; choose a lower one"
        case .cannotBind?, .tooFewFiles?, nil: ""
        }
    }
}
