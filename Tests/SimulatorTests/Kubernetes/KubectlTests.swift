import ClusterModel
import Foundation
import Simulator
import SimulatorServer
import TestSupport
import Testing

/// The real kubectl on the simulated API server.
struct KubectlTests {
    /// A simulator and a folder with the kubeconfig for it.
    private final class Stage {
        let simulator: RunningSimulator
        let folder: URL

        init(_ scenario: Scenario = .opengauss) throws {
            simulator = try SimulatorServer.launch(kubernetesPort: 0) { now in
                [SimulatedCluster(scenario.blueprint(), at: now, seed: 1)]
            }
            folder = FileManager.default.temporaryDirectory.appendingPathComponent("nines-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let config = try #require(simulator.addresses.first?.kubernetes?.kubeconfig)
            try Data(config.utf8).write(to: folder.appendingPathComponent("config"))
        }

        deinit {
            simulator.stop()
            try? FileManager.default.removeItem(at: folder)
        }

        var environment: [String: String] {
            ["HOME": folder.path, "KUBECONFIG": folder.appendingPathComponent("config").path]
        }

        func kubectl(_ arguments: String...) throws -> Command.Outcome {
            try Command(["kubectl"] + arguments, environment: environment).run(limit: 30)
        }

        /// kubectl at work in the background; what it prints is in the file.
        func start(_ arguments: String...) throws -> (child: ChildProcess, output: URL) {
            let output = folder.appendingPathComponent(UUID().uuidString)
            let child = try ChildProcess(
                "kubectl",
                arguments,
                environment: ProcessInfo.processInfo.environment.merging(environment) { $1 },
                streams: .file(output.path)
            )
            return (child, output)
        }
    }

    private func columns(_ line: Substring) -> [String] {
        line.split(separator: " ").map(String.init)
    }

    private func text(_ file: URL) -> String { (try? String(contentsOf: file, encoding: .utf8)) ?? "" }

    @Test func `kubectl get pods prints what it prints of the reference deployment`() throws {
        let stage = try Stage()
        let outcome = try stage.kubectl("get", "pods", "-l", "app in (db1,db2,db3)", "-o", "wide")
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        let recorded = try String(decoding: Fixture("kubernetes-1.32.13/kubectl-gauss-wide.txt").bytes, as: UTF8.self)
        #expect(outcome.output.split(separator: "\n") == recorded.split(separator: "\n"))
        let all = try stage.kubectl("get", "po", "-A", "--field-selector", "status.phase=Running")
        #expect(all.output.split(separator: "\n").count == 6)
    }

    @Test func `kubectl reads versions, nodes, services and events`() throws {
        let stage = try Stage()
        #expect(try stage.kubectl("get", "--raw", "/version").output.contains("v1.32.13"))
        #expect(try stage.kubectl("get", "nodes").output.contains("10.148.151.130"))
        #expect(try stage.kubectl("get", "svc").output.contains("6000:32020/TCP,7000:30519/TCP"))
        let proxied = try stage.kubectl(
            "get",
            "--raw",
            "\(PodLab.namespace)/pods/\(PodLab.db1):8008/proxy/cluster"
        )
        #expect(proxied.output.contains("\"role\": \"leader\""))
        stage.simulator.apply(.crash(.named("db2")))
        #expect(
            try eventually(within: .seconds(60)) { try stage.kubectl("get", "events").output.contains("BackOff") }
        )
        let allowed = try stage.kubectl("auth", "can-i", "create", "pods", "--subresource=proxy")
        #expect(allowed.output == "yes\n", "\(allowed.errors)")
        stage.simulator.apply(.apiServer(.forbid(verb: "create", resource: "pods/proxy")))
        let forbidden = try stage.kubectl("auth", "can-i", "create", "pods", "--subresource=proxy")
        #expect(forbidden.output.hasPrefix("no"), "\(forbidden.errors)")
        let missing = try stage.kubectl("get", "pod", "db9")
        #expect(missing.errors == "Error from server (NotFound): pods \"db9\" not found\n")
    }

    @Test func `kubectl get pods -w sees a replacement`() throws {
        let stage = try Stage()
        let (child, output) = try stage.start("get", "pods", "-w", "-l", "app=db2")
        #expect(eventually { text(output).contains("db2-deployment-6bfb5467b8-h4pxw") })
        #expect(try stage.kubectl("delete", "pod", "db2-deployment-6bfb5467b8-h4pxw", "--wait=false").exitCode == 0)
        let isReplaced = eventually(within: .seconds(60)) {
            text(output).split(separator: "\n").map(columns).contains {
                $0.first != "db2-deployment-6bfb5467b8-h4pxw" && $0.dropFirst().prefix(2) == ["1/1", "Running"]
            }
        }
        #expect(isReplaced)
        #expect(text(output).contains("Terminating"))
        #expect(text(output).contains("ContainerCreating"))
        child.signal(SIGTERM)
    }

    @Test func `kubectl logs, also of the run before and as they come`() throws {
        let stage = try Stage()
        let tail = try stage.kubectl("logs", PodLab.db1, "--tail=3")
        #expect(tail.output.split(separator: "\n").count == 3)
        #expect(tail.output.contains("I am (db1), the leader with the lock"))
        let none = try stage.kubectl("logs", PodLab.db1, "--previous")
        #expect(none.errors.contains("previous terminated container \"opengauss\" in pod"))
        let (child, output) = try stage.start("logs", "-f", "--tail=1", PodLab.db1)
        #expect(eventually { !text(output).isEmpty })
        stage.simulator.apply(.killDatabase(.named("db1")))
        #expect(eventually { text(output).contains("WARNING: Postgresql is not running.") })
        stage.simulator.apply(.crash(.named("db1")))
        // The log ends with its container, and kubectl with the log.
        #expect(eventually { child.ended() != nil })
        #expect(
            try eventually(within: .seconds(60)) {
                try stage.kubectl("logs", PodLab.db1, "--previous").output.contains("INFO:")
            }
        )
    }
}
