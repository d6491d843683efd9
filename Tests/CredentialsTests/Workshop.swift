import ClusterModel
import Credentials
import Endpoints
import Foundation
import Programs
import Settings
import TestSupport

/// A folder for scripts and files of one test, deleted with it, and a clock that the test sets.
final class Workshop {
    private let folder: URL
    var now = Timestamp(secondsSinceEpoch: 1_800_000_000)

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("nines-credentials-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    var clock: () -> Timestamp { { [self] in now } }

    func file(_ name: String) -> String { folder.appendingPathComponent(name).path }

    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: file(name)))
    }

    func read(_ name: String) -> String { (try? String(contentsOfFile: file(name), encoding: .utf8)) ?? "" }

    /// A plugin that is a shell script.
    func plugin(
        _ script: String,
        version: CredentialPlugin.Version = .v1,
        environment: [CredentialPlugin.Variable] = [],
        cluster: CredentialPlugin.Cluster? = nil
    ) throws -> CredentialPlugin {
        try write("#!/bin/sh\n\(script)\n", to: "plugin.text")
        // Copied by another program: one that was written here might still be open in a child of another test, and then cannot be run.
        _ = ProgramRun(["install", "-m", "755", file("plugin.text"), file("plugin")]).finish()
        return CredentialPlugin(
            command: file("plugin"),
            arguments: ["get-token"],
            environment: environment,
            version: version,
            cluster: cluster
        )
    }

    /// A plugin that gives `t1`, then `t2` and so on, each for a minute after the clock's present time.
    func countingPlugin() throws -> CredentialPlugin {
        let status = #"\"token\":\"t$n\",\"expirationTimestamp\":\"$(cat \#(file("end")))\""#
        try writeEnd(now + .seconds(60))
        return try plugin(
            """
            n=$(( $(cat \(file("count")) 2>/dev/null || echo 0) + 1 )); echo $n > \(file("count"))
            echo "{\\"kind\\":\\"ExecCredential\\",\\"apiVersion\\":\\"client.authentication.k8s.io/v1\\",\\"status\\":{\(status)}}"
            """
        )
    }

    /// Until when the counting plugin's next credential holds.
    func writeEnd(_ end: Timestamp) throws {
        let date = Date(timeIntervalSince1970: Double(end.millisecondsSinceEpoch) / 1000)
        try write(date.formatted(.iso8601), to: "end")
    }

    static func bearer(_ token: String) -> CredentialState {
        .ready(KubernetesCredential(authorization: .bearer(Secret(token))))
    }
}

extension CredentialSource {
    /// What there is once nothing is under way any more.
    func settled() -> CredentialState {
        var state = credential()
        _ = eventually {
            state = credential()
            return state != .underWay
        }
        return state
    }
}
