import ClusterModel
import Foundation
import TestSupport

/// `openssl s_server` on a loopback port of its own, answering `/patroni` with `{"state": "running"}`.
final class TLSServer {
    /// The server did not say on which port it listens.
    struct StartFailure: Error {
        var output: String
    }

    let address: WebAddress
    private let process: ChildProcess
    private let output: String

    /// - Parameters:
    ///   - options: more options of `openssl s_server`, such as those that ask for a client certificate.
    ///   - isSilent: whether it only listens, and `transcript` has what it was told.
    init(
        _ identity: Certificates.Identity,
        in certificates: Certificates,
        options: [String] = [],
        isSilent: Bool = false
    ) throws {
        let answer = "HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n{\"state\": \"running\"}"
        try Data(answer.utf8).write(to: URL(fileURLWithPath: certificates.file("patroni")))
        let output = certificates.file("server.out")
        // Without -HTTP it prints what comes in, as long as its own input stays open: a FIFO that it holds itself.
        let program =
            isSilent
            ? ["sh", "-c", "mkfifo in && exec openssl s_server \"$@\" 0<>in", "sh"] : ["openssl", "s_server", "-HTTP"]
        let arguments =
            ["-C", certificates.path] + program
            + ["-accept", "127.0.0.1:0", "-cert", identity.certificate, "-key", identity.key]
        self.output = output
        process = try ChildProcess("env", arguments + options, streams: .file(output))
        var port: Int?
        _ = try eventually {
            port = Self.port(in: try String(contentsOfFile: output, encoding: .utf8))
            return port != nil
        }
        guard let port else {
            throw StartFailure(output: try String(contentsOfFile: output, encoding: .utf8))
        }
        address = WebAddress(isTLS: true, host: "127.0.0.1", port: port)
    }

    /// Everything that the server has printed.
    var transcript: String { (try? String(contentsOfFile: output, encoding: .utf8)) ?? "" }

    /// The port from `ACCEPT 127.0.0.1:PORT`, once the whole line is there.
    private static func port(in output: String) -> Int? {
        guard let line = output.split(separator: "\n").first(where: { $0.hasPrefix("ACCEPT ") }),
            output.contains("\(line)\n")
        else { return nil }
        return line.split(separator: ":").last.flatMap { Int($0) }
    }
}
