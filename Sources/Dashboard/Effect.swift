import ClusterModel
import Diagnosis
import Endpoints

/// What the dashboard wants done outside.
///
/// There is no case that could change a cluster.
package enum Effect: Equatable, Sendable {
    case read(ReadRequest, deadline: Duration)
    /// Write a report of an incident into the folder that the session was given; the answer is a `notice`.
    case saveReport(Incident, cluster: String)
    case useTheme(named: String)
    /// Paint everything anew, for a terminal that somebody else wrote on.
    case repaint
    case quit
}
