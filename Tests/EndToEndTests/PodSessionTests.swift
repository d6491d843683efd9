import ClusterModel
import Foundation
import Simulator
import SimulatorServer
import TestSupport
import Testing

/// The built program on a simulated cluster that it knows by its pods alone, beside this machine's kubectl.
@Suite(.serialized) final class PodSessionTests {
    private let folder: URL
    private var simulators: [RunningSimulator] = []

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("nines-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        for simulator in simulators { simulator.stop() }
        try? FileManager.default.removeItem(at: folder)
    }

    /// No cluster was simulated.
    struct Absent: Error {}

    private var kubeconfig: String { folder.appendingPathComponent("config").path }

    private var environment: [String: String] {
        [
            "HOME": folder.path, "XDG_CONFIG_HOME": folder.path, "PATRONICTL_CONFIG_FILE": "", "KUBECONFIG": kubeconfig,
            "TZ": "UTC",
        ]
    }

    @discardableResult
    private func simulate(_ scenario: Scenario, hosts: [String] = []) throws -> SimulatedAddresses {
        let simulator = try SimulatorServer.launch(kubernetesPort: 0) { now in
            var blueprint = scenario.blueprint()
            for (index, host) in hosts.enumerated() { blueprint.members[index].host = host }
            return [SimulatedCluster(blueprint, story: scenario.story, at: now, seed: 1)]
        }
        simulators.append(simulator)
        guard let cluster = simulator.addresses.first, let kubernetes = cluster.kubernetes else { throw Absent() }
        try Data(kubernetes.kubeconfig.utf8).write(to: URL(filePath: kubeconfig))
        return cluster
    }

    private func kubectl(_ words: String...) throws -> String {
        try Command(["kubectl", "-n", "platform"] + words, environment: environment).run(limit: 60).output
    }

    /// What `status --output json` says.
    private struct Report: Decodable {
        struct Pod: Decodable {
            let name, ready, status, restarts, age, ip, node: String
            let member: String?
        }

        struct Member: Decodable {
            struct API: Decodable {
                let reachable: Bool
                let url: String?
            }

            let name: String
            let pod: String?
            let api: API
        }

        struct Proxy: Decodable {
            let address: String
        }

        let pods: [Pod]
        let members: [Member]
        let proxies: [Proxy]
    }

    private func status(_ words: String...) throws -> Report {
        let outcome = try Command(
            [BuiltProgram.nines, "status", "--kubernetes", "-n", "platform", "-l", "dev=gauss", "--output", "json"]
                + words,
            environment: environment
        ).run(limit: 60)
        return try JSONDecoder().decode(Report.self, from: Data(outcome.output.utf8))
    }

    /// The cells of `kubectl get pods -o wide`, without the columns that `nines` leaves out.
    private func cells() throws -> [[String]] {
        try kubectl("get", "pods", "-l", "dev=gauss", "-o", "wide").split(separator: "\n").dropFirst().map { line in
            line.components(separatedBy: "   ").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        }.map { Array($0.prefix(7)) }
    }

    @Test(arguments: [Scenario.opengauss, .crashLoop])
    func `pods alone lead to the whole cluster, and are listed as kubectl lists them`(scenario: Scenario) throws {
        try simulate(scenario)
        if scenario == .crashLoop {
            #expect(try eventually(within: .seconds(60)) { try cells().contains { $0[2] == "CrashLoopBackOff" } })
        }
        var report = try status("--via", "api-server")
        var expected = try cells()
        // A second may pass between the two.
        let agree = try eventually(within: .seconds(30)) {
            report = try status("--via", "api-server")
            expected = try cells()
            return report.pods.map { [$0.name, $0.ready, $0.status, $0.restarts, $0.age, $0.ip, $0.node] } == expected
        }
        #expect(agree, "\(report.pods)\n\(expected)")
        #expect(report.members.map(\.name) == ["db1", "db2", "db3"])
        #expect(report.members.allSatisfy { $0.pod?.hasPrefix("\($0.name)-deployment-") == true })
        #expect(report.members.allSatisfy { $0.api.url?.contains("/api/v1/namespaces/platform/pods/") == true })
        #expect(report.proxies.count == 2)
    }

    @Test func `agents that cannot be reached are read through the API server without being told to`() throws {
        let cluster = try simulate(.healthy, hosts: ["127.77.0.1", "127.77.0.2", "127.77.0.3"])
        let report = try status("--haproxy", cluster.proxies[0].url)
        #expect(report.members.map(\.api.reachable) == [true, true, true])
        #expect(report.members.allSatisfy { $0.api.url?.contains("/proxy") == true })
        let direct = try status("--haproxy", cluster.proxies[0].url, "--via", "direct")
        #expect(direct.members.isEmpty)
    }

    @Test func `a pod that is replaced, its log and the way there are on the screen`() throws {
        try simulate(.healthy)
        let tmux = try Tmux(
            "\(BuiltProgram.nines) --kubernetes --kubeconfig \(kubeconfig) -n platform -l dev=gauss --via api-server",
            columns: 140,
            rows: 36,
            environment: environment
        )
        let first = try tmux.shows("WRITES OK", "POD", "NODE", "Running")
        #expect(first.met, "\(first.screen)")
        try tmux.press("6")
        let pods = try tmux.shows(
            "NAME",
            "RESTARTS",
            "db2-deployment-6bfb5467b8-h4pxw",
            "● watched",
            "through the API server"
        )
        #expect(pods.met, "\(pods.screen)")
        _ = try kubectl("delete", "pod", "db2-deployment-6bfb5467b8-h4pxw", "--wait=false")
        let replaced = try tmux.waits(within: .seconds(60)) { screen in
            !screen.contains("h4pxw") && screen.contains("db2-deployment-6bfb5467b8-")
        }
        #expect(replaced.met, "\(replaced.screen)")
        try tmux.press("1")
        #expect(try tmux.shows("▸db1").met)
        try tmux.press("l")
        let log = try tmux.shows("the last 500 lines", "● follows", "I am (db1), the leader with the lock")
        #expect(log.met, "\(log.screen)")
        try tmux.press("s")
        #expect(try tmux.shows("since 5 min ago").met)
        try tmux.press("p")
        let previous = try tmux.shows("before it was last restarted", "previous terminated container")
        #expect(previous.met, "\(previous.screen)")
        try tmux.press("Escape")
        #expect(try tmux.shows("▸db1").met)
    }
}
