import ClusterModel
import Diagnosis
import Endpoints
import TerminalUI

extension Dashboard {
    /// Everything that can happen to the dashboard; time is a message too.
    package enum Message: Sendable {
        case key(Key)
        /// Ctrl-C: somebody wants to quit, wherever keys go.
        case interrupted
        case resized(Size)
        /// The clock moved on; sent whenever the event loop woke.
        case tick(Timestamp)
        case replied(ReadReply)
        /// Something to tell the user that is no matter of the cluster.
        case notice(String)
        /// What an operator did to a cluster from elsewhere; passed over where it is not this cluster.
        case told(OperatorAction)
        /// No answers are written to the file any more, and why.
        case recordingEnded(String)
        /// The recording that is played has no more to give.
        case playbackEnded
        /// The last message of all: what is still to be written down is to be written now.
        case ending
    }
}
