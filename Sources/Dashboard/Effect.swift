import ClusterModel
import Endpoints

/// What the dashboard wants done outside.
///
/// There is no case that could change a cluster.
package enum Effect: Equatable, Sendable {
    case read(ReadRequest, deadline: Duration)
    case useTheme(named: String)
    /// Paint everything anew, for a terminal that somebody else wrote on.
    case repaint
    case quit
}
