import FoundationEssentials
import Glibc

/// A file with text that somebody wrote, of a size that such texts have.
struct ConfigurationFile {
    let path: String
    let text: String

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
        var facts = stat()
        guard stat(path, &facts) == 0 else {
            guard errno == ENOENT || errno == ENOTDIR else { throw unreadable(path) }
            return nil
        }
        guard facts.st_mode & S_IFMT == S_IFREG else { throw Complaint.configuration("\(path): this is no file.") }
        guard facts.st_size <= limitBytes else { throw Complaint.configuration("\(path): larger than 1 MiB.") }
        guard let data = try? Data(contentsOf: URL(filePath: path)) else { throw unreadable(path) }
        return ConfigurationFile(path: path, text: String(decoding: data, as: UTF8.self))
    }

    private static func unreadable(_ path: String) -> Complaint {
        Complaint.configuration("\(path): \(String(cString: strerror(errno))).")
    }
}
