import Foundation
import TestSupport

/// `nines simulate` in the background, for the time of one test.
final class SimulateProcess {
    /// The first line of its output.
    struct Addresses: Decodable {
        struct Cluster: Decodable {
            struct Agent: Decodable {
                let member: String
                let url: String
            }

            struct Proxy: Decodable {
                let url: String
                let database: String
            }

            let cluster: String
            let agents: [Agent]
            struct Kubernetes: Decodable {
                let url: String
                let namespace: String
            }

            let proxies: [Proxy]
            let kubernetes: Kubernetes?
        }

        let clusters: [Cluster]
    }

    /// The simulator said nothing usable in time.
    struct Silent: Error {}

    let cluster: Addresses.Cluster
    private let child: ChildProcess
    private let output: URL

    /// - Parameter options: what is appended to the command.
    init(scenario: String, options: [String] = []) throws {
        let output = FileManager.default.temporaryDirectory.appendingPathComponent("nines-\(UUID().uuidString)")
        let child = try ChildProcess(
            BuiltProgram.nines,
            ["simulate", "--scenario", scenario] + options,
            streams: .file(output.path)
        )
        var addresses: Addresses?
        let isUp = eventually {
            guard let text = try? String(contentsOf: output, encoding: .utf8), text.hasSuffix("\n") else {
                return false
            }
            addresses = try? JSONDecoder().decode(Addresses.self, from: Data(text.utf8))
            return addresses != nil
        }
        guard isUp, let first = addresses?.clusters.first else { throw Silent() }
        cluster = first
        self.child = child
        self.output = output
    }

    deinit {
        try? FileManager.default.removeItem(at: output)
    }

    /// The options that make `nines` watch the whole simulated cluster.
    var sources: [String] {
        [cluster.agents[0].url] + cluster.proxies.flatMap { ["--haproxy", $0.url, "--probe", $0.database] }
    }
}
