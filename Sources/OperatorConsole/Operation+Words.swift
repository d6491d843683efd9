import ClusterModel
import Operations

extension Operation {
    /// The operation and whom it concerns: `switchover db1 → db2`.
    package var headline: String {
        switch self {
        case .switchover(let switchover):
            "switchover \(switchover.leader) → \(switchover.candidate?.text ?? "any")"
                + (switchover.at.map { " at \($0.text)" } ?? "")
        case .failover(let candidate): "failover to \(candidate)"
        case .restart(let restart):
            "restart of \(restart.members.map(\.text).listed)" + (restart.at.map { " at \($0.text)" } ?? "")
        case .reload(let members): "reload of \(members.map(\.text).listed)"
        case .reinitialize(let reinitialization): "reinitialize \(reinitialization.member)"
        case .cancelRestart(let member): "cancel the restart of \(member)"
        case .cancelSwitchover: "cancel the switchover"
        case .pause: "pause"
        case .resume: "resume"
        case .configure(let change): "configure \(change.path)"
        }
    }
}

extension OperationKind {
    /// The word on the button that does it.
    var buttonWord: String {
        switch self {
        case .switchover: "Switch over"
        case .failover: "Fail over"
        case .restart: "Restart"
        case .reload: "Reload"
        case .reinitialize: "Reinitialize"
        case .pause: "Pause"
        case .resume: "Resume"
        case .configure: "Change"
        case .cancelSwitchover, .cancelRestart: "Cancel the schedule"
        }
    }
}
