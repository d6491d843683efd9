import Foundation
import Glibc
import TestSupport
import Testing

/// Operations in the system's log, which here is a socket of the test's.
@Suite struct SyslogTests {
    /// A log that takes what comes.
    private final class Log {
        let path: String
        private let descriptor: Int32

        /// The socket could not be had.
        struct Absent: Error {}

        init(_ folder: URL) throws {
            path = folder.appendingPathComponent("log").path
            descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
            let bound = withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
                }
            }
            guard descriptor >= 0, bound == 0 else { throw Absent() }
        }

        deinit {
            close(descriptor)
        }

        /// The messages that wait.
        func messages() -> [String] {
            var all: [String] = []
            var bytes = [UInt8](repeating: 0, count: 1 << 16)
            while true {
                let count = recv(descriptor, &bytes, bytes.count, 0)
                guard count > 0 else { return all }
                all.append(String(decoding: bytes.prefix(count), as: UTF8.self))
            }
        }
    }

    @Test func `every record of an operation reaches the log that is configured`() throws {
        let cluster = try OperatedCluster()
        let log = try Log(cluster.home)
        try cluster.configure("audit: {syslog: '\(log.path)'}")
        let outcome = try cluster.nines("pause", "--yes")
        #expect(outcome.exitCode == 0, "\(outcome.output)\(outcome.errors)")
        let messages = log.messages()
        // Facility auth (4), severity notice (5): 4 × 8 + 5.
        let head = #/^<37>[A-Z][a-z]{2} [ 0-9][0-9] [0-9]{2}:[0-9]{2}:[0-9]{2} nines\[[0-9]+\]: /#
        #expect(messages.count == 4 && messages.allSatisfy { $0.firstMatch(of: head) != nil }, "\(messages)")
        let file = try String(contentsOfFile: cluster.auditPath, encoding: .utf8)
        #expect(messages.map { $0.replacing(head, with: "") } == file.split(separator: "\n").map(String.init))
    }

    @Test func `a log that nobody keeps stops nothing, and is told of once`() throws {
        let cluster = try OperatedCluster()
        let path = cluster.home.appendingPathComponent("no-log").path
        try cluster.configure("audit: {syslog: '\(path)'}")
        let outcome = try cluster.nines("pause", "--yes")
        #expect(outcome.exitCode == 0 && cluster.writes == 1, "\(outcome.output)\(outcome.errors)")
        let complaint = "syslog at \(path) was not told"
        #expect(outcome.errors.components(separatedBy: complaint).count == 2, "\(outcome.errors)")
    }

    @Test func `a dry run and a reader tell the log nothing`() throws {
        let cluster = try OperatedCluster()
        let log = try Log(cluster.home)
        try cluster.configure("audit: {syslog: '\(log.path)'}")
        #expect(try cluster.nines("pause", "--dry-run").exitCode == 0)
        #expect(try cluster.nines("pause", "--yes", environment: ["NINES_READ_ONLY": "1"]).exitCode == 77)
        #expect(log.messages().isEmpty)
    }
}
