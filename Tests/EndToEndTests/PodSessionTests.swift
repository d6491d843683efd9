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

    /// Two clusters behind one API server, `opengauss` and `payments`, under the same labels.
    private func simulateTwins() throws -> PythonServer {
        let ports = try (0..<2).map { _ in
            let cluster = try simulate(.opengauss)
            guard let url = cluster.kubernetes?.url, let port = url.split(separator: ":").last.flatMap({ Int($0) })
            else { throw Absent() }
            return port
        }
        let twins = try PythonServer("twins", ["--to", "\(ports[0])", "--twin", "\(ports[1])"], in: folder.path)
        let text = try String(contentsOfFile: kubeconfig, encoding: .utf8)
        let own = text.replacing(":\(ports[1])", with: ":\(twins.port)")
        try #require(own != text)
        try Data(own.utf8).write(to: URL(filePath: kubeconfig))
        return twins
    }

    private func look(_ words: String...) throws -> Command.Outcome {
        let command = [BuiltProgram.nines, "status", "--kubernetes", "-n", "platform", "-l", "dev=gauss"]
        return try Command(command + ["--via", "api-server"] + words, environment: environment).run(limit: 60)
    }

    @Test func `of several clusters under one selector one is shown, the others told, and --scope chooses`() throws {
        let twins = try simulateTwins()
        defer { withExtendedLifetime(twins) {} }
        let first = try look()
        #expect(first.output.contains("opengauss") && first.output.contains("db2"), "\(first.output)\(first.errors)")
        #expect(first.output.contains("shown is opengauss alone; the pods lead to payments too"), "\(first.output)")
        #expect(!first.output.contains("pay1"), "\(first.output)")
        #expect(first.exitCode == 1, "a warning")
        let other = try look("--scope", "payments")
        #expect(other.output.contains("pay1") && other.output.contains("pay3"), "\(other.output)\(other.errors)")
        #expect(!other.output.contains("shown is") && !other.output.contains("db1"), "\(other.output)")
        let members = try status("--via", "api-server", "--scope", "payments").members
        #expect(members.map(\.name) == ["pay1", "pay2", "pay3"] && members.allSatisfy { $0.api.reachable })
        let nobody = try look("--scope", "billing")
        #expect(nobody.exitCode == 3 || nobody.exitCode == 2, "\(nobody.output)")
        for name in ["billing", "opengauss", "payments"] {
            #expect(nobody.output.contains(name), "\(name) in \(nobody.output)")
        }
        #expect(!nobody.output.contains("CONNECTING"), "\(nobody.output)")
    }

    @Test func `what keeps pods from being read is said at the first look, and nothing else`() throws {
        try simulate(.opengauss)
        let simulator = try #require(simulators.last)
        simulator.apply(.apiServer(.forbid(verb: "list", resource: "pods")))
        let isForbidden = try eventually {
            try Command(["kubectl", "auth", "can-i", "list", "pods"], environment: environment).run(limit: 30).output
                .hasPrefix("no")
        }
        try #require(isForbidden)
        let forbidden = try look()
        #expect(forbidden.exitCode == 3, "\(forbidden.output)\(forbidden.errors)")
        #expect(forbidden.output.contains("may not list pods in namespace platform (403)"), "\(forbidden.output)")
        #expect(forbidden.output.hasPrefix("UNKNOWN") || forbidden.output.contains("UNKNOWN"), "\(forbidden.output)")
        simulator.apply(.apiServer(.allowEverything))
        let isAllowed = try eventually {
            try Command(["kubectl", "auth", "can-i", "list", "pods"], environment: environment).run(limit: 30).output
                .hasPrefix("yes")
        }
        try #require(isAllowed)
        let elsewhere = try look("-n", "nowhere")
        #expect(elsewhere.exitCode == 3, "\(elsewhere.output)\(elsewhere.errors)")
        #expect(elsewhere.output.contains("no pods in namespace nowhere"), "\(elsewhere.output)")
        simulator.apply(.apiServer(.stop))
        let isGone = try eventually {
            let outcome = try Command(["kubectl", "get", "pods"], environment: environment).run(limit: 30)
            return outcome.errors.contains("refused")
        }
        try #require(isGone)
        let refused = try look()
        #expect(refused.exitCode == 3 && refused.output.contains("connection refused"), "\(refused.output)")
        for outcome in [forbidden, elsewhere, refused] {
            #expect(!outcome.output.contains("CONNECTING"), "\(outcome.output)")
        }
    }

    @Test func `an API server that says nothing is told as that, within the look's own limit`() throws {
        try LoopbackServer.runFrozen { silent in
            let text = """
                apiVersion: v1
                kind: Config
                current-context: silent
                clusters: [{name: silent, cluster: {server: 'http://127.0.0.1:\(silent.port)'}}]
                users: [{name: nobody, user: {}}]
                contexts: [{name: silent, context: {cluster: silent, user: nobody}}]
                """
            try Data(text.utf8).write(to: URL(filePath: kubeconfig))
            let outcome = try look()
            #expect(outcome.exitCode == 3, "\(outcome.output)\(outcome.errors)")
            #expect(outcome.output.contains("API server 127.0.0.1:\(silent.port)"), "\(outcome.output)")
            #expect(!outcome.output.contains("CONNECTING"), "\(outcome.output)")
        }
    }

    @Test func `a session with pods is recorded, reported and played again`() throws {
        try simulate(.healthy)
        let record = folder.appendingPathComponent("pods.jsonl").path
        let terminal = try PseudoTerminal(
            BuiltProgram.nines,
            ["events", "--kubernetes", "-n", "platform", "-l", "dev=gauss", "--via", "api-server", "--record", record],
            environment: environment.merging([
                "TERM": "xterm", "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "",
            ]) {
                $1
            },
            columns: 200,
            rows: 50
        )
        let isRecorded = eventually {
            _ = terminal.output
            let text = (try? String(contentsOfFile: record, encoding: .utf8)) ?? ""
            return text.contains("\"watch") && text.contains("/proxy/patroni") || text.contains("/proxy\"")
        }
        #expect(isRecorded)
        _ = try kubectl("delete", "pod", "db2-deployment-6bfb5467b8-h4pxw", "--wait=false")
        #expect(
            terminal.waitForOutput(containing: " replaces db2-deployment-", within: .seconds(60)),
            "\(terminal.outputText)"
        )
        terminal.signal(SIGINT)
        #expect(terminal.waitForExit() == .exited(0))
        let report = try Command([BuiltProgram.nines, "report", record], environment: environment).run(limit: 60)
        #expect(report.exitCode == 0, "\(report.errors)")
        for text in ["# orders", "pod-replaced", "db2-deployment-6bfb5467b8-h4pxw", "WRITES OK", "db3"] {
            #expect(report.output.replacing("\\", with: "").contains(text), "\(text) in \(report.output)")
        }
        let tmux = try Tmux(
            "\(BuiltProgram.nines) replay \(record) --speed 0.1",
            columns: 140,
            rows: 36,
            environment: environment
        )
        let first = try tmux.shows("[REPLAY]", "WRITES OK", "POD")
        #expect(first.met, "\(first.screen)")
        try tmux.press("6")
        let pods = try tmux.shows("db2-deployment-6bfb5467b8-h4pxw", "through the API server")
        #expect(pods.met, "\(pods.screen)")
        for _ in 0..<8 { try tmux.press("+") }
        let end = try tmux.waits(within: .seconds(60)) { $0.contains("[END]") && $0.contains("Terminating") }
        #expect(end.met, "\(end.screen)")
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
