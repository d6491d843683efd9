/// Whether a file is private enough to take a secret from.
package enum SecretFileRule {
    /// Why a file is refused, and what to do about it.
    package struct Refusal: Equatable, Sendable {
        package let reason: String
        package let suggestion: String
    }

    /// Why the file is refused; nil when it may be read.
    ///
    /// Our own file must be ours alone. One of root's may be readable by a group, because that is how Kubernetes hands a
    /// mounted secret to a container that does not run as root (`fsGroup`). Nobody else's file is trusted. Only the owner is
    /// told to change a file's mode, and only for a file that is there for the secret: another may have to be readable.
    ///
    /// - Parameters:
    ///   - mode: `st_mode`, of which only the permission bits count.
    ///   - owner: `st_uid`.
    ///   - user: the user that we run as.
    package static func refusal(path: String, mode: UInt32, owner: UInt32, user: UInt32) -> Refusal? {
        let copying = "copy the secret into a file of your own with mode 600"
        guard owner == user || owner == 0 else {
            return Refusal(reason: "\(path) belongs to another user", suggestion: copying)
        }
        let forbidden: UInt32 = owner == user ? 0o077 : 0o027
        guard mode & forbidden != 0 else { return nil }
        let isOwn = owner == user && !isOfSystem(path)
        return Refusal(
            reason: "\(path) can be read or changed by others",
            suggestion: isOwn ? "if it holds nothing but the secret: chmod 600 \(path)" : copying
        )
    }

    /// Whether the system itself keeps the file, so that others may have to read it, whoever runs us.
    private static func isOfSystem(_ path: String) -> Bool {
        let folder = path.split(separator: "/").dropLast()
        return path.hasPrefix("/")
            && (folder == ["etc"] || ["bin", "dev", "lib", "proc", "sys", "usr"].contains(folder.first))
    }
}
