/// One Patroni agent as we reach it, whether or not we know yet which member it belongs to.
package struct Agent: Equatable, Sendable {
    package var address: WebAddress
    /// What `/patroni` answers.
    package var report: Observation<AgentReport>
    /// How long the last answer took.
    package var latency: Duration?
    /// Why `/cluster` on this agent last failed, and since when; nil when it answered or was never asked.
    ///
    /// An agent that answers `/patroni` but closes `/cluster` cannot reach its DCS (patroni `api.py do_GET_cluster`).
    package var listingFailure: Failure?
    /// How far the agent's clock is ahead of ours, by the `Date` header of its last answer; good to a second.
    package var clockOffset: Duration?

    /// The first failure in a row, and its reason.
    package struct Failure: Equatable, Sendable {
        package var reason: ReadFailure
        package var since: Timestamp

        package init(reason: ReadFailure, since: Timestamp) {
            self.reason = reason
            self.since = since
        }
    }

    package init(
        address: WebAddress,
        report: Observation<AgentReport> = .pending,
        latency: Duration? = nil,
        listingFailure: Failure? = nil,
        clockOffset: Duration? = nil
    ) {
        self.address = address
        self.report = report
        self.latency = latency
        self.listingFailure = listingFailure
        self.clockOffset = clockOffset
    }

    /// Answers for itself, but takes a request for the listing and does not finish it.
    ///
    /// That is how an agent fails without its DCS. One that nobody reaches any more is something else: the listing may be what tells first.
    package var seemsCutFromDCS: Bool {
        guard report.currentValue != nil else { return false }
        switch listingFailure?.reason {
        case .closedWithoutAnswer, .cutShort, .timedOut(connected: true): return true
        case .timedOut(connected: false), .connectionRefused, .unreachable, .nameNotResolved, .tls, .accessDenied,
            .withoutCredential, .httpStatus, .tooLarge, .tooManyRedirects, .html, .undecodable, .notADatabase, .refused,
            nil:
            return false
        }
    }
}
