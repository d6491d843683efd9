import ClusterModel
import Foundation
import Simulator
import SimulatorServer
import TestSupport

/// A simulated cluster that counts what it is asked, and a home of its own for whoever operates it.
final class OperatedCluster {
    let simulator: RunningSimulator
    let home: URL
    private let cluster: SimulatedAddresses

    /// No cluster was simulated.
    struct Absent: Error {}

    init(_ scenario: Scenario = .healthy) throws {
        simulator = try SimulatorServer.launch(scenario)
        guard let first = simulator.addresses.first else { throw Absent() }
        cluster = first
        home = FileManager.default.temporaryDirectory.appendingPathComponent("nines-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
    }

    deinit {
        simulator.stop()
        try? FileManager.default.removeItem(at: home)
    }

    var agents: [String] { cluster.agents.map(\.url) }

    /// The options that make `nines` watch all of it.
    var sources: [String] {
        [agents[0]] + cluster.proxies.flatMap { ["--haproxy", $0.url, "--probe", $0.database] }
    }

    /// Requests that may change something, so far.
    var writes: Int { simulator.requestCounts.filter { $0.key != "GET" }.values.reduce(0, +) }

    var environment: [String: String] {
        [
            "HOME": home.path, "XDG_STATE_HOME": "", "XDG_CONFIG_HOME": "", "PATRONICTL_CONFIG_FILE": "",
            "NINES_READ_ONLY": "",
        ]
    }

    /// Writes the user's configuration.
    func configure(_ text: String) throws {
        let folder = home.appendingPathComponent(".config/nines")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: folder.appendingPathComponent("config.yaml"))
    }

    /// Runs an operation with nobody at a terminal.
    func nines(_ words: String..., more: [String] = [], environment: [String: String] = [:]) throws -> Command.Outcome {
        let all = self.environment.merging(environment) { $1 }
        let arguments = [words[0]] + (words[0] == "config" ? [words[1]] : []) + sources
        return try Command(
            [BuiltProgram.nines] + arguments + words.dropFirst(words[0] == "config" ? 2 : 1) + more,
            environment: all
        ).run(limit: 120)
    }

    /// Sends a request as anybody could, past every check.
    func sendAnyway(_ method: String, _ path: String, _ body: String, agent: Int = 0) throws -> (Int, String) {
        let outcome = try Command([
            "curl", "--silent", "--max-time", "30", "--request", method, "--data", body, "--write-out",
            "\n%{http_code}",
            agents[agent] + path,
        ]).run(limit: 40)
        var lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false)
        let status = lines.popLast().flatMap { Int($0) } ?? 0
        return (status, lines.joined(separator: "\n"))
    }

    var auditPath: String { home.appendingPathComponent(".local/state/nines/operations.jsonl").path }

    /// The audit file's records.
    func audit() throws -> [[String: Any]] {
        guard let text = try? String(contentsOfFile: auditPath, encoding: .utf8) else { return [] }
        return try text.split(separator: "\n").map { line in
            try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
        }
    }
}

extension Command.Outcome {
    var json: [String: Any] {
        (try? JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any]) ?? [:]
    }
}
