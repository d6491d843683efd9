import Foundation
import TerminalUI
import Testing

/// Compares a screen with the picture of it that is kept as text, or takes the picture anew.
///
/// `RECORD_GOLDENS=1 swift test` writes what it sees and fails once, so that nobody records by mistake.
package enum Golden {
    /// Whether this run takes pictures instead of comparing.
    package static var isRecording: Bool { ProcessInfo.processInfo.environment["RECORD_GOLDENS"] == "1" }

    /// Expects `buffer` to look as the file `name` in `folder` says, style runs included.
    package static func expect(
        _ buffer: CellBuffer,
        matches name: String,
        in folder: URL,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        try expect(buffer.golden(), matches: "\(name).txt", in: folder, sourceLocation: sourceLocation)
    }

    /// Expects a text to be as the file `name` in `folder`.
    package static func expect(
        _ seen: String,
        matches name: String,
        in folder: URL,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let file = folder.appendingPathComponent(name)
        if isRecording {
            try Data(seen.utf8).write(to: file)
            Issue.record(
                "recorded \(file.lastPathComponent); look at it, then run without RECORD_GOLDENS",
                sourceLocation: sourceLocation
            )
            return
        }
        guard let known = try? String(contentsOf: file, encoding: .utf8) else {
            Issue.record(
                "no golden \(file.lastPathComponent): record it with RECORD_GOLDENS=1",
                sourceLocation: sourceLocation
            )
            return
        }
        guard seen != known else { return }
        let difference = Self.difference(known, seen)
        Issue.record("\(name) looks different (- golden, + now):\n\(difference)", sourceLocation: sourceLocation)
    }

    /// The lines that differ, at most twenty.
    static func difference(_ known: String, _ seen: String) -> String {
        let old = known.split(separator: "\n", omittingEmptySubsequences: false)
        let new = seen.split(separator: "\n", omittingEmptySubsequences: false)
        let changes = new.difference(from: old).map { change in
            switch change {
            case .insert(let line, let text, _): (line, "+ \(text)")
            case .remove(let line, let text, _): (line, "- \(text)")
            }
        }
        return changes.sorted { $0.0 < $1.0 }.prefix(20).map(\.1).joined(separator: "\n")
    }
}

/// Where this package lies, found from this file.
package enum PackageFolder {
    package static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// A file or folder below the package's root.
    package static func path(_ relative: String) -> URL { root.appendingPathComponent(relative) }
}
