import ClusterModel
import Endpoints
import TerminalUI

/// Everything that can happen to the dashboard; time is a message too.
package enum Message: Sendable {
    case key(Key)
    case resized(Size)
    /// The clock moved on; sent whenever the event loop woke.
    case tick(Timestamp)
    case replied(ReadReply)
    /// What came of an effect, in a sentence for the last line.
    case notice(String)
}
