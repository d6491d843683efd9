import ClusterModel
import Credentials
import CurlTransport
import Endpoints
import Foundation
import Programs
import Settings
import TestSupport
import Testing

/// An API server behind TLS with an authority of its own, kubeconfigs for it, and a reader that uses them.
final class KubernetesDesk {
    let certificates: Certificates
    let authority: Certificates.Identity
    /// The client that certificates are made for.
    let client: Certificates.Identity

    init() throws {
        certificates = try Certificates()
        authority = try certificates.authority("kubernetes")
        client = try certificates.leaf("operator", issuer: authority)
    }

    /// - Parameter host: the only name that its certificate is for; 127.0.0.1 when nil.
    func server(_ options: [String] = [], host: String? = nil) throws -> PythonServer {
        let identity = try certificates.leaf("apiserver", issuer: authority, host: host)
        let tls = ["--cert", identity.certificate, "--key", identity.key, "--client-ca", authority.certificate]
        return try PythonServer("api", tls + options, in: certificates.path)
    }

    /// The context that a kubeconfig in the certificates' folder comes to; `cluster` without its server.
    func context(
        _ server: PythonServer,
        path: String = "",
        cluster: String = "certificate-authority: kubernetes.pem",
        user: String
    ) throws -> KubernetesContext {
        let text = """
            current-context: x
            clusters: [{name: c, cluster: {server: 'https://127.0.0.1:\(server.port)\(path)', \(cluster)}}]
            users: [{name: u, user: {\(user)}}]
            contexts: [{name: x, context: {cluster: c, user: u}}]
            """
        let file = KubeconfigFile(path: certificates.file("config"), text: text)
        return try Kubeconfig([file]).context { path in
            (try? TextFile.read(path)).map { .success($0) } ?? .failure(KubeconfigFileProblem("cannot be read"))
        }
    }

    /// Reads with what the context says and no program.
    func reader(_ context: KubernetesContext, source: (any CredentialSource)? = nil) throws -> CurlReader {
        var own: any CredentialSource = SettledCredential(KubernetesCredential())
        switch context.login {
        case .fixed(let credential): own = SettledCredential(credential)
        case .tokenFile(let path, let certificate):
            own = TokenFileCredential(path, certificate: certificate, clock: SystemClock.now)
        case .plugin(let plugin): own = RenewedCredential(from: plugin, clock: SystemClock.now)
        }
        return try CurlReader(
            agents: Access(credentials: .init(username: "agent", password: Secret("agents-own"))),
            proxies: Access(),
            kubernetes: KubernetesLink(context.access, source: source ?? own),
            userAgent: "nines/test",
            clock: SystemClock.now
        )
    }

    /// A list of pods of the context's server.
    func pods(_ context: KubernetesContext) -> ReadRequest {
        let pods = PodSelection(namespace: "platform", selector: "dev=gauss")
        return .kubernetes(KubernetesRequest(.pods(pods), at: context.access.server))
    }

    /// The outcome of one list of pods.
    func outcome(_ context: KubernetesContext) throws -> Result<ReadAnswer, ReadFailure> {
        try outcome(of: pods(context), try reader(context))
    }

    func outcome(of request: ReadRequest, _ reader: CurlReader) throws -> Result<ReadAnswer, ReadFailure> {
        reader.start(request, deadline: .seconds(20))
        return try #require(reader.wait(atMost: .seconds(60), descriptors: []).replies.first).outcome
    }

    /// The status of one list of pods.
    func status(_ context: KubernetesContext) throws -> Int { try outcome(context).get().status }

    func base64(_ path: String) throws -> String {
        try Data(contentsOf: URL(fileURLWithPath: path)).base64EncodedString()
    }

    func write(_ text: String, to name: String) throws -> String {
        let path = certificates.file(name)
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        return path
    }

    /// A shell script in the folder.
    func script(_ text: String, name: String = "plugin") throws -> String {
        let text = try write("#!/bin/sh\n\(text)\n", to: "\(name).text")
        // Copied by another program: one that was written here might still be open in a child of another test, and then cannot be run.
        _ = ProgramRun(["install", "-m", "755", text, certificates.file(name)]).finish()
        return certificates.file(name)
    }
}
