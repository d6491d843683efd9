import ClusterModel
import Diagnosis
import Endpoints

extension Dashboard {
    /// What the dashboard wants done outside.
    ///
    /// There is no case that could change a cluster.
    package enum Effect: Equatable, Sendable {
        case read(ReadRequest, deadline: Duration)
        /// Nobody waits for the rest of this any more.
        case stop(ReadRequest)
        /// Write a report of an incident into the folder that the session was given; the answer is a `notice`.
        case saveReport(Incident, cluster: String)
        /// Add to the recording what an operator did, which no reply tells.
        case record(OperatorAction)
        case useTheme(named: String)
        /// Paint everything anew, for a terminal that somebody else wrote on.
        case repaint
        /// Sound the terminal's bell.
        case ring
        /// Show a notification, where the terminal can.
        case notify(title: String, body: String)
        /// Run the configured hook, where one may be run.
        case runHook(Alert)
        case quit
    }
}
