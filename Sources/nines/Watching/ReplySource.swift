import ClusterModel
import Dashboard
import Endpoints

/// Where the event loop's answers and its time come from: a cluster now, or a recording of one.
protocol ReplySource: AnyObject {
    /// The time that the dashboard is told.
    var now: Timestamp { get }

    func start(_ request: ReadRequest, deadline: Duration)

    /// Ends a request without a reply.
    func stop(_ request: ReadRequest)

    /// Takes down what an operator did, where replies are taken down.
    func record(_ action: OperatorAction)

    /// Whether nothing that was started is still awaited.
    var isIdle: Bool { get }

    /// Blocks until something came, a descriptor is readable, or `end` is reached.
    func wait(until end: Timestamp, descriptors: [Int32]) -> Woken

    /// Takes over how the user wants a recording played.
    func follow(_ playback: Playback)
}

/// What ended a wait.
struct Woken {
    /// For the dashboard, in this order.
    var messages: [Dashboard.Message]
    var readable: [Int32]
}
