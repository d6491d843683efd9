import ClusterModel
import Credentials
import Endpoints
import FoundationEssentials
import Programs
import Settings
import Testing

/// One run of a plugin: what it is told and what comes of what it says.
@Suite struct PluginRunTests {
    private let workshop: Workshop

    init() throws {
        workshop = try Workshop()
    }

    private func failure(_ plugin: CredentialPlugin, limits: ProgramRun.Limits = ProgramRun.Limits()) -> String {
        guard case .failure(let failure) = PluginRun(plugin, limits: limits).finish() else { return "no failure" }
        return failure.description.replacing(plugin.command, with: "P")
    }

    @Test(arguments: CredentialPlugin.Version.allCases)
    func `a plugin is told what is wanted, in either version`(version: CredentialPlugin.Version) throws {
        let cluster = CredentialPlugin.Cluster(server: "https://h:6443", authority: "PEM")
        let plugin = try workshop.plugin(
            """
            printf '%s' "$KUBERNETES_EXEC_INFO" > \(workshop.file("info")); echo "$1 $A" > \(workshop.file("words"))
            echo '{"kind":"ExecCredential","apiVersion":"\(version.rawValue)","status":{"token":"abc"}}'
            """,
            version: version,
            environment: [.init(name: "A", value: "b c"), .init(name: "KUBERNETES_EXEC_INFO", value: "x")],
            cluster: cluster
        )
        let credential = try PluginRun(plugin).finish().get()
        #expect(credential == ExecCredential(credential: KubernetesCredential(authorization: .bearer(Secret("abc")))))
        #expect(workshop.read("words") == "get-token b c\n")
        let info = try JSONValue(parsing: Array(workshop.read("info").utf8))
        #expect(info["apiVersion"] == .text(version.rawValue))
        #expect(info["spec"]?["interactive"] == .bool(false))
        #expect(info["spec"]?["cluster"]?["server"] == .text("https://h:6443"))
        #expect(info["spec"]?["cluster"]?["certificate-authority-data"] == .text("UEVN"))
    }

    @Test func `what goes wrong is told with the plugin's name`() throws {
        #expect(
            failure(try workshop.plugin("echo 'session expired' >&2; exit 1"))
                == "the credential plugin “P” failed (exit code 1): session expired"
        )
        #expect(
            failure(try workshop.plugin("echo hunter2"))
                == "the credential plugin “P” printed no ExecCredential in JSON"
        )
        #expect(failure(try workshop.plugin("exit 0")) == "the credential plugin “P” printed no ExecCredential in JSON")
        #expect(failure(try workshop.plugin("yes")) == "the credential plugin “P” printed more than 256 KiB")
        let limits = ProgramRun.Limits(time: .seconds(1))
        #expect(
            failure(try workshop.plugin("exec sleep 60"), limits: limits)
                == "the credential plugin “P” did not end within 1 s"
        )
    }

    @Test func `one that is not installed is told with its hint`() {
        var plugin = CredentialPlugin(command: "/nonexistent/kubelogin")
        #expect(failure(plugin) == "the credential plugin “P” is not there; install it, or see to PATH")
        plugin.installHint = "brew install kubelogin"
        #expect(failure(plugin) == "the credential plugin “P” is not there; brew install kubelogin")
    }
}
