import ClusterModel

/// The end of one `ReadRequest`, an answer or the reason why there is none; or one message of a stream that goes on.
package struct ReadReply: Sendable {
    package var request: ReadRequest
    package var outcome: Result<ReadAnswer, ReadFailure>
    package var startedAt: Timestamp
    package var finishedAt: Timestamp
    /// Nothing more comes of this request; false for the messages of a watch.
    package var isFinal: Bool

    package init(
        request: ReadRequest,
        outcome: Result<ReadAnswer, ReadFailure>,
        startedAt: Timestamp,
        finishedAt: Timestamp,
        isFinal: Bool = true
    ) {
        self.request = request
        self.outcome = outcome
        self.startedAt = startedAt
        self.finishedAt = finishedAt
        self.isFinal = isFinal
    }

    package var latency: Duration { finishedAt - startedAt }

    /// The moment that the outcome is true of: what ran out of time was out of reach from its beginning.
    package var observedAt: Timestamp {
        if case .failure(.timedOut) = outcome { startedAt } else { finishedAt }
    }

    /// How far the answering machine's clock is ahead of ours; nil when its answer has no date, or took too long to tell.
    ///
    /// The header counts whole seconds, so half of one is added; the answer was made between the start and the end.
    package var clockOffset: Duration? {
        guard latency <= .seconds(1), let date = (try? outcome.get())?.date else { return nil }
        return date + .milliseconds(500) - (startedAt + latency / 2)
    }
}

/// An HTTP answer as it came, whatever its status; a probe's answer is a body of one byte with status 0.
package struct ReadAnswer: Equatable, Sendable {
    package var status: Int
    package var contentType: String?
    /// The `Date` header: the answering machine's clock, in whole seconds.
    package var date: Timestamp?
    /// The `Retry-After` header: how long the server wants to be left alone.
    package var retryAfter: Duration?
    package var body: [UInt8]

    package init(
        status: Int,
        contentType: String? = nil,
        date: Timestamp? = nil,
        retryAfter: Duration? = nil,
        body: [UInt8]
    ) {
        self.status = status
        self.contentType = contentType
        self.date = date
        self.retryAfter = retryAfter
        self.body = body
    }
}
