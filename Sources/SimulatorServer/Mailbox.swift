import Simulator
import Synchronization

/// What other threads tell the event loop, and what they may know of it.
final class Mailbox: Sendable {
    /// A fault for one of the clusters.
    struct Letter: Sendable {
        var cluster: Int
        var fault: Fault
    }

    private struct Contents: Sendable {
        var stops = false
        var faults: [Letter] = []
        var counts: [String: Int] = [:]
        var writes: [String] = []
    }

    let waker: Waker
    private let contents = Mutex(Contents())

    init() throws {
        waker = try Waker()
    }

    func requestStop() {
        contents.withLock { $0.stops = true }
        waker.wake()
    }

    func post(_ fault: Fault, to cluster: Int) {
        contents.withLock { $0.faults.append(Letter(cluster: cluster, fault: fault)) }
        waker.wake()
    }

    func collect() -> (stops: Bool, faults: [Letter]) {
        contents.withLock { contents in
            defer { contents.faults = [] }
            return (contents.stops, contents.faults)
        }
    }

    func count(_ method: String, _ path: String) {
        contents.withLock { contents in
            contents.counts[method, default: 0] += 1
            if method != "GET", contents.writes.count < Self.mostWrites { contents.writes.append("\(method) \(path)") }
        }
    }

    private static let mostWrites = 1_000

    var writes: [String] { contents.withLock { $0.writes } }

    var requestCounts: [String: Int] { contents.withLock { $0.counts } }
}
