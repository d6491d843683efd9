/// Whether a file is private enough to take a secret from.
package enum SecretFileRule {
    /// Why the file is refused, with what to do; nil when it may be read.
    ///
    /// Our own file must be ours alone. One of root's may be readable by a group, because that is how Kubernetes hands a
    /// mounted secret to a container that does not run as root (`fsGroup`). Nobody else's file is trusted.
    ///
    /// - Parameters:
    ///   - mode: `st_mode`, of which only the permission bits count.
    ///   - owner: `st_uid`.
    ///   - user: the user that we run as.
    package static func refusal(path: String, mode: UInt32, owner: UInt32, user: UInt32) -> String? {
        guard owner == user || owner == 0 else {
            return "\(path) belongs to another user; a secret must come from a file of your own or of root's"
        }
        let forbidden: UInt32 = owner == user ? 0o077 : 0o027
        guard mode & forbidden == 0 else {
            return "\(path) can be read or changed by others; run: chmod \(owner == user ? "600" : "640") \(path)"
        }
        return nil
    }
}
