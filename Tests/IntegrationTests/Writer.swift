import ClusterModel
import Foundation
import TestSupport

/// A client of its own that writes through the proxy twenty times a second, with nothing of ours in it.
final class Writer {
    private let child: ChildProcess
    private let file: URL

    private struct Attempt: Decodable {
        var from: Double
        var to: Double
        var ok: Bool
    }

    init(_ lab: Lab) throws {
        file = FileManager.default.temporaryDirectory.appendingPathComponent("writer-\(UUID().uuidString)")
        let program = PackageFolder.path("Tests/Lab/writer").path
        child = try ChildProcess(program, [lab.addresses.database, file.path], streams: .file(file.path + ".log"))
    }

    deinit {
        child.signal(SIGKILL)
        for path in [file.path, file.path + ".log"] { try? FileManager.default.removeItem(atPath: path) }
    }

    private var attempts: [Attempt] {
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").compactMap { try? JSONDecoder().decode(Attempt.self, from: Data($0.utf8)) }
    }

    var isWriting: Bool { attempts.contains(where: \.ok) }

    /// From the last write that went well before the first one that failed, to the first that went well after the last that failed
    /// or was held back.
    func outage() -> (from: Timestamp, to: Timestamp)? {
        let failed = attempts.filter { !$0.ok }
        guard let first = failed.map(\.to).min(), let last = failed.map(\.from).max() else { return nil }
        let wrote = attempts.filter(\.ok)
        let before = wrote.map(\.to).filter { $0 < first }.max() ?? first
        let after = wrote.filter { $0.from > last }.map(\.to).min() ?? last
        // The proxy holds writes for a dead server back until it takes it out; they go well, and late.
        let late = wrote.filter { $0.from > first && $0.from < after + 2 && $0.to - $0.from > 0.2 }.map(\.to).max()
        return (Self.timestamp(before), Self.timestamp(max(after, late ?? after)))
    }

    /// Every attempt that failed or took long around the outage's end, for the message of a failed test.
    func account(around moment: Timestamp) -> String {
        let zero = Double(moment.millisecondsSinceEpoch) / 1000
        let near = attempts.filter { abs($0.to - zero) < 4 && (!$0.ok || $0.to - $0.from > 0.2) }
        let lines = near.map { attempt in
            let times = [attempt.from, attempt.to].map { "\(Int((($0 - zero) * 1000).rounded()))" }
            return "  write from \(times.joined(separator: " to ")) ms \(attempt.ok ? "late" : "failed")"
        }
        return lines.joined(separator: "\n")
    }

    private static func timestamp(_ seconds: Double) -> Timestamp {
        Timestamp(millisecondsSinceEpoch: Int64((seconds * 1000).rounded()))
    }
}
