import Endpoints
import FoundationEssentials

/// A program that prints a credential, as the `exec` section of a kubeconfig names it.
///
/// The protocol is client.authentication.k8s.io (kubernetes/website `authentication.md`, "client-go credential plugins"): the
/// program gets an ExecCredential in `KUBERNETES_EXEC_INFO` and prints one.
package struct CredentialPlugin: Sendable, Equatable {
    /// Looked for in `PATH` when it has no slash.
    package var command: String
    package var arguments: [String]
    /// Set besides our own environment.
    package var environment: [Variable]
    package var version: Version
    /// What to tell somebody who has not installed it.
    package var installHint: String?
    /// What it is told of the cluster; nil where it did not ask.
    package var cluster: Cluster?

    package struct Variable: Sendable, Equatable {
        package var name: String
        package var value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// Of the protocol, spelt as in a kubeconfig.
    package enum Version: String, Sendable, CaseIterable {
        case v1 = "client.authentication.k8s.io/v1"
        case v1beta1 = "client.authentication.k8s.io/v1beta1"
    }

    package struct Cluster: Sendable, Equatable {
        package var server: String
        package var serverName: String?
        package var isInsecure: Bool
        /// PEM; certificates are no secrets.
        package var authority: String?
        package var proxy: String?
        /// JSON from the cluster's extension `client.authentication.k8s.io/exec`.
        package var configuration: String?

        package init(
            server: String,
            serverName: String? = nil,
            isInsecure: Bool = false,
            authority: String? = nil,
            proxy: String? = nil,
            configuration: String? = nil
        ) {
            self.server = server
            self.serverName = serverName
            self.isInsecure = isInsecure
            self.authority = authority
            self.proxy = proxy
            self.configuration = configuration
        }
    }

    package init(
        command: String,
        arguments: [String] = [],
        environment: [Variable] = [],
        version: Version = .v1,
        installHint: String? = nil,
        cluster: Cluster? = nil
    ) {
        self.command = command
        self.arguments = arguments
        self.environment = environment
        self.version = version
        self.installHint = installHint
        self.cluster = cluster
    }

    /// The value of `KUBERNETES_EXEC_INFO`.
    package var executionInformation: String {
        let specification = (cluster.map { ["\"cluster\":\($0.json)"] } ?? []) + ["\"interactive\":false"]
        return "{\"kind\":\"ExecCredential\",\"apiVersion\":\(version.rawValue.quotedAsJSON),"
            + "\"spec\":{\(specification.joined(separator: ","))}}"
    }
}

extension CredentialPlugin.Cluster {
    fileprivate var json: String {
        var fields = ["\"server\":\(server.quotedAsJSON)"]
        if let serverName { fields.append("\"tls-server-name\":\(serverName.quotedAsJSON)") }
        if isInsecure { fields.append("\"insecure-skip-tls-verify\":true") }
        if let authority {
            fields.append("\"certificate-authority-data\":\(Data(authority.utf8).base64EncodedString().quotedAsJSON)")
        }
        if let proxy { fields.append("\"proxy-url\":\(proxy.quotedAsJSON)") }
        if let configuration { fields.append("\"config\":\(configuration)") }
        return "{\(fields.joined(separator: ","))}"
    }
}
