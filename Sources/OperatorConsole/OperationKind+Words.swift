import Operations

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
