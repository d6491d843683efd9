import Foundation
import TestSupport

/// The lab of `Tests/Lab` for the time of one test: real etcd, Patroni, PostgreSQL and HAProxy on loopback.
final class Lab {
    /// The line of JSON that `lab up` ends with.
    struct Addresses: Decodable {
        let patroni: [String: String]
        let haproxy: String
        let database: String
        /// With `--tls`: the authority's certificate.
        let cacert: String?
        /// Where everything of the lab is.
        let dir: String
    }

    /// `lab` refused or failed; its own words say why.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// The lab takes fixed ports, minutes and root's rights: only `Tests/run` asks for it.
    static var isWanted: Bool { ProcessInfo.processInfo.environment["NINES_LAB"] == "1" }

    let addresses: Addresses

    /// - Parameter options: further ones of `lab up`.
    init(patroni version: String, _ options: String...) throws {
        let output = try Self.run(["up", "--patroni", version] + options, limit: 150)
        let line = output.split(separator: "\n").last.map(String.init) ?? ""
        addresses = try JSONDecoder().decode(Addresses.self, from: Data(line.utf8))
    }

    deinit {
        _ = try? Self.run(["down"], limit: 60)
    }

    /// Runs a command of the lab, for instance `crash db1`.
    func callAsFunction(_ arguments: String..., limit: Double = 90) throws {
        _ = try Self.run(arguments, limit: limit)
    }

    /// What `lab` prints, for instance for `leader`.
    func answer(_ arguments: String...) throws -> String {
        try Self.run(arguments, limit: 60).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// A member's answer, fetched by curl rather than by what is under test.
    func get(_ url: String) throws -> Data {
        let outcome = try Command(["curl", "--silent", "--max-time", "5", url]).run(limit: 10)
        return Data(outcome.output.utf8)
    }

    private static func run(_ arguments: [String], limit: Double) throws -> String {
        let lab = PackageFolder.path("Tests/Lab/lab").path
        let outcome = try Command([lab] + arguments).run(limit: limit)
        guard outcome.exitCode == 0 else {
            throw Failure(description: "lab \(arguments.joined(separator: " ")): \(outcome.errors)\(outcome.output)")
        }
        return outcome.output
    }
}
