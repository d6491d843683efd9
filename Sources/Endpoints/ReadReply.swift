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
}

/// An HTTP answer as it came, whatever its status; a probe's answer is a body of one byte with status 0.
package struct ReadAnswer: Equatable, Sendable {
    package var status: Int
    package var contentType: String?
    package var body: [UInt8]

    package init(status: Int, contentType: String? = nil, body: [UInt8]) {
        self.status = status
        self.contentType = contentType
        self.body = body
    }
}
