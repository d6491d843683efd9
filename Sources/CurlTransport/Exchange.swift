import CCurl
import Endpoints

/// A request with its answer under way, a read or a write: what setting it up and explaining its failure need to know.
protocol Exchange: AnyObject {
    var easy: EasyHandle { get }
    /// The host that is asked, for a sentence about its name.
    var host: String { get }
    /// How much of an answer is taken.
    var limitBytes: Int { get }
    /// Whether the TCP connection stood.
    var isConnected: Bool { get }
    /// What no sentence about it may show.
    var secrets: [Secret] { get }
}

/// Has transfers on a reader's multi handle, so that one thread waits for both in one place.
protocol MultiGuest: AnyObject {
    var hasReplies: Bool { get }

    /// Whether something of it waits for a credential that another program makes.
    var isWaiting: Bool { get }

    /// Sees whether the credential that it waits for is there.
    func retryWaiting()

    /// libcurl is done with one of the guest's handles.
    func conclude(_ pointer: UnsafeMutableRawPointer, _ result: CURLcode)

    /// The multi handle has nothing more to give.
    func failEverything(because reason: String)
}
