import Foundation
import Glibc
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
            let proxies: [Proxy]
        }

        let clusters: [Cluster]
    }

    let cluster: Addresses.Cluster
    private let process = Process()

    init(scenario: String) throws {
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: BuiltProgram.nines)
        process.arguments = ["simulate", "--scenario", scenario]
        process.standardOutput = pipe
        process.standardInput = FileHandle.nullDevice
        try process.run()
        var line = Data()
        while !line.contains(UInt8(ascii: "\n")) {
            let more = pipe.fileHandleForReading.availableData
            guard !more.isEmpty else { break }
            line.append(more)
        }
        let addresses = try JSONDecoder().decode(Addresses.self, from: line.prefix { $0 != UInt8(ascii: "\n") })
        guard let first = addresses.clusters.first else { throw CocoaError(.coderValueNotFound) }
        cluster = first
    }

    deinit {
        kill(process.processIdentifier, SIGTERM)
        process.waitUntilExit()
    }

    /// The options that make `nines` watch the whole simulated cluster.
    var sources: [String] {
        [cluster.agents[0].url] + cluster.proxies.flatMap { ["--haproxy", $0.url, "--probe", $0.database] }
    }
}
