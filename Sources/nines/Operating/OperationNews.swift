import ClusterModel
import Glibc
import Operations

/// What other programs of this account do to clusters, from what they append to the audit file.
///
/// It begins with what is written after its own beginning.
final class OperationNews {
    private let path: String
    private var offset: off_t
    private var askedAt: Timestamp?
    /// Operations whose first request was told.
    private var begun: Set<String> = []
    /// Ends the names of this process's own operations, which it tells itself.
    private let own = "-\(getpid())"
    private let host = AuditOrigin.current().host

    private static let interval = Duration.seconds(1)
    private static let limitBytes = 1 << 20
    private static let mostBegun = 1_000

    /// Nil where no folder is known in which there could be such a file.
    init?() {
        guard let path = Auditor.defaultPath() else { return nil }
        self.path = path
        offset = Self.size(of: path) ?? 0
    }

    /// What was appended since the last time; asked of the disk once a second at most.
    func actions(at now: Timestamp) -> [OperatorAction] {
        if let askedAt, now < askedAt + Self.interval, now >= askedAt { return [] }
        askedAt = now
        guard let size = Self.size(of: path), size != offset else { return [] }
        guard size > offset else {
            offset = size
            return []
        }
        return lines(upTo: size).compactMap(action)
    }

    private func action(of line: ArraySlice<UInt8>) -> OperatorAction? {
        guard let entry = AuditFile(line).entries.first, !isOwn(entry) else { return nil }
        if entry.wasSent, !begun.contains(entry.id) {
            if begun.count >= Self.mostBegun { begun = [] }
            begun.insert(entry.id)
            return OperatorAction(entry, .began)
        }
        return entry.outcome.map {
            OperatorAction(entry, .ended(outcome: $0, text: entry.text ?? "", phases: entry.phases))
        }
    }

    private func isOwn(_ entry: AuditEntry) -> Bool { entry.id.hasSuffix(own) && entry.origin.host == host }

    /// Whole lines only: the last one may still be on its way.
    private func lines(upTo size: off_t) -> [ArraySlice<UInt8>] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        let start = max(offset, size - off_t(Self.limitBytes))
        var bytes = [UInt8](repeating: 0, count: Int(size - start))
        let count = pread(descriptor, &bytes, bytes.count, start)
        guard count > 0, let end = bytes.prefix(count).lastIndex(of: UInt8(ascii: "\n")) else { return [] }
        offset = start + off_t(end + 1)
        return bytes[...end].split(separator: UInt8(ascii: "\n"))
    }

    private static func size(of path: String) -> off_t? {
        var facts = stat()
        guard stat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return nil }
        return facts.st_size
    }
}
