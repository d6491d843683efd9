import Dispatch
import Simulator

/// A simulator at work in the background.
package final class RunningSimulator: Sendable {
    /// One for each cluster, in their order.
    package let addresses: [SimulatedAddresses]
    private let mailbox: Mailbox
    private let hasEnded: DispatchGroup

    init(addresses: [SimulatedAddresses], mailbox: Mailbox, hasEnded: DispatchGroup) {
        self.addresses = addresses
        self.mailbox = mailbox
        self.hasEnded = hasEnded
    }

    deinit {
        mailbox.requestStop()
    }

    /// HTTP requests that arrived so far, by method.
    package var requestCounts: [String: Int] { mailbox.requestCounts }

    /// What was sent that is no GET, in its order, as `POST /switchover`; the first thousand.
    package var writes: [String] { mailbox.writes }

    /// Lets a fault strike a cluster, soon.
    package func apply(_ fault: Fault, to cluster: Int = 0) {
        mailbox.post(fault, to: cluster)
    }

    /// Closes every port and connection and returns when that is done.
    package func stop() {
        mailbox.requestStop()
        hasEnded.wait()
    }

    /// Blocks until somebody calls `stop`.
    package func waitUntilStopped() {
        hasEnded.wait()
    }
}
