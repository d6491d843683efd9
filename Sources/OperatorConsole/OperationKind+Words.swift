import Operations
import Wording

extension OperationKind {
    /// What a dialog is called while there is no plan yet.
    var phrase: Phrase { Phrase(rawValue) }

    /// The word on the button that does it.
    var buttonWord: Phrase {
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
