import Glibc

/// A file of text that is small, such as a token or a certificate.
package enum TextFile {
    /// Why there is no text: `/etc/token: No such file or directory`.
    package struct Failure: Error, Equatable, Sendable, CustomStringConvertible {
        package let path: String
        package let reason: String
        /// There is no such file.
        package let isMissing: Bool

        package var description: String { "\(path): \(reason)" }
    }

    private static let limitBytes = 1 << 20

    /// The file's text, of a mebibyte at most.
    ///
    /// - Parameter waits: whether a pipe's writer is waited for, as where a shell makes a file of a command's output; never while a
    ///   screen is up.
    package static func read(_ path: String, waits: Bool = false) throws(Failure) -> String {
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | (waits ? 0 : O_NONBLOCK))
        guard descriptor >= 0 else { throw failure(path, errno) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure(path, errno) }
            guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
            bytes += chunk.prefix(count)
            guard bytes.count <= limitBytes else {
                throw Failure(path: path, reason: "larger than 1 MiB", isMissing: false)
            }
        }
    }

    private static func failure(_ path: String, _ number: Int32) -> Failure {
        Failure(
            path: path,
            reason: String(cString: strerror(number)),
            isMissing: number == ENOENT || number == ENOTDIR
        )
    }
}
