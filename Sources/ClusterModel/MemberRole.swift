/// A member's role as its source spells it, with the meaning we give it.
///
/// `/cluster` says `leader, standby_leader, sync_standby, quorum_standby, replica`; an agent says `primary` (`master` before
/// 4.0), `standby_leader, replica, demoted, promoted, uninitialized` of itself (patroni `api.py`, `docs/rest_api.rst`).
package struct MemberRole: Hashable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
    /// What a role means, whatever version spells it.
    package enum Kind: Hashable, Sendable, CaseIterable {
        case leader
        case standbyLeader
        case synchronousStandby
        case quorumStandby
        case replica
        case demoted
        case uninitialized
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
        switch spelling {
        case "leader", "primary", "master", "promoted": .leader
        case "standby_leader": .standbyLeader
        case "sync_standby": .synchronousStandby
        case "quorum_standby": .quorumStandby
        case "replica", "standby": .replica
        case "demoted": .demoted
        case "uninitialized": .uninitialized
        default: .unknown
        }
    }

    /// Whether the member leads: it accepts writes, or leads a standby cluster.
    package var leads: Bool { kind == .leader || kind == .standbyLeader }
}
