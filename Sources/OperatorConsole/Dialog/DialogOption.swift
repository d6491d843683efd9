import Operations
import Wording

/// A choice in the plan dialog besides the candidate.
enum DialogOption: Hashable, Sendable, CaseIterable {
    case scope
    case at
    case onlyPending
    case belowVersion
    case timeout
    case force
    case fromLeader

    /// How it is changed.
    enum Manner: Hashable, Sendable {
        case typed
        case toggled
        /// Goes through a few values.
        case stepped
    }

    var manner: Manner {
        switch self {
        case .at, .belowVersion, .timeout: .typed
        case .onlyPending, .force, .fromLeader: .toggled
        case .scope: .stepped
        }
    }

    var label: Phrase {
        switch self {
        case .scope: "members"
        case .at: "when"
        case .onlyPending: "only if pending"
        case .belowVersion: "only below version"
        case .timeout: "timeout, seconds"
        case .force: "force"
        case .fromLeader: "from the leader"
        }
    }

    /// What stands in an empty field, or beside a switch.
    var hint: Phrase {
        switch self {
        case .scope: "← → to choose"
        case .at: "now; or 14:30, +10m, 2026-11-22T14:30:00+01:00"
        case .onlyPending: "where a restart is pending"
        case .belowVersion: "any; or 15.4"
        case .timeout: "Patroni's own"
        case .force: "cancel a copy that runs already"
        case .fromLeader: "whatever clonefrom says; Patroni 4.1"
        }
    }

    /// The options of an operation, in the order in which they are shown.
    static func all(for kind: OperationKind) -> [DialogOption] {
        switch kind {
        case .switchover: [.at]
        case .restart: [.scope, .at, .onlyPending, .belowVersion, .timeout]
        case .reload: [.scope]
        case .reinitialize: [.force, .fromLeader]
        case .failover, .cancelSwitchover, .cancelRestart, .pause, .resume, .configure: []
        }
    }
}

/// Which members an operation is for.
enum MemberScope: Hashable, Sendable, CaseIterable {
    case member
    case replicas
    case all
}
