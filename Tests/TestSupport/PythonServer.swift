import ClusterModel
import Foundation

/// One of the servers of `Servers/servers.py`, on a loopback port of its own; ended with this object.
///
/// For what a script of bytes cannot do: TLS that tells what the client showed, and proxies that pass connections on.
package final class PythonServer {
    /// What one request or connection said.
    package struct Request: Decodable {
        package var path: String
        /// Names in lower case.
        package var headers: [String: String]
        package var groups: [String]
        package var commonName: String?
        /// The name that TLS was asked for.
        package var serverName: String?
        package var method: String?
        /// What was sent with something that is no GET.
        package var body: String?
        /// Tells connections apart.
        package var client: Int?
    }

    /// The server did not say on which port it listens.
    package struct StartFailure: Error {
        package var output: String
    }

    package let port: Int
    private let output: String
    private let process: ChildProcess

    /// - Parameter folder: where the server may keep its output.
    package init(_ kind: String, _ options: [String] = [], in folder: String) throws {
        let output = "\(folder)/server-\(UUID().uuidString).out"
        let script = PackageFolder.path("Tests/TestSupport/Servers/servers.py").path
        // The system's own, which needs no shim to be found, where there is one.
        let own = "/usr/bin/python3"
        let python = FileManager.default.isExecutableFile(atPath: own) ? own : "python3"
        process = try ChildProcess(python, ["-I", "-u", script, kind] + options, streams: .file(output))
        var port: Int?
        _ = eventually {
            let line = Self.lines(output).first { $0.hasPrefix("PORT ") }
            port = line.flatMap { Int($0.dropFirst(5)) }
            return port != nil
        }
        guard let port else { throw StartFailure(output: Self.lines(output).joined(separator: "\n")) }
        self.port = port
        self.output = output
    }

    /// What was asked so far, in this order.
    package var requests: [Request] {
        Self.lines(output).compactMap { try? JSONDecoder().decode(Request.self, from: Data($0.utf8)) }
    }

    /// Whole lines alone.
    private static func lines(_ path: String) -> [String] {
        let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    }
}
