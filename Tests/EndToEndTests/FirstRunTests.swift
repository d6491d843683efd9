import Foundation
import TestSupport
import Testing

/// What people meet who type something wrong, or nothing.
@Suite(.serialized) struct FirstRunTests {
    private func run(_ arguments: [String], _ environment: [String: String] = [:]) throws -> Command.Outcome {
        let home = FileManager.default.temporaryDirectory.appendingPathComponent("nines-home-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: home) }
        let clean = [
            "HOME": home.path, "XDG_CONFIG_HOME": home.appendingPathComponent("config").path,
            "PATRONICTL_CONFIG_FILE": "",
        ]
        return try Command([BuiltProgram.nines] + arguments, environment: clean.merging(environment) { $1 }).run(
            limit: 30
        )
    }

    @Test func `nothing given, nothing configured: says what to type`() throws {
        let outcome = try run([])
        #expect(outcome.exitCode == 64)
        #expect(outcome.errors.contains("nines demo") && outcome.errors.contains("http://"), "\(outcome.errors)")
    }

    @Test(arguments: [
        (["status", "http://user:secret@127.0.0.1:8008"], "configuration"),
        (["status", "ftp://127.0.0.1"], "http"),
        (["stauts"], "nines status"),
        (["status", "--etcd", "http://127.0.0.1:2379"], "--scope"),
        (["status", "http://127.0.0.1:8008", "--probe", "127.0.0.1:99999"], "99999"),
        (["status", "http://127.0.0.1:8008", "--interval", "fast"], "fast"),
        (["demo", "--theme", "nonesuch"], "nonesuch"),
        (["demo", "--scenario", "nonesuch"], "nonesuch"),
        (["status", "--cluster", "nonesuch"], "nonesuch"),
        (["status", "--config", "/nonexistent/config.yaml"], "/nonexistent/config.yaml"),
        (["status", "http://127.0.0.1:8008", "--cacert", "/nonexistent/ca.pem"], "/nonexistent/ca.pem"),
    ])
    func `a mistake is named`(arguments: [String], text: String) throws {
        let outcome = try run(arguments)
        #expect(outcome.exitCode != 0 && outcome.exitCode < 128, "\(outcome.exitCode)")
        #expect(outcome.errors.contains(text), "\(outcome.errors)")
        #expect(!outcome.errors.contains("secret"))
    }

    @Test func `a mistake in the configuration is named with its line`() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("nines-\(UUID().uuidString)/nines")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
        try Data("clusters:\n  - name: orders\n    agent: [http://127.0.0.1:8008]\n".utf8)
            .write(to: folder.appendingPathComponent("config.yaml"))
        let outcome = try run(["status"], ["XDG_CONFIG_HOME": folder.deletingLastPathComponent().path])
        #expect(outcome.exitCode == 78, "\(outcome.errors)")
        #expect(outcome.errors.contains("config.yaml:3") && outcome.errors.contains("agents"), "\(outcome.errors)")
    }

    /// A configuration of one's own, and the folder that holds it.
    private func configured(_ text: String) throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("nines-\(UUID().uuidString)")
        let nines = folder.appendingPathComponent("nines")
        try FileManager.default.createDirectory(at: nines, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: nines.appendingPathComponent("config.yaml"))
        return folder
    }

    @Test(arguments: [["status"], ["events"], ["check"], ["switchover", "--yes"], ["demo"], []])
    func `every command that reads the configuration tells all that is wrong in it`(arguments: [String]) throws {
        let text = "theme: drk\ncolumns: [membr]\nmute: [laging]\ndefault_cluster: a\n"
        let folder = try configured(text)
        defer { try? FileManager.default.removeItem(at: folder) }
        let outcome = try run(arguments, ["XDG_CONFIG_HOME": folder.path])
        #expect(outcome.exitCode == 78, "\(outcome.errors)")
        for text in [
            "config.yaml:1:8: theme: there is no theme called 'drk'; did you mean 'dark'?",
            "config.yaml:2:11: columns[0]:", "config.yaml:3:8: mute[0]:", "config.yaml:4:18: default_cluster:",
        ] { #expect(outcome.errors.contains(text), "\(outcome.errors)") }
        let rules = try run(["rules"], ["XDG_CONFIG_HOME": folder.path])
        #expect(rules.exitCode == 0 && rules.output.contains("lagging"), "what the advice names is to be had")
    }

    @Test(arguments: [false, true])
    func `what is missing is told at once, together with mistakes of form`(isMistyped: Bool) throws {
        let folder = try configured(
            """
            \(isMistyped ? "language: fr" : "language: zh")
            clusters:
              - name: a
                agents: [http://127.0.0.1:9]
                agent_access: {ca: /nonexistent/ca.pem, username: u, password_file: /nonexistent/word}
                proxies: [http://127.0.0.1:9/]
                proxy_access: {username: u, password_environment: NONESUCH}
                etcd: [http://127.0.0.1:9]
                etcd_access:
                  {cert: /etc/passwd, key: /nonexistent/key, username: u, password_command: [touch, /nonexistent/ran]}
                kubernetes: {kubeconfig: /etc/passwd}
            """
        )
        defer { try? FileManager.default.removeItem(at: folder) }
        let outcome = try run(["status"], ["XDG_CONFIG_HOME": folder.path])
        #expect(outcome.exitCode == 78, "\(outcome.errors)")
        let wanted = [
            "config.yaml:5:24: clusters[0].agent_access.ca: /nonexistent/ca.pem: No such file or directory\n",
            "config.yaml:5:73: clusters[0].agent_access.password_file: /nonexistent/word: there is no such file\n",
            "config.yaml:7:55: clusters[0].proxy_access.password_environment: the environment variable NONESUCH",
            "config.yaml:10:14: clusters[0].etcd_access.cert: /etc/passwd: holds no PEM certificate\n",
            "config.yaml:10:32: clusters[0].etcd_access.key: /nonexistent/key: No such file or directory",
        ]
        for text in wanted { #expect(outcome.errors.contains(text), "\(text) in:\n\(outcome.errors)") }
        let language =
            "config.yaml:1:11: language: there is no language called 'fr'; there are en (English) and zh (Chinese)"
        #expect(outcome.errors.contains(language) == isMistyped, "\(outcome.errors)")
        #expect(outcome.errors.contains("6 mistakes"), "\(outcome.errors)")
        #expect(!outcome.errors.contains("password command"), "nothing is run: \(outcome.errors)")
    }

    @Test func `password commands that fail are told together`() throws {
        let folder = try configured(
            """
            clusters:
              - name: a
                agents: [http://127.0.0.1:9]
                agent_access: {username: u, password_command: [nines-no-such-program]}
                proxies: [http://127.0.0.1:9/]
                proxy_access: {username: u, password_command: ["false"]}
            """
        )
        defer { try? FileManager.default.removeItem(at: folder) }
        let outcome = try run(["status"], ["XDG_CONFIG_HOME": folder.path])
        #expect(outcome.exitCode == 78, "\(outcome.errors)")
        for text in ["config.yaml:4:51:", "is not there", "config.yaml:6:51:", "failed (exit code 1)", "2 mistakes"] {
            #expect(outcome.errors.contains(text), "\(text) in:\n\(outcome.errors)")
        }
    }

    @Test(arguments: [
        ("ca: /nonexistent/ca.pem", "agent_access.ca: /nonexistent/ca.pem: No such file or directory"),
        ("{cert: /tmp, key: /etc/passwd}", "agent_access.key: /etc/passwd: holds no PEM key"),
        (
            "{username: u, password_file: /nonexistent/word}",
            "agent_access.password_file: /nonexistent/word: there is no such"
        ),
        ("{username: u, password_environment: NONESUCH}", "agent_access.password_environment: the environment"),
        ("{username: u, password_file: /etc/passwd}", "copy the secret into a file of your own"),
    ])
    func `an access that does not work out is told with its line`(access: String, text: String) throws {
        let value = access.hasPrefix("{") ? access : "{\(access)}"
        let folder = try configured(
            "clusters:\n  - name: a\n    agents: [http://127.0.0.1:9]\n    agent_access: \(value)\n"
        )
        defer { try? FileManager.default.removeItem(at: folder) }
        let outcome = try run(["status"], ["XDG_CONFIG_HOME": folder.path])
        #expect(outcome.exitCode == 78, "\(outcome.errors)")
        #expect(outcome.errors.contains("config.yaml:4:") && outcome.errors.contains(text), "\(outcome.errors)")
        #expect(!outcome.errors.contains("chmod"), "\(outcome.errors)")
    }

    @Test(arguments: [
        (["--cacert", "/nonexistent/ca.pem"], "--cacert: /nonexistent/ca.pem: No such file or directory"),
        (["--cacert", "/tmp"], "--cacert: /tmp: Is a directory"),
        (["--cacert", "/etc/passwd"], "--cacert: /etc/passwd: holds no PEM certificate"),
        (["--cert", "/etc/passwd"], "--cert: /etc/passwd: holds no PEM certificate"),
        (["--key", "/etc/passwd"], "--key: a key without a certificate"),
    ])
    func `a file for TLS is looked at though all addresses are http`(arguments: [String], text: String) throws {
        let outcome = try run(["status", "http://127.0.0.1:9"] + arguments)
        #expect(outcome.exitCode == 78 && outcome.output.isEmpty, "\(outcome.output)")
        #expect(outcome.errors.contains(text), "\(outcome.errors)")
    }

    @Test func `a theme of one's own is found, and a broken one is named with its line`() throws {
        let config = FileManager.default.temporaryDirectory.appendingPathComponent("nines-\(UUID().uuidString)")
        let folder = config.appendingPathComponent("nines/themes")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: config) }
        let file = folder.appendingPathComponent("mine.yaml")
        try Data("name: mine\nsummary: My own\ninherits: dark\n".utf8).write(to: file)
        let listed = try run(["themes"], ["XDG_CONFIG_HOME": config.path])
        #expect(listed.output.contains("mine") && listed.output.contains("My own"), "\(listed.errors)")
        try Data("name: mine\nsummary: My own\ninherits: dark\nroles:\n  leader: blurple\n".utf8).write(to: file)
        let broken = try run(["themes"], ["XDG_CONFIG_HOME": config.path])
        #expect(broken.exitCode == 78)
        #expect(broken.errors.contains("mine.yaml:5") && broken.errors.contains("blurple"), "\(broken.errors)")
    }

    @Test func `patronictl's file with a dead etcd says so, and nothing else is needed`() throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("patronictl-\(UUID().uuidString).yaml")
        try Data("scope: orders\netcd3: {hosts: '127.0.0.1:1'}\n".utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let outcome = try run(["status"], ["PATRONICTL_CONFIG_FILE": file.path])
        #expect(outcome.exitCode == 3, "\(outcome.errors)")
        #expect(outcome.output.contains("etcd connection refused"), "\(outcome.output)")
    }

    @Test(arguments: [[], ["--output", "json"]])
    func `that no operation was made is said, and lists are empty`(arguments: [String]) throws {
        let outcome = try run(["operations"] + arguments, ["XDG_STATE_HOME": ""])
        #expect(outcome.exitCode == 0 && outcome.output.isEmpty, "\(outcome.output)")
        #expect(outcome.errors.contains("no operation was made from this account yet"), "\(outcome.errors)")
    }

    @Test func `a scope that no pod is of is named, with those that there are`() throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).kubeconfig").path
        defer { try? FileManager.default.removeItem(atPath: file) }
        let simulator = try SimulateProcess(scenario: "healthy", options: ["--write-kubeconfig", file])
        let outcome = try run(["status", "--kubeconfig", file, "--via", "api-server", "--scope", "nope"])
        #expect(outcome.exitCode == 3, "\(outcome.output)\(outcome.errors)")
        #expect(outcome.output.contains("no cluster nope among the pods in namespace "), "\(outcome.output)")
        #expect(outcome.output.contains("there are: \(simulator.cluster.cluster)"), "\(outcome.output)")
        #expect(!outcome.output.contains("no pods in"), "\(outcome.output)")
    }

    @Test(arguments: [("--base-port", "leave it out"), ("--kubernetes-port", "0 for any free one")])
    func `a port that is taken is named, with what to try`(option: String, advice: String) throws {
        let simulator = try SimulateProcess(scenario: "healthy")
        let port = try #require(simulator.cluster.agents[0].url.split(separator: ":").last)
        let outcome = try run(["simulate", option, String(port)])
        #expect(outcome.exitCode == 69, "\(outcome.errors)")
        let sentence = "port \(port) of 127.0.0.1 is in use already; choose another \(option), or \(advice)"
        #expect(outcome.errors.contains(sentence), "\(outcome.errors)")
    }

    @Test func `help, version and lists work without a cluster`() throws {
        for arguments in [["--help"], ["--version"], ["keys"], ["rules"], ["themes"], ["status", "--help"]] {
            let outcome = try run(arguments)
            #expect(outcome.exitCode == 0 && !outcome.output.isEmpty, "\(arguments)")
        }
    }
}
