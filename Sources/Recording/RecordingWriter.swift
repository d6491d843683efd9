import ClusterModel
import Endpoints
import FoundationEssentials

/// Makes the lines of a recording, and stops at a size.
///
/// A pure value: whoever holds it writes the lines to a file. What it takes are replies, which hold no credentials: addresses have
/// none by their type, and request headers are never part of a reply.
package struct RecordingWriter: Sendable {
    /// What a recording may grow to, unless told otherwise: a three-member cluster with two proxies fills it in half a day.
    package static let usualLimitBytes = 1 << 30

    private let limitBytes: Int
    private var bytes: Int
    /// Whether the limit was reached; nothing is recorded from then on.
    package private(set) var isFull = false

    /// The first line, which ends in a newline as all of them do.
    package let firstLine: [UInt8]

    package init(_ header: RecordingHeader, limitBytes: Int = usualLimitBytes) {
        self.limitBytes = limitBytes
        firstLine = Self.line(RecordedHeader(header))
        bytes = firstLine.count
    }

    /// The line of one reply; at the limit a note that the recording ends there, and nil after it and for what is left out: logins and logs.
    package mutating func line(of reply: ReadReply) -> [UInt8]? {
        guard !isFull, let recorded = RecordedLine(reply) else { return nil }
        return line(of: recorded, at: reply.finishedAt)
    }

    /// The same of what an operator did, which is told at `now`.
    package mutating func line(of action: OperatorAction, at now: Timestamp) -> [UInt8]? {
        isFull ? nil : line(of: RecordedLine(action, at: now), at: now)
    }

    private mutating func line(of recorded: RecordedLine, at now: Timestamp) -> [UInt8] {
        let line = Self.line(recorded)
        guard bytes + line.count <= limitBytes else {
            isFull = true
            let note = "the recording ends here: its limit of \(limitBytes / 1_048_576) MiB is reached"
            return Self.line(RecordedLine(note: note, at: now))
        }
        bytes += line.count
        return line
    }

    private static func line(_ value: some Encodable) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Strings, integers and booleans are all there is in a line: they always encode.
        guard let data = try? encoder.encode(value) else { return [] }
        return Array(data) + [UInt8(ascii: "\n")]
    }
}
