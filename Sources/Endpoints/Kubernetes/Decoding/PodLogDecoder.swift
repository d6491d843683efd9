import ClusterModel

/// One line of a container's log.
package struct LogLine: Hashable, Sendable {
    /// When it was written, as the node spells it: of fixed length, so that later is greater; nil where it says nothing.
    package var stamp: String?
    /// Without anything that a terminal would obey.
    package var text: String

    package init(stamp: String?, text: String) {
        self.stamp = stamp
        self.text = text
    }
}

/// Reads a container's log, which is whatever the container wrote.
package enum PodLogDecoder {
    /// More of a line is of no use on a screen.
    static let longestLine = 2000
    private static let longestStamp = 40

    /// The lines of an answer, or of one message of a stream; why there are none.
    package static func lines(_ answer: ReadAnswer, of log: PodLog) -> Result<[LogLine], ReadFailure> {
        guard answer.status == 200 else {
            return .failure(KubernetesProblem(answer, to: .log(log)).failure)
        }
        // What follows the last newline is no line, unless there is something.
        var parts = answer.body.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        if parts.last?.isEmpty == true { parts.removeLast() }
        return .success(parts.suffix(log.tailLines ?? .max).map { line($0, hasStamp: log.hasTimestamps) })
    }

    private static func line(_ bytes: ArraySlice<UInt8>, hasStamp: Bool) -> LogLine {
        guard hasStamp, bytes.first.map({ (0x30...0x39).contains($0) }) == true else {
            return LogLine(stamp: nil, text: text(bytes))
        }
        guard let end = bytes.prefix(longestStamp).firstIndex(of: UInt8(ascii: " ")) else {
            // Of an empty line some runtimes leave the stamp alone.
            let stamp = String(decoding: bytes.prefix(longestStamp), as: UTF8.self)
            return Timestamp(iso8601: stamp) == nil
                ? LogLine(stamp: nil, text: text(bytes)) : LogLine(stamp: stamp, text: "")
        }
        let stamp = String(decoding: bytes[..<end], as: UTF8.self).printable(limit: longestStamp)
        return LogLine(stamp: stamp, text: text(bytes[(end + 1)...]))
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        // Colours that programs write for terminals would be left behind as their letters.
        String(decoding: withoutEscapes(bytes.prefix(4 * longestLine)), as: UTF8.self)
            .replacingTabs.printable(limit: longestLine)
    }

    /// Without the sequences that begin with ESC and `[` and end in a letter (ECMA-48, 5.4).
    private static func withoutEscapes(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        guard bytes.contains(0x1B) else { return Array(bytes) }
        var kept: [UInt8] = []
        var rest = bytes
        while let byte = rest.popFirst() {
            guard byte == 0x1B else {
                kept.append(byte)
                continue
            }
            guard rest.first == UInt8(ascii: "[") else { continue }
            rest = rest.dropFirst().drop { (0x20...0x3F).contains($0) }.dropFirst()
        }
        return kept
    }
}

extension String {
    fileprivate var replacingTabs: String {
        contains("\t") ? String(flatMap { $0 == "\t" ? "    " : String($0) }) : self
    }
}
