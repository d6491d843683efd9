import Glibc
import Operations

/// That one operation at a time runs on a cluster from this account, whichever process does it.
///
/// A lock on a file beside the audit file; it ends with the process, however that ends.
final class ClusterClaim {
    private let descriptor: Int32

    /// Nil while another process has it.
    init?(cluster: String, folder: String) {
        let path = "\(folder)/\(ClaimName.of(cluster))"
        descriptor = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
        // `deinit` closes it also where this fails.
        guard descriptor >= 0, flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return nil }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }
}
