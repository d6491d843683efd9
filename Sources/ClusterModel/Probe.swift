/// A place that clients connect to, and whether a database answered there.
package struct Probe: Equatable, Sendable {
    package var address: ClientAddress
    package var answer: Observation<ProbeAnswer>
    /// From connecting to the answer's byte.
    package var latency: Duration?

    package init(address: ClientAddress, answer: Observation<ProbeAnswer> = .pending, latency: Duration? = nil) {
        self.address = address
        self.answer = answer
        self.latency = latency
    }
}
