import Glibc

/// A file with text that somebody wrote, of a size that such texts have.
struct ConfigurationFile {
    /// Who owns a file and who may read it, taken from the very descriptor that its text was read from.
    struct Ownership {
        let mode: UInt32
        let owner: UInt32
    }

    let path: String
    let text: String
    let ownership: Ownership

    private static let limitBytes = 1 << 20

    /// The file, or a complaint that names it.
    static func required(_ path: String) throws -> ConfigurationFile {
        guard let file = try optional(path) else {
            throw Complaint.configuration("\(path): there is no such file.")
        }
        return file
    }

    /// The file; nil when there is none.
    ///
    /// One that is there and cannot be read is an error, not nothing.
    static func optional(_ path: String) throws -> ConfigurationFile? {
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            guard errno == ENOENT || errno == ENOTDIR else { throw unreadable(path, errno) }
            return nil
        }
        defer { close(descriptor) }
        var facts = stat()
        guard fstat(descriptor, &facts) == 0 else { throw unreadable(path, errno) }
        guard facts.st_mode & S_IFMT == S_IFREG else { throw Complaint.configuration("\(path): this is no file.") }
        let bytes = try read(descriptor, path)
        return ConfigurationFile(
            path: path,
            text: String(decoding: bytes, as: UTF8.self),
            ownership: Ownership(mode: facts.st_mode, owner: facts.st_uid)
        )
    }

    /// What comes through standard input, up to its end.
    static func standardInput() throws -> ConfigurationFile {
        var facts = stat()
        guard fstat(STDIN_FILENO, &facts) == 0 else { throw unreadable("standard input", errno) }
        return ConfigurationFile(
            path: "-",
            text: String(decoding: try read(STDIN_FILENO, "standard input"), as: UTF8.self),
            ownership: Ownership(mode: facts.st_mode, owner: facts.st_uid)
        )
    }

    private static func read(_ descriptor: Int32, _ path: String) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw unreadable(path, errno) }
            guard count > 0 else { return bytes }
            bytes += chunk.prefix(count)
            guard bytes.count <= limitBytes else { throw Complaint.configuration("\(path): larger than 1 MiB.") }
        }
    }

    private static func unreadable(_ path: String, _ number: Int32) -> Complaint {
        Complaint.configuration("\(path): \(String(cString: strerror(number))).")
    }
}
