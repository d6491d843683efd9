import Wording

/// What a process may do: watch, or also write.
///
/// It is decided once, before anything is opened. A read-only process never holds a `WriteAuthority`, and nothing else can make one.
package enum Session: ~Copyable {
    case readOnly
    case readWrite(WriteAuthority)

    package static func open(_ rights: SessionRights) -> Session {
        switch rights {
        case .watch: .readOnly
        case .operate: .readWrite(WriteAuthority())
        }
    }
}

/// What command line, environment and configuration together allow.
package enum SessionRights: Hashable, Sendable {
    /// Says who forbade writing, for the help and the badge.
    case watch(because: Phrase)
    case operate
}

/// The right to change clusters; it cannot be copied or made elsewhere, and whoever sends must hold it.
package struct WriteAuthority: ~Copyable, Sendable {
    fileprivate init() {}
}
