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
    /// Since when a database greets again so soon after a cut and a failure that it may be the one that is ending; `answer` is not told yet.
    package var greetsSince: Timestamp?

    package init(address: ClientAddress, answer: Observation<ProbeAnswer> = .pending, latency: Duration? = nil) {
        self.address = address
        self.answer = answer
        self.latency = latency
    }

    /// Whether a greeting that was asked for at `moment` may come from the database that was lost, and lets nobody in.
    package func mayBeFarewell(askedAt moment: Timestamp) -> Bool {
        guard let cutAt, let failure = answer.failure else { return false }
        return failure.since >= cutAt && moment <= cutAt + Self.farewell
    }
}
