import ClusterModel
import Endpoints
import Glibc
import Recording

/// Writes a recording to a file of its own, until it cannot.
///
/// Only the command line starts one: it writes to disk, and no key press may.
final class Recorder {
    private var writer: RecordingWriter
    private var descriptor: Int32
    /// Length of the file up to the last whole line.
    private var length = 0
    /// Why the recording ended, as a sentence; nil while it goes on.
    private(set) var ending: String?

    /// Creates the file, readable by its owner only, and writes the first line.
    ///
    /// - Throws: a `Complaint` when the file exists or cannot be made: nothing is ever overwritten.
    init(path: String, header: RecordingHeader, limitBytes: Int = RecordingWriter.usualLimitBytes) throws {
        // A file larger than the process's limit would end the program instead of failing the write (setrlimit(2)).
        signal(SIGXFSZ, SIG_IGN)
        writer = RecordingWriter(header, limitBytes: limitBytes)
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw errno == EEXIST
                ? Complaint.usage("--record \(path): there is such a file already; name another one.")
                : Complaint.unavailable("--record \(path): \(String(cString: strerror(errno))).")
        }
        append(writer.firstLine)
        guard ending == nil else { throw Complaint.unavailable("--record \(path): \(ending ?? "cannot be written").") }
    }

    deinit {
        finish()
    }

    /// Writes one reply, unless the recording has ended.
    func write(_ reply: ReadReply) {
        guard ending == nil, let line = writer.line(of: reply) else { return }
        add(line)
    }

    /// The same for what an operator did.
    func write(_ action: OperatorAction, at now: Timestamp) {
        guard ending == nil, let line = writer.line(of: action, at: now) else { return }
        add(line)
    }

    private func add(_ line: [UInt8]) {
        append(line)
        if writer.isFull { end("its size limit is reached") }
    }

    private func append(_ line: [UInt8]) {
        var rest = line[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else {
                end(String(cString: strerror(written == 0 ? ENOSPC : errno)))
                return
            }
            rest = rest.dropFirst(written)
        }
        length += line.count
    }

    /// Half a line says nothing: the file ends with its last whole one.
    private func end(_ reason: String) {
        ending = ending ?? "recording ended: \(reason)"
        ftruncate(descriptor, length)
        finish()
    }

    private func finish() {
        guard descriptor >= 0 else { return }
        close(descriptor)
        descriptor = -1
    }
}
