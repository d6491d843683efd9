import ClusterModel
import Endpoints
import Settings
import Testing

/// What a plugin is told, and what is made of what it says.
@Suite struct CredentialPluginTests {
    private static let version = CredentialPlugin.Version.v1

    private func plugin(_ exec: String, cluster: String = "{server: 'https://h:6443'}") throws -> CredentialPlugin {
        let context = try chosen(
            kubeconfig(cluster: cluster, user: "{exec: \(exec)}"),
            files: ["/home/me/.kube/ca": PEM.certificate]
        )
        guard case .plugin(let plugin) = context.login else { throw NoPlugin() }
        return plugin
    }

    private struct NoPlugin: Error {}

    @Test func `a plugin is taken with its arguments, its variables and its hint`() throws {
        let plugin = try plugin(
            """
            {command: aws, args: [eks, get-token, '--x'], env: [{name: A, value: b=c}, {name: E}], \
            apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never, installHint: "get\\n it"}
            """
        )
        #expect(plugin.command == "aws")
        #expect(plugin.arguments == ["eks", "get-token", "--x"])
        #expect(plugin.environment == [.init(name: "A", value: "b=c"), .init(name: "E", value: "")])
        #expect(plugin.installHint == "get it")
        #expect(
            plugin.executionInformation
                == #"{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","spec":{"interactive":false}}"#
        )
    }

    @Test(arguments: [
        ("bin/p", "/home/me/.kube/bin/p"), ("./p", "/home/me/.kube/./p"), ("/opt/p", "/opt/p"), ("p", "p"),
    ]) func `a command with a slash begins at the file's folder`(command: String, path: String) throws {
        let plugin = try plugin("{command: \(command), apiVersion: client.authentication.k8s.io/v1beta1}")
        #expect(plugin.command == path)
    }

    @Test func `the cluster is told when it is asked for, its authority as data`() throws {
        let cluster = """
            {server: 'https://h:6443', tls-server-name: name, certificate-authority: ca, proxy-url: 'http://p', extensions: \
            [{name: other, extension: 1}, {name: client.authentication.k8s.io/exec, \
            extension: {audience: "a\\"é", n: 12, on: yes, list: [~, 0x1F, 1.5, '7'], deep: {a: {}}}}]}
            """
        let version = "client.authentication.k8s.io/v1beta1"
        let plugin = try plugin("{command: p, apiVersion: \(version), provideClusterInfo: true}", cluster: cluster)
        let config = #"{"audience":"a\u0022\u00e9","n":12,"on":true,"list":[null,"0x1F",1.5,"7"],"deep":{"a":{}}}"#
        #expect(
            plugin.executionInformation
                == #"{"kind":"ExecCredential","apiVersion":"\#(version)","spec":{"cluster":{"server":"https://h:6443","#
                + #""tls-server-name":"name","certificate-authority-data":"\#(PEM.base64(PEM.certificate))","#
                + #""proxy-url":"http://p","config":\#(config)},"interactive":false}}"#
        )
    }

    private func decode(_ status: String, version: String = Self.version.rawValue) -> Result<
        ExecCredential, ExecCredentialError
    > {
        let text = #"{"kind":"ExecCredential","apiVersion":"\#(version)","status":\#(status)}"#
        return Result { () throws(ExecCredentialError) in
            try ExecCredentialDecoder.decode(Array(text.utf8), version: Self.version)
        }
    }

    @Test func `a token with its end is a credential`() throws {
        let credential = try decode(#"{"token":"abc","expirationTimestamp":"2026-11-22T14:00:00Z"}"#).get()
        #expect(credential.credential == KubernetesCredential(authorization: .bearer(Secret("abc"))))
        #expect(credential.expiresAt == Timestamp(iso8601: "2026-11-22T14:00:00Z"))
        #expect(try decode(#"{"token":"abc","expirationTimestamp":null}"#).get().expiresAt == nil)
    }

    @Test func `a certificate with its key is one too`() throws {
        let certificate = PEM.certificate.quotedAsJSON
        let credential = try decode(
            #"{"clientCertificateData":\#(certificate),"clientKeyData":\#(PEM.key.quotedAsJSON)}"#
        ).get()
        #expect(credential.credential.certificate?.key == .text(Secret(PEM.key)))
        #expect(credential.credential.authorization == nil)
    }

    @Test(arguments: [
        ("{}", "printed neither a token nor a certificate"),
        (#"{"token":""}"#, "printed neither a token nor a certificate"),
        (#"{"token":12}"#, "printed a token that is no text"), ("null", "printed no status"),
        (#"{"token":"hunter2 x"}"#, "printed a token with spaces or control characters"),
        (#"{"token":"hunter2\r\nX: y"}"#, "printed a token with spaces or control characters"),
        (#"{"clientKeyData":"x"}"#, "printed a key without its certificate"),
        (#"{"clientCertificateData":"x"}"#, "printed a certificate without its key"),
        (
            #"{"clientCertificateData":"x","clientKeyData":"y"}"#,
            "printed a clientCertificateData that holds no PEM certificate"
        ),
        (#"{"token":"a","expirationTimestamp":"soon"}"#, "printed an expirationTimestamp that is no time"),
    ]) func `what is no credential is told without showing it`(status: String, phrase: String) {
        #expect(decode(status) == .failure(ExecCredentialError(phrase: phrase)))
    }

    @Test func `another version, another kind and no JSON are told`() {
        let version = "client.authentication.k8s.io/v1beta1"
        #expect(
            decode("{}", version: version)
                == .failure(
                    ExecCredentialError(
                        phrase: "was asked for client.authentication.k8s.io/v1 and printed '\(version)'; "
                            + "make apiVersion in the kubeconfig the same"
                    )
                )
        )
        for (text, phrase) in [
            ("hunter2", "printed no ExecCredential in JSON"), ("", "printed no ExecCredential in JSON"),
            ("[]", "printed no ExecCredential in JSON"), ("{}", "printed the kind '' instead of ExecCredential"),
            (#"{"kind":"Pod"}"#, "printed the kind 'Pod' instead of ExecCredential"),
        ] {
            let error = #expect(throws: ExecCredentialError.self) {
                try ExecCredentialDecoder.decode(Array(text.utf8), version: .v1)
            }
            #expect(error?.phrase == phrase)
        }
    }
}
