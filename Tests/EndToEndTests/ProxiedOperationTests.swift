import ClusterModel
import Foundation
import Simulator
import SimulatorServer
import TestSupport
import Testing

/// Operations on agents that are reached through the API server alone, as from a laptop.
@Suite(.serialized) struct ProxiedOperationTests {
    private static let review = "POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews"

    /// A simulated cluster behind its API server, with a home and a kubeconfig for whoever operates it.
    private final class Laptop {
        let simulator: RunningSimulator
        let home: URL

        struct Absent: Error {}

        init() throws {
            simulator = try SimulatorServer.launch(.opengauss, kubernetesPort: 0)
            home = FileManager.default.temporaryDirectory.appendingPathComponent("nines-\(UUID().uuidString)")
            let folder = home.appendingPathComponent(".kube")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            guard let kubernetes = simulator.addresses.first?.kubernetes else { throw Absent() }
            try Data(kubernetes.kubeconfig.utf8).write(to: folder.appendingPathComponent("config"))
        }

        deinit {
            simulator.stop()
            try? FileManager.default.removeItem(at: home)
        }

        var environment: [String: String] {
            [
                "HOME": home.path, "XDG_STATE_HOME": "", "XDG_CONFIG_HOME": "", "PATRONICTL_CONFIG_FILE": "",
                "NINES_READ_ONLY": "", "KUBECONFIG": "",
            ]
        }

        let sources = ["--kubernetes", "-n", "platform", "-l", "dev=gauss", "--via", "api-server"]

        func nines(_ words: String..., environment: [String: String] = [:]) throws -> Command.Outcome {
            try Command(
                [BuiltProgram.nines, words[0]] + sources + words.dropFirst(),
                environment: self.environment.merging(environment) { $1 }
            ).run(limit: 120)
        }

        /// What was sent and changes something.
        var changes: [String] { simulator.writes.filter { $0 != ProxiedOperationTests.review } }

        var reviews: Int { simulator.writes.count { $0 == ProxiedOperationTests.review } }

        /// Takes the right to change anything by POST away, and waits until that holds.
        func forbidCreate() throws {
            simulator.apply(.apiServer(.forbid(verb: "create", resource: "pods/proxy")))
            let question = ["kubectl", "auth", "can-i", "create", "pods", "--subresource=proxy", "-n", "platform"]
            let isForbidden = try eventually {
                try Command(question, environment: environment).run(limit: 30).output.hasPrefix("no")
            }
            try #require(isForbidden)
        }
    }

    @Test func `a switchover goes through the API server and is followed to its end`() throws {
        let laptop = try Laptop()
        let outcome = try laptop.nines("switchover", "--candidate", "db2", "--yes")
        #expect(outcome.exitCode == 0, "\(outcome.output)\(outcome.errors)")
        #expect(outcome.errors.contains("you may create pods/proxy in namespace platform"), "\(outcome.errors)")
        #expect(outcome.output.contains("db2 leads"), "\(outcome.output)")
        let change = try #require(laptop.changes.first)
        #expect(change.hasPrefix("POST /api/v1/namespaces/platform/pods/db1-deployment-"), "\(change)")
        #expect(change.hasSuffix(":8008/proxy/switchover") && laptop.changes.count == 1, "\(laptop.changes)")
        #expect(laptop.reviews == 3)
    }

    @Test func `a drill deletes the pods of the leader and of a replica with kubectl, and sees them replaced`() throws {
        let laptop = try Laptop()
        let delete = "kubectl delete pod -n {namespace} {pod} --wait=false"
        let outcome = try laptop.nines(
            "drill",
            "--yes",
            "--cluster",
            "opengauss",
            "--step",
            "leader-pod-deleted",
            "--step",
            "replica-pod-deleted",
            "--run",
            "leader-pod-deleted=\(delete)",
            "--run",
            "replica-pod-deleted=\(delete)",
            "--output",
            "json"
        )
        #expect(outcome.exitCode == 0, "\(outcome.output)\(outcome.errors)")
        let rows = try #require(outcome.json["rows"] as? [[String: Any]])
        #expect(rows.map { $0["outcome"] as? String } == ["passed", "passed"], "\(rows)")
        let methods = rows.compactMap { $0["method"] as? String }
        let begins = ["kubectl delete pod -n platform db1-deployment-", "kubectl delete pod -n platform db"]
        #expect(zip(methods, begins).allSatisfy { $0.hasPrefix($1) }, "\(methods)")
        #expect(laptop.changes.count == 2 && laptop.changes.allSatisfy { $0.hasPrefix("DELETE ") }, "\(laptop.changes)")
    }

    @Test func `a change of the configuration is a PATCH there`() throws {
        let laptop = try Laptop()
        let outcome = try laptop.nines("pause", "--yes")
        #expect(outcome.exitCode == 0, "\(outcome.output)\(outcome.errors)")
        #expect(laptop.changes.count == 1 && laptop.changes.first?.hasPrefix("PATCH /api/v1/") == true)
    }

    @Test func `the name that the pods' cluster must have is checked`() throws {
        let laptop = try Laptop()
        let names = ["--leader", "db1", "--candidate", "db2", "--dry-run"]
        for (name, code, text) in [
            ("payments", Int32(10), "cluster opengauss, not of payments"), ("opengauss", 0, "sends"),
        ] {
            let outcome = try Command(
                [BuiltProgram.nines, "switchover"] + laptop.sources + ["--cluster", name] + names,
                environment: laptop.environment
            ).run(limit: 120)
            #expect(outcome.exitCode == code, "\(outcome.output)\(outcome.errors)")
            #expect((outcome.output + outcome.errors).contains(text), "\(outcome.output)\(outcome.errors)")
        }
        let drill = try laptop.nines("drill", "--cluster", "payments", "--yes")
        #expect(drill.exitCode == 10 && drill.errors.contains("opengauss, not of payments"), "\(drill.errors)")
        let folder = laptop.home.appendingPathComponent(".config/nines")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let configuration = "clusters: [{name: payments, agents: ['http://127.0.0.1:1']}]"
        try Data(configuration.utf8).write(to: folder.appendingPathComponent("config.yaml"))
        let watched = try laptop.nines("status", "--cluster", "payments")
        #expect(watched.exitCode == 64 && watched.errors.contains("not both"), "\(watched.errors)")
        let claimed = try laptop.nines("switchover", "--cluster", "payments", "--yes")
        #expect(claimed.exitCode == 10 && claimed.errors.contains("opengauss, not of"), "\(claimed.errors)")
        #expect(laptop.changes.isEmpty)
        let nobody = try laptop.nines("status", "-l", "app=nothing")
        #expect(nobody.exitCode == 3, "\(nobody.output)")
        #expect(
            nobody.output.contains(
                "UNKNOWN  no agent answers: no pods in namespace platform have the labels app=nothing"
            ),
            "\(nobody.output)"
        )
    }

    @Test func `a right that is missing is told beforehand, and nothing is sent`() throws {
        let laptop = try Laptop()
        try laptop.forbidCreate()
        let outcome = try laptop.nines("switchover", "--candidate", "db2", "--yes")
        #expect(outcome.exitCode == 10, "\(outcome.output)\(outcome.errors)")
        #expect(outcome.output.contains("you may not create pods/proxy in namespace platform"), "\(outcome.output)")
        #expect(laptop.changes.isEmpty)
    }

    @Test func `a drill asks for the right before it asks anybody anything`() throws {
        let laptop = try Laptop()
        try laptop.forbidCreate()
        let outcome = try laptop.nines("drill", "--step", "switchover", "--cluster", "opengauss", "--yes")
        #expect(outcome.exitCode == 10, "\(outcome.output)\(outcome.errors)")
        #expect(outcome.errors.contains("you may not create pods/proxy in namespace platform"), "\(outcome.errors)")
        #expect(!outcome.errors.contains("clients will lose writing") && laptop.changes.isEmpty, "\(outcome.errors)")
    }

    @Test func `a role that is limited to the pods' names is enough`() throws {
        let laptop = try Laptop()
        try laptop.forbidCreate()
        let list = ["kubectl", "get", "pods", "-n", "platform", "-o", "name"]
        let pods = try Command(list, environment: laptop.environment).run(limit: 30).output
        for pod in pods.split(separator: "\n").map({ $0.dropFirst("pod/".count) }) where pod.hasPrefix("db") {
            laptop.simulator.apply(.apiServer(.grant(verb: "create", resource: "pods/proxy", name: "\(pod):8008")))
        }
        let outcome = try laptop.nines("switchover", "--candidate", "db2", "--yes")
        #expect(outcome.exitCode == 0, "\(outcome.output)\(outcome.errors)")
        #expect(outcome.errors.contains("you may create pods/proxy of db1-deployment-"), "\(outcome.errors)")
    }

    @Test func `where Patroni wants a password the plan says what is needed`() throws {
        let laptop = try Laptop()
        let folder = laptop.home.appendingPathComponent(".config/nines")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let configuration = """
            clusters:
              - name: gauss
                kubernetes: {namespace: platform, selector: dev=gauss, via: api-server}
                agent_access: {username: nines, password_environment: AGENT_PASSWORD}
            """
        try Data(configuration.utf8).write(to: folder.appendingPathComponent("config.yaml"))
        let outcome = try Command(
            [BuiltProgram.nines, "switchover", "--cluster", "gauss", "--candidate", "db2", "--yes"],
            environment: laptop.environment.merging(["AGENT_PASSWORD": "x"]) { $1 }
        ).run(limit: 120)
        #expect(outcome.exitCode == 10, "\(outcome.output)\(outcome.errors)")
        #expect(outcome.output.contains("takes the credentials off"), "\(outcome.output)\(outcome.errors)")
        #expect(laptop.changes.isEmpty)
    }

    @Test func `a read-only session sends the API server nothing but GET`() throws {
        let laptop = try Laptop()
        let refused = try laptop.nines("switchover", "--yes", environment: ["NINES_READ_ONLY": "1"])
        #expect(refused.exitCode == 77, "\(refused.errors)")
        let dry = try laptop.nines("switchover", "--dry-run", "--read-only")
        #expect(dry.exitCode == 10 && dry.output.contains("only watched"), "\(dry.output)\(dry.errors)")
        let tmux = try tmux(laptop, ["--read-only"])
        let first = try tmux.shows("WRITES OK", "READ ONLY", within: .seconds(60))
        #expect(first.met, "\(first.screen)")
        for key in ["S", "F", "R", "P", "X", "C", "L", "I", "r", "6", "1"] { try tmux.press(key) }
        #expect(try tmux.shows("▸db1").met)
        #expect(Array(laptop.simulator.requestCounts.keys) == ["GET"], "\(laptop.simulator.writes)")
    }

    @Test func `a switchover by keyboard, and keys that are dimmed when the right is gone`() throws {
        let laptop = try Laptop()
        let tmux = try tmux(laptop)
        let first = try tmux.shows("WRITES OK", "S switchover", within: .seconds(60))
        try #require(first.met, "\(first.screen)")
        try tmux.press("S")
        let dialog = try tmux.shows("you may create pods/proxy in namespace platform", "type the name db2")
        try #require(dialog.met, "\(dialog.screen)")
        try tmux.type("db2")
        let typed = try tmux.shows("db2▏ ✔")
        #expect(typed.met, "\(typed.screen)")
        try tmux.press("Tab")
        // A button that has only just got the focus takes no Enter.
        let isGone = try eventually {
            try tmux.press("Enter")
            return try tmux.waits(within: .seconds(2)) { !$0.contains("[ Cancel ]") }.met
        }
        try #require(isGone, "the dialog stays")
        let done = try tmux.shows("● db2 leads", within: .seconds(90))
        #expect(done.met, "\(done.screen)")
        #expect(laptop.changes.count == 1, "\(laptop.changes)")
        try laptop.forbidCreate()
        let other = try self.tmux(laptop)
        #expect(try other.shows("WRITES OK", "S switchover", within: .seconds(60)).met)
        let isSaid = try eventually {
            try other.press("S")
            return try other.shows("switchover: you may not create pods/proxy", within: .seconds(2)).met
        }
        let screen = try other.screen()
        #expect(isSaid, "\(screen)")
        #expect(laptop.changes.count == 1, "\(laptop.changes)")
    }

    private func tmux(_ laptop: Laptop, _ words: [String] = []) throws -> Tmux {
        let command = ([BuiltProgram.nines, "--no-bell"] + laptop.sources + words).map { "'\($0)'" }
        return try Tmux(command.joined(separator: " "), columns: 160, rows: 44, environment: laptop.environment)
    }
}
