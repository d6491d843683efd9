/// What a client's-eye probe got: the one-byte answer to PostgreSQL's SSLRequest.
///
/// A database answers `S` or `N` before any login (PostgreSQL docs, protocol-flow.html); nothing else does.
package enum ProbeAnswer: Hashable, Sendable {
    case encryptionOffered
    case encryptionRefused

    package init?(byte: UInt8) {
        switch byte {
        case UInt8(ascii: "S"): self = .encryptionOffered
        case UInt8(ascii: "N"): self = .encryptionRefused
        default: return nil
        }
    }
}
