import Foundation
import TestSupport
import Testing

/// What people meet on the way to an API server.
///
/// What it answers is tried elsewhere.
@Suite(.serialized) final class KubernetesTests {
    private let home: URL

    init() throws {
        home = FileManager.default.temporaryDirectory.appendingPathComponent("nines-home-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: home.appendingPathComponent(".kube"),
            withIntermediateDirectories: true
        )
    }

    deinit {
        try? FileManager.default.removeItem(at: home)
    }

    private func status(_ arguments: [String], _ environment: [String: String] = [:]) throws -> Command.Outcome {
        let clean = [
            "HOME": home.path, "XDG_CONFIG_HOME": home.path, "PATRONICTL_CONFIG_FILE": "", "KUBECONFIG": "",
            "KUBERNETES_SERVICE_HOST": "",
        ]
        return try Command(
            [BuiltProgram.nines, "status"] + arguments,
            environment: clean.merging(environment) { $1 }
        ).run(limit: 60)
    }

    private func write(_ text: String, to name: String) throws -> String {
        let file = home.appendingPathComponent(name)
        try Data(text.utf8).write(to: file)
        return file.path
    }

    private func kubeconfig(user: String = "{token: t}", server: String = "http://127.0.0.1:1") -> String {
        """
        current-context: x
        clusters: [{name: c, cluster: {server: '\(server)'}}]
        contexts: [{name: x, context: {cluster: c, user: u}}, {name: production, context: {cluster: c}}]
        users: [{name: u, user: \(user)}]
        """
    }

    @Test func `without any kubeconfig it says where it looked`() throws {
        let outcome = try status(["--kubernetes"])
        #expect(outcome.exitCode == 78)
        #expect(outcome.errors.contains("\(home.path)/.kube/config"), "\(outcome.errors)")
        #expect(outcome.errors.contains("--kubeconfig FILE"), "\(outcome.errors)")
    }

    @Test func `a mistake in a kubeconfig is told with its line`() throws {
        _ = try write(kubeconfig(user: "{token: yes}"), to: ".kube/config")
        let outcome = try status(["-n", "platform"])
        #expect(outcome.exitCode == 78)
        #expect(outcome.errors.contains(".kube/config:4:"), "\(outcome.errors)")
        #expect(outcome.errors.contains("users[0].user.token: expected text, found true or false"), "\(outcome.errors)")
    }

    @Test func `a file that is named must be there, one of a list need not`() throws {
        let file = try write(kubeconfig(), to: "other")
        let missing = try status(["--kubeconfig", "/nonexistent/config"])
        #expect(missing.exitCode == 78)
        #expect(missing.errors.contains("/nonexistent/config: No such file or directory."), "\(missing.errors)")
        let empty = try status(["--kubernetes"], ["KUBECONFIG": "/dev/null"])
        #expect(empty.errors.contains("/dev/null: nothing is configured there"), "\(empty.errors)")
        let listed = try status(["--context", "prodution"], ["KUBECONFIG": "/nonexistent/config::\(file)"])
        #expect(
            listed.errors.contains("\(file): contexts: no context is named 'prodution'; did you mean 'production'?")
        )
    }

    @Test(arguments: [(["-n", "Bad"], 64, "namespace"), (["--via", "tunnel"], 64, "direct")])
    func `a mistake on the command line is named`(arguments: [String], code: Int32, text: String) throws {
        let outcome = try status(arguments)
        #expect(outcome.exitCode == code, "\(outcome.errors)")
        #expect(outcome.errors.contains(text), "\(outcome.errors)")
    }

    @Test func `a plugin that fails at the start is told with what it said`() throws {
        let plugin = try write("#!/bin/sh\necho 'please log in' >&2\nexit 1\n", to: "plugin")
        chmod(plugin, 0o755)
        let exec = "{exec: {command: ../plugin, apiVersion: client.authentication.k8s.io/v1beta1}}"
        _ = try write(kubeconfig(user: exec), to: ".kube/config")
        let outcome = try status(["--kubernetes"])
        #expect(outcome.exitCode == 69)
        #expect(outcome.errors.contains("/plugin” failed (exit code 1): please log in."), "\(outcome.errors)")
        #expect(outcome.output.isEmpty)
    }

    /// An API server without TLS that lists recorded pods.
    private func server(_ options: [String] = []) throws -> PythonServer {
        let pods = Fixture.root.appendingPathComponent("kubernetes-1.32.13/pods-gauss.http").path
        return try PythonServer("api", ["--pods", pods] + options, in: home.path)
    }

    /// A plugin that gives `t1`, then `t2` and so on.
    private func countingPlugin() throws -> String {
        let count = home.appendingPathComponent("count").path
        let version = "client.authentication.k8s.io/v1beta1"
        let plugin = try write(
            """
            #!/bin/sh
            n=$(( $(cat \(count) 2>/dev/null || echo 0) + 1 )); echo $n > \(count)
            echo "{\\"kind\\":\\"ExecCredential\\",\\"apiVersion\\":\\"\(version)\\",\\"status\\":{\\"token\\":\\"t$n\\"}}"
            """,
            to: "plugin"
        )
        chmod(plugin, 0o755)
        return "{exec: {command: ../plugin, apiVersion: \(version)}}"
    }

    @Test func `pods are asked for as kubectl would, and a plugin is run again where that is allowed`() throws {
        let server = try server(["--accept", "Bearer t2"])
        let text = kubeconfig(user: try countingPlugin(), server: "http://127.0.0.1:\(server.port)")
        _ = try write(text, to: ".kube/config")
        let outcome = try status(["--via", "api-server", "-n", "platform", "-l", "dev=gauss"])
        for text in ["RESTARTS", "db1-deployment-67d97bbdf7-vz29h", "10.148.151.139", "1 ("] {
            #expect(outcome.output.contains(text), "\(text) in:\n\(outcome.output)")
        }
        let lists = server.requests.filter { $0.path.contains("/namespaces/platform/pods?") }
        #expect(
            lists.contains { $0.path.contains("labelSelector=dev%3Dgauss") },
            "\(server.requests) \(outcome.errors)"
        )
        #expect(lists.map { $0.headers["authorization"] }.prefix(2) == ["Bearer t1", "Bearer t2"])
    }

    @Test func `no key press runs a plugin again`() throws {
        let server = try server(["--accept", "Bearer t2"])
        let text = kubeconfig(user: try countingPlugin(), server: "http://127.0.0.1:\(server.port)")
        let file = try write(text, to: ".kube/config")
        let tmux = try Tmux(
            "\(BuiltProgram.nines) --read-only --kubeconfig \(file) -n platform",
            columns: 100,
            rows: 30,
            environment: ["HOME": home.path, "XDG_CONFIG_HOME": home.path]
        )
        #expect(eventually { !server.requests.isEmpty })
        for key in ["r", "2", "r", "1", "r"] { try tmux.press(key) }
        let before = server.requests.count
        #expect(eventually { server.requests.count > before }, "it goes on asking")
        try tmux.press("q")
        try tmux.type("echo \"exit $?\"\n")
        #expect(try tmux.shows("exit 0").met)
        #expect(server.requests.allSatisfy { $0.headers["authorization"] == "Bearer t1" })
        #expect(try String(contentsOfFile: home.appendingPathComponent("count").path, encoding: .utf8) == "1\n")
    }
}
