import Glibc
import Recording

/// A recording read from a file, an entry at a time, whatever its size.
final class RecordingFile {
    let header: RecordingHeader
    private let path: String
    private let descriptor: Int32
    private var reader: RecordingReader
    /// Read and not yet given, the next one last.
    private var waiting: [RecordingEntry] = []
    private var isAtEnd = false
    private static let pieceBytes = 1 << 18

    /// Opens the file and reads its first line.
    init(path: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Complaint.noInput("\(path): \(String(cString: strerror(errno))).") }
        do {
            var reader = RecordingReader(file: path)
            while reader.header == nil, !isAtEnd {
                (waiting, isAtEnd) = try Self.piece(of: descriptor, path, into: &reader)
            }
            guard let header = reader.header else { throw Complaint.data("\(path): this is no recording.") }
            self.header = header
            self.path = path
            self.reader = reader
            self.descriptor = descriptor
        } catch {
            close(descriptor)
            throw (error as? RecordingError).map { Complaint.data($0.description) } ?? error
        }
    }

    deinit {
        close(descriptor)
    }

    /// Lines that a later version wrote and this one does not know.
    var passedOver: Int { reader.passedOver }

    /// The next entry; nil at the end.
    func next() throws -> RecordingEntry? {
        while waiting.isEmpty, !isAtEnd {
            (waiting, isAtEnd) = try Self.piece(of: descriptor, path, into: &reader)
        }
        return waiting.popLast()
    }

    /// The entries of the next piece, the first one last, and whether it was the last piece.
    private static func piece(
        of descriptor: Int32,
        _ path: String,
        into reader: inout RecordingReader
    ) throws -> ([RecordingEntry], Bool) {
        var bytes = [UInt8](repeating: 0, count: pieceBytes)
        while true {
            let count = read(descriptor, &bytes, bytes.count)
            if count > 0 { return (try reader.read(bytes.prefix(count)).reversed(), false) }
            if count == 0 { return (try reader.finish().map { [$0] } ?? [], true) }
            guard errno == EINTR else { throw Complaint.noInput("\(path): \(String(cString: strerror(errno))).") }
        }
    }
}
