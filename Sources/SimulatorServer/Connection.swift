import ClusterModel
import FlyingSocks
import Simulator

/// A connection that was accepted, and what it waits for.
struct Connection {
    /// What is to happen next.
    enum State {
        case reading
        /// An answer takes its time.
        case waiting(PendingAnswer, until: Timestamp)
        case writing(thenClose: Bool)
        /// A watch or a followed log, sent in chunks as it comes.
        case streaming(SimulatedStream)
        /// Nothing is ever answered; the client will give up.
        case silent
    }

    let socket: Socket
    let role: Listener.Role
    var state = State.reading
    var received: [UInt8] = []
    var toSend: [UInt8] = []
    var wantsClose = true

    init(_ socket: Socket, _ role: Listener.Role) {
        self.socket = socket
        self.role = role
    }
}
