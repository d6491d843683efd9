import Glibc

/// That one operation at a time runs on a cluster from this account, whichever process does it.
///
/// A lock on a file beside the audit file; it ends with the process, however that ends.
final class ClusterClaim {
    private let descriptor: Int32

    /// Nil while another process has it.
    init?(cluster: String, folder: String) {
        let name = String(cluster.unicodeScalars.map { Self.isPlain($0) ? Character($0) : "_" }.prefix(100))
        let path = "\(folder)/\(name).lock"
        descriptor = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
        // `deinit` closes it also where this fails.
        guard descriptor >= 0, flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return nil }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "-")
    }
}
