import CCurl
import ClusterModel
import Endpoints
import Operations
import Wording

/// One access review under way.
final class ReviewTransfer: Exchange {
    let review: AccessReview
    let startedAt: Timestamp
    let easy: EasyHandle
    let host: String
    private(set) var secrets: [Secret] = []
    private(set) var shown: KubernetesCredential?
    private var headers: [HeaderList] = []
    private let body = AnswerBody(limitBytes: 64 << 10)
    private static let milliseconds = 10_000

    init(_ review: AccessReview, host: String, startedAt: Timestamp, easy: EasyHandle) {
        self.review = review
        self.host = host
        self.startedAt = startedAt
        self.easy = easy
    }

    var limitBytes: Int { body.limitBytes }

    var isConnected: Bool { shim_connect_microseconds(easy.pointer) > 0 }

    func prepare(by way: SendingWay, userAgent: String) throws(OptionFailure) {
        secrets = way.secrets
        shown = way.shown
        headers = try prepareSending(
            "POST",
            review.url,
            Array(review.body.utf8),
            by: way,
            userAgent: userAgent,
            milliseconds: Self.milliseconds
        )
        try body.receive(from: easy)
    }

    /// Whether the API server did not know what it was shown.
    var isRefusedByAPIServer: Bool { shim_response_code(easy.pointer) == 401 }

    func reply(_ code: CURLcode, at now: Timestamp) -> AccessReply {
        guard code == CURLE_OK else { return reply(.unknown("\(ReadFailure(code, of: self))"), at: now) }
        return reply(AccessVerdict(status: Int(shim_response_code(easy.pointer)), body: body.bytes), at: now)
    }

    func reply(_ verdict: AccessVerdict, at now: Timestamp) -> AccessReply {
        AccessReply(review.right, verdict, at: now)
    }
}
