/// A server's or backend's status as HAProxy spells it, with the meaning we give it.
///
/// The spellings are those of `doc/management.txt` 9.1: `UP`, `UP 1/3` (going down), `DOWN 1/2` (going up), `MAINT (via px/srv)`,
/// `MAINT (resolution)` (DNS lost the name) … Matched by prefix; unknown text is kept.
package struct ServerStatus: Hashable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
    /// What a status means for traffic.
    package enum Kind: Hashable, Sendable, CaseIterable {
        case up
        /// Checks fail, not often enough yet: `UP 1/3`.
        case goingDown
        case down
        /// Checks succeed, not often enough yet: `DOWN 1/2`.
        case goingUp
        /// Takes no new sessions but keeps its own: `NOLB`, `DRAIN`.
        case draining
        case maintenance
        /// `MAINT (resolution)`: the name does not resolve any more.
        case unresolved
        /// No health check is configured: traffic goes there whatever happens.
        case unchecked
        case unknown
    }

    package let spelling: String

    package init(_ raw: String) {
        spelling = raw.printable(limit: 64)
    }

    package init(stringLiteral value: String) {
        self.init(value)
    }

    package var description: String { spelling }

    package var kind: Kind {
        if spelling.hasPrefix("MAINT (resolution") { return .unresolved }
        if spelling.hasPrefix("no check") { return .unchecked }
        let words = spelling.split(separator: " ")
        let inTransition = words.count > 1 && words[1].contains("/")
        switch words.first {
        case "UP": return inTransition ? .goingDown : .up
        case "DOWN": return inTransition ? .goingUp : .down
        case "NOLB", "DRAIN": return .draining
        case "MAINT": return .maintenance
        default: return .unknown
        }
    }

    /// Whether new sessions are sent there.
    package var takesTraffic: Bool {
        switch kind {
        case .up, .goingDown, .unchecked: true
        case .down, .goingUp, .draining, .maintenance, .unresolved, .unknown: false
        }
    }
}
