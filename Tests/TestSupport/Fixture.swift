import ClusterModel
import Endpoints
import FoundationEssentials

/// A recorded answer of a real component below `Tests/Fixtures`: `patroni-4.1.5/healthy/db1.cluster.http`.
///
/// An `.http` file holds a status line, headers, an empty line and the body; one that begins with `!` means that there was no
/// answer, and why. A `.csv` file is a body alone.
package struct Fixture: Sendable, CustomStringConvertible {
    /// Below `Tests/Fixtures`.
    package let path: String

    package init(_ path: String) {
        self.path = path
    }

    package var description: String { path }

    /// `Tests/Fixtures`, found from this file's own place.
    package static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures")

    /// Every fixture whose file name ends in `suffix`, of components whose folder begins with `component`; by path.
    package static func all(suffix: String, component: String = "") -> [Fixture] {
        let paths = (try? FileManager.default.subpathsOfDirectory(atPath: root.path)) ?? []
        return paths.filter { $0.hasSuffix(suffix) && $0.hasPrefix(component) }.sorted().map { Fixture($0) }
    }

    package var bytes: [UInt8] {
        get throws { Array(try Data(contentsOf: Self.root.appending(path: path))) }
    }

    /// What the transport would have made of the recorded exchange.
    package func outcome() throws -> Result<ReadAnswer, ReadFailure> {
        let bytes = try bytes
        guard path.hasSuffix(".http") else { return .success(ReadAnswer(status: 200, body: bytes)) }
        if bytes.first == UInt8(ascii: "!") { return .failure(Self.failure(String(decoding: bytes, as: UTF8.self))) }
        let (head, body) = Self.split(bytes)
        let lines = head.split(whereSeparator: \.isNewline)
        let status = (lines.first?.split(separator: " ").dropFirst().first).flatMap { Int($0) } ?? 0
        let isChunked = lines.contains { $0.lowercased().hasPrefix("transfer-encoding: chunked") }
        return .success(ReadAnswer(status: status, body: isChunked ? Self.joined(chunks: body) : body))
    }

    /// The recorded answer; throws the failure where there was none.
    package func answer() throws -> ReadAnswer { try outcome().get() }

    private static func failure(_ line: String) -> ReadFailure {
        if line.contains("without an answer") { return .closedWithoutAnswer }
        if line.contains("refused") { return .connectionRefused }
        if line.contains("timed out") { return .timedOut(connected: true) }
        return .unreachable(reason: line.printable())
    }

    private static func split(_ bytes: [UInt8]) -> (head: String, body: [UInt8]) {
        for separator in [Array("\r\n\r\n".utf8), Array("\n\n".utf8)] {
            if let end = bytes.indices.first(where: { bytes[$0...].starts(with: separator) }) {
                return (String(decoding: bytes[..<end], as: UTF8.self), Array(bytes[(end + separator.count)...]))
            }
        }
        return (String(decoding: bytes, as: UTF8.self), [])
    }

    private static func joined(chunks: [UInt8]) -> [UInt8] {
        var body: [UInt8] = []
        var rest = chunks[...]
        while let lineEnd = rest.firstIndex(of: UInt8(ascii: "\n")) {
            let size = String(decoding: rest[..<lineEnd], as: UTF8.self).filter(\.isHexDigit)
            guard let count = Int(size, radix: 16), count > 0 else { break }
            rest = rest[(lineEnd + 1)...]
            body += rest.prefix(count)
            rest = rest.dropFirst(count).drop { $0 == 0x0D || $0 == 0x0A }
        }
        return body
    }
}
