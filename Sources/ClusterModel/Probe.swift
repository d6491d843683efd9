/// A place that clients connect to, and whether a database answered there.
package struct Probe: Equatable, Sendable {
    package var address: ClientAddress
    package var answer: Observation<ProbeAnswer>
    /// From connecting to the answer's byte.
    package var latency: Duration?
    /// How long a database that is ending may still answer whether it speaks TLS, though it lets nobody in any more.
    package static let farewell = Duration.milliseconds(1500)
    /// When a connection that was held open there was ended by the other side; nil once a database answers long after that.
    ///
    /// Alone it says nothing, since proxies end idle connections; before a failure it says when the database was lost.
    package var cutAt: Timestamp?

    package init(address: ClientAddress, answer: Observation<ProbeAnswer> = .pending, latency: Duration? = nil) {
        self.address = address
        self.answer = answer
        self.latency = latency
    }
}
