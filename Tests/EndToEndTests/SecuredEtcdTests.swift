import Foundation
import Glibc
import TestSupport
import Testing

/// etcd with TLS, client certificates and logins, against a real one.
@Suite(.serialized) struct SecuredEtcdTests {
    private let etcd: SecuredEtcd
    private let simulator: SimulateProcess

    init() throws {
        etcd = try SecuredEtcd()
        simulator = try SimulateProcess(scenario: "healthy")
        var pairs = ["leader": "db1", "initialize": "7445566778899001122", "config": #"{"ttl": 30}"#]
        for agent in simulator.cluster.agents {
            let role = agent.member == "db1" ? "master" : "replica"
            pairs["members/\(agent.member)"] =
                #"{"role": "\#(role)", "state": "running", "api_url": "\#(agent.url)/patroni"}"#
        }
        try etcd.put(pairs)
    }

    /// How nines is let in; what is nil is left out.
    private struct Entry {
        var authority: String
        var client: Certificates.Identity?
        var password = SecuredEtcd.password
    }

    private var right: Entry { Entry(authority: etcd.authority.certificate, client: etcd.client) }

    /// The options that watch the cluster through etcd; its agents are found there, or are given `besides`.
    private func sources(_ entry: Entry, besides agents: [String] = []) throws -> [String] {
        let password = etcd.certificates.file("password")
        try Data(entry.password.utf8).write(to: URL(fileURLWithPath: password))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: password)
        let configuration = etcd.certificates.file("config.yaml")
        let identity = entry.client.map { "cert: \($0.certificate), key: \($0.key), " } ?? ""
        let text = """
            clusters:
              - name: demo
                agents: [\(agents.joined(separator: ", "))]
                etcd: [\(etcd.url)]
                scope: demo
                etcd_access: {ca: \(entry.authority), \(identity)username: nines, password_file: \(password)}
            """
        let lines = text.split(separator: "\n").filter { !$0.contains("agents: []") }
        try Data(lines.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: configuration))
        return ["--config", configuration, "--cluster", "demo"]
    }

    @Test func `the keys are read, the agents found in them, and the lock is named`() throws {
        let outcome = try Command([BuiltProgram.nines, "status"] + sources(right)).run(limit: 30)
        #expect(outcome.exitCode == 0, "\(outcome.output)\(outcome.errors)")
        for text in ["WRITES OK", "db3", "lock db1, expires in", "1/1 healthy"] {
            #expect(outcome.output.contains(text), "\(text) in:\n\(outcome.output)")
        }
    }

    @Test func `a change is pushed, and a token that ran out is renewed without a word`() throws {
        let before = try etcd.count("Authenticate", "OK")
        let terminal = try PseudoTerminal(
            BuiltProgram.nines,
            ["events"] + sources(right) + ["--output", "json"],
            environment: ["TERM": "xterm"]
        )
        // The keys are read again after ten seconds, with a token that was good for two.
        let isRenewed = try eventually(within: .seconds(60)) {
            _ = terminal.output
            return try etcd.count("Authenticate", "OK") >= before + 2 && etcd.count("Range", "OK") >= 2
        }
        #expect(isRenewed)
        let refusals = try etcd.count("Range", "Unauthenticated")
        #expect(refusals >= 1)
        let readings = try etcd.count("Range", "OK")
        try etcd.put(["leader": "db2"])
        #expect(terminal.waitForOutput(containing: "db2 took the leader lock in etcd", within: .seconds(20)))
        #expect(try etcd.count("Range", "OK") == readings, "told by a reading, not by the watch")
        #expect(!terminal.outputText.contains("store-lost"), "\(terminal.outputText)")
        terminal.signal(SIGINT)
        #expect(terminal.waitForExit() == .exited(0))
    }

    @Test func `whoever is not let in is told why, and the agents are shown all the same`() throws {
        let stranger = try etcd.certificates.authority("stranger")
        let named = try etcd.certificates.leaf("somebody", issuer: etcd.authority)
        let foreign = try etcd.certificates.leaf("foreign", issuer: stranger, subject: "/O=foreign")
        // Under TLS 1.3 the alert comes after the handshake, and the end of the connection may overtake it.
        let wantsCertificate = "client certificate"
        let cases: [(entry: Entry, said: String)] = [
            (
                Entry(authority: right.authority, client: right.client, password: "guess"),
                "etcd does not let us read /service/demo/: wrong user name or password (401)"
            ),
            (Entry(authority: stranger.certificate, client: right.client), "unable to get local issuer certificate"),
            (Entry(authority: right.authority), wantsCertificate),
            (Entry(authority: right.authority, client: foreign), wantsCertificate),
            (
                Entry(authority: right.authority, client: named),
                "takes no client certificate with a CommonName while logins are required"
            ),
        ]
        for (entry, said) in cases {
            let sources = try sources(entry, besides: simulator.cluster.agents.map(\.url))
            let outcome = try Command([BuiltProgram.nines, "status"] + sources).run(limit: 30)
            #expect(outcome.exitCode == 1, "\(outcome.output)\(outcome.errors)")
            for text in [said, "WRITES OK", "db3"] {
                #expect(outcome.output.contains(text), "\(text) in:\n\(outcome.output)")
            }
            #expect(!outcome.output.contains("getpeername"), "\(outcome.output)")
        }
    }
}
