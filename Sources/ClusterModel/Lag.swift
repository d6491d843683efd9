/// How far a replica is behind, in bytes of WAL; Patroni says the word `unknown` when it cannot tell.
package enum Lag: Hashable, Sendable {
    case bytes(Int64)
    case unknown

    package var bytes: Int64? {
        switch self {
        case .bytes(let count): count
        case .unknown: nil
        }
    }
}
