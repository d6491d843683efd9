import Glibc

/// A file of lines, for this user alone, that is only ever appended to; each line is on the disk when `append` returns.
final class AppendOnlyFile {
    /// Why the file cannot be written, as a sentence that names it.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    let path: String
    private let descriptor: Int32
    /// The last line may have broken off.
    private var isBroken = false

    /// Opens the file, making it and its folder for this user alone.
    init(path: String) throws(Failure) {
        self.path = path
        // A file larger than the process's limit would end the program instead of failing the write (setrlimit(2)).
        signal(SIGXFSZ, SIG_IGN)
        let folder = path.split(separator: "/").dropLast().joined(separator: "/")
        try Self.makeFolder("/\(folder)")
        let flags = O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY
        descriptor = open(path, flags, 0o600)
        guard descriptor >= 0 else { throw Self.failure(path, errno) }
        var facts = stat()
        // From here on `deinit` closes it, also when this throws.
        guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
            throw Failure(description: "\(path): this is no file.")
        }
        guard facts.st_uid == geteuid() else {
            throw Failure(description: "\(path): it belongs to another user and must be yours; move it away.")
        }
        guard facts.st_mode & 0o022 == 0 else {
            throw Failure(description: "\(path): others can change it; it must be yours alone (chmod 600).")
        }
        try finishLastLine(facts.st_size)
        // The name must survive as well as the content.
        Self.synchronize(folder: "/\(folder)")
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Appends one line and returns when it is on the disk.
    func append(_ line: String) throws(Failure) {
        let bytes = Array("\(isBroken ? "\n" : "")\(line)\n".utf8)
        isBroken = true
        try write(bytes)
        isBroken = false
        guard fsync(descriptor) == 0 else { throw Self.failure(path, errno) }
    }

    /// The end of a file, from the beginning of a line on; empty where there is no file.
    static func end(of path: String, limitBytes: Int = 4 << 20) throws(Failure) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { return [] }
            throw failure(path, errno)
        }
        defer { close(descriptor) }
        let size = lseek(descriptor, 0, SEEK_END)
        let start = max(0, size - limitBytes)
        var bytes = [UInt8](repeating: 0, count: max(0, size - start))
        let count = pread(descriptor, &bytes, bytes.count, start)
        guard count >= 0 else { throw failure(path, errno) }
        let read = bytes.prefix(count)
        guard start > 0 else { return Array(read) }
        return Array(read.drop { $0 != UInt8(ascii: "\n") }.dropFirst())
    }

    private func write(_ bytes: [UInt8]) throws(Failure) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw Self.failure(path, written == 0 ? ENOSPC : errno) }
            rest = rest.dropFirst(written)
        }
    }

    /// A line that broke off when a disk was full must not swallow the next one.
    private func finishLastLine(_ size: off_t) throws(Failure) {
        guard size > 0 else { return }
        var last: UInt8 = 0
        guard pread(descriptor, &last, 1, size - 1) == 1, last != UInt8(ascii: "\n") else { return }
        try write([UInt8(ascii: "\n")])
    }

    private static func makeFolder(_ path: String) throws(Failure) {
        var made = ""
        for part in path.split(separator: "/") {
            made += "/\(part)"
            guard mkdir(made, 0o700) != 0, errno != EEXIST else { continue }
            // Above it there may be folders that we may not touch and need not make.
            var facts = stat()
            guard stat(made, &facts) == 0, facts.st_mode & S_IFMT == S_IFDIR else { throw failure(made, errno) }
        }
    }

    private static func synchronize(folder: String) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }

    private static func failure(_ path: String, _ number: Int32) -> Failure {
        Failure(description: "\(path): \(String(cString: strerror(number))).")
    }
}
