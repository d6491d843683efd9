import ClusterModel
import Endpoints
import FoundationEssentials

/// Reads a recording from pieces of any length, as they come from a file.
///
/// Total: any bytes give entries or a `RecordingError`. A last line without its newline was cut off by a full disk or a crash; it
/// counts when it is whole and is let go when it is not. Lines of kinds that a later version may write are passed over.
package struct RecordingReader: Sendable {
    /// The longest line: the largest answer there can be, with every byte escaped as JSON may escape it.
    package static let longestLineBytes = 100 << 20

    private let file: String
    private var line = 0
    private var rest: [UInt8] = []
    /// Bytes of `rest` in which no line ends, so that a long line is searched once.
    private var searched = 0
    /// Known from the first line on.
    package private(set) var header: RecordingHeader?
    /// Lines that said something this version does not know.
    package private(set) var passedOver = 0

    /// - Parameter file: the name that errors begin with.
    package init(file: String) {
        self.file = file
    }

    /// Takes the next bytes and gives the entries of all lines that end in them.
    package mutating func read(_ piece: some Sequence<UInt8>) throws(RecordingError) -> [RecordingEntry] {
        rest += piece
        var entries: [RecordingEntry] = []
        var start = rest.startIndex
        while let end = rest[max(start, searched)...].firstIndex(of: UInt8(ascii: "\n")) {
            line += 1
            if let entry = try entry(rest[start..<end]) { entries.append(entry) }
            start = end + 1
        }
        rest.removeSubrange(..<start)
        searched = rest.count
        guard rest.count <= Self.longestLineBytes else {
            throw failure(.lineTooLong(limitBytes: Self.longestLineBytes), line + 1)
        }
        return entries
    }

    /// Takes the end of the file: gives the entry of a whole last line that lacks only its newline.
    package mutating func finish() throws(RecordingError) -> RecordingEntry? {
        let last = rest[...]
        rest = []
        guard header != nil else {
            line += 1
            let entry = try entry(last)
            if header == nil { throw failure(.empty, 1) }
            return entry
        }
        return try? entry(last)
    }

    private mutating func entry(_ bytes: ArraySlice<UInt8>) throws(RecordingError) -> RecordingEntry? {
        guard !bytes.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\r") }) else { return nil }
        do {
            guard header != nil else {
                // The schema by itself first: another version may spell all the rest otherwise.
                try Self.decoded(RecordedSchema.self, bytes).check()
                header = try Self.decoded(RecordedHeader.self, bytes).header()
                return nil
            }
            let entry = try Self.decoded(RecordedLine.self, bytes).entry()
            if entry == nil { passedOver += 1 }
            return entry
        } catch {
            throw failure(error, line)
        }
    }

    private static func decoded<Value: Decodable>(
        _ type: Value.Type,
        _ bytes: ArraySlice<UInt8>
    ) throws(RecordingError.Problem) -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(bytes))
        } catch {
            throw .notJSON
        }
    }

    private func failure(_ problem: RecordingError.Problem, _ line: Int) -> RecordingError {
        RecordingError(file: file, line: line, problem: problem)
    }
}
