import ClusterModel
import Credentials
import CurlTransport
import Endpoints
import Foundation
import Settings
import TestSupport
import Testing

/// A credential plugin that really runs, and an API server that does not take everything from it.
@Suite struct PluginTests {
    private let desk: KubernetesDesk
    private let version = "client.authentication.k8s.io/v1beta1"

    init() throws {
        desk = try KubernetesDesk()
    }

    /// A plugin that gives `t1`, then `t2` and so on, and keeps its count in a file.
    private func counting(_ more: String = "") throws -> String {
        let count = desk.certificates.file("count")
        let credential =
            #"{\"kind\":\"ExecCredential\",\"apiVersion\":\"\#(version)\",\"status\":{\"token\":\"t$n\"\#(more)}}"#
        return try desk.script(
            "n=$(( $(cat \(count) 2>/dev/null || echo 0) + 1 )); echo $n > \(count); echo \"\(credential)\""
        )
    }

    private func exec(_ command: String) -> String { "exec: {command: \(command), apiVersion: \(version)}" }

    @Test func `a plugin runs once for many requests`() throws {
        let server = try desk.server(["--accept", "Bearer t1"])
        let context = try desk.context(server, user: exec(try counting()))
        let reader = try desk.reader(context)
        for _ in 0..<3 { #expect(try desk.outcome(of: desk.pods(context), reader).get().status == 200) }
        #expect(server.requests.map { $0.headers["authorization"] } == ["Bearer t1", "Bearer t1", "Bearer t1"])
    }

    @Test func `what is refused is got anew, once, and nobody sees it`() throws {
        let server = try desk.server(["--accept", "Bearer t2"])
        let context = try desk.context(server, user: exec(try counting()))
        let plugin = try plugin(of: context)
        let first = try PluginRun(plugin).finish().get()
        let source = RenewedCredential(first, from: plugin, clock: SystemClock.now)
        let reader = try desk.reader(context, source: source)
        #expect(try desk.outcome(of: desk.pods(context), reader).get().status == 200)
        #expect(server.requests.map { $0.headers["authorization"] } == ["Bearer t1", "Bearer t2"])
    }

    @Test func `a server that takes nothing is not argued with`() throws {
        let server = try desk.server(["--accept", "Bearer other"])
        let context = try desk.context(server, user: exec(try counting()))
        let reader = try desk.reader(context)
        for _ in 0..<3 { #expect(try desk.outcome(of: desk.pods(context), reader).get().status == 401) }
        #expect(
            Set(server.requests.map { $0.headers["authorization"] ?? "" }) == ["Bearer t1"],
            "one run in half a minute"
        )
    }

    @Test func `a certificate that a plugin gives is shown`() throws {
        let server = try desk.server(["--accept", "operator"])
        let certificate = try String(contentsOfFile: desk.client.certificate, encoding: .utf8).quotedAsJSON
        let key = try String(contentsOfFile: desk.client.key, encoding: .utf8).quotedAsJSON
        let json = try desk.write(
            #"{"kind":"ExecCredential","apiVersion":"\#(version)","#
                + #""status":{"clientCertificateData":\#(certificate),"clientKeyData":\#(key)}}"#,
            to: "credential.json"
        )
        let context = try desk.context(server, user: "exec: {command: cat, args: [\(json)], apiVersion: \(version)}")
        #expect(try desk.status(context) == 200)
        #expect(server.requests.map(\.commonName) == ["operator"])
    }

    @Test func `a session that was given a credential and no program runs none`() throws {
        let server = try desk.server(["--accept", "Bearer t2"])
        let expired = try counting(#",\"expirationTimestamp\":\"2026-01-01T00:00:00Z\""#)
        let context = try desk.context(server, user: exec(expired))
        let plugin = try plugin(of: context)
        let first = try PluginRun(plugin).finish().get()
        let source = SettledCredential(first, from: plugin, clock: SystemClock.now)
        let reader = try desk.reader(context, source: source)
        for _ in 0..<2 {
            let reason =
                "what the plugin “\(plugin.command)” gave has expired, and a read-only session runs no program; "
                + "start nines anew"
            #expect(try desk.outcome(of: desk.pods(context), reader) == .failure(.withoutCredential(reason: reason)))
        }
        #expect(server.requests.count == 1, "the server was asked once, and believed")
        #expect(try String(contentsOfFile: desk.certificates.file("count"), encoding: .utf8) == "1\n")
    }

    @Test func `a plugin that fails is the reason, and a slow one is not waited for`() throws {
        let server = try desk.server()
        let failing = try desk.script("echo 'log in first' >&2; exit 3")
        let outcome = try desk.outcome(desk.context(server, user: exec(failing)))
        let reason = "the credential plugin “\(failing)” failed (exit code 3): log in first"
        #expect(outcome == .failure(.withoutCredential(reason: reason)))
        let slow = try desk.context(server, user: exec(try desk.script("exec sleep 60", name: "slow")))
        let reader = try desk.reader(slow)
        reader.start(desk.pods(slow), deadline: .milliseconds(100))
        let reply = try #require(reader.wait(atMost: .seconds(60), descriptors: []).replies.first)
        #expect(reply.outcome == .failure(.withoutCredential(reason: "the credential plugin still runs")))
        #expect(reader.isIdle)
        #expect(server.requests.isEmpty)
    }

    private func plugin(of context: KubernetesContext) throws -> CredentialPlugin {
        guard case .plugin(let plugin) = context.login else { throw UnexpectedAnswer(status: 0, bytes: 0) }
        return plugin
    }
}
