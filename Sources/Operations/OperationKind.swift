/// The kinds of operations: what keys, subcommands and the audit file call them.
package enum OperationKind: String, Hashable, Sendable, CaseIterable {
    case switchover
    case cancelSwitchover = "cancel switchover"
    case failover
    case restart
    case cancelRestart = "cancel restart"
    case reload
    case reinitialize
    case pause
    case resume
    case configure
}

extension Operation {
    package var kind: OperationKind {
        switch self {
        case .switchover: .switchover
        case .cancelSwitchover: .cancelSwitchover
        case .failover: .failover
        case .restart: .restart
        case .cancelRestart: .cancelRestart
        case .reload: .reload
        case .reinitialize: .reinitialize
        case .pause: .pause
        case .resume: .resume
        case .configure: .configure
        }
    }
}
