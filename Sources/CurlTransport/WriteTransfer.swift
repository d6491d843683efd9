import CCurl
import ClusterModel
import Endpoints
import Operations

/// One mutating request under way: its easy handle and what has arrived of the answer.
///
/// The writer's table keeps it alive while libcurl has its handle.
final class WriteTransfer: Exchange {
    let request: MutatingRequest
    let startedAt: Timestamp
    let easy: EasyHandle
    private(set) var secrets: [Secret] = []
    /// What the API server is shown; nil where the agent itself is asked.
    private(set) var shown: KubernetesCredential?
    private var headers: [HeaderList] = []
    private let body: AnswerBody

    init(_ request: MutatingRequest, startedAt: Timestamp, easy: EasyHandle) {
        self.request = request
        self.startedAt = startedAt
        self.easy = easy
        // Patroni's longest answer is the whole dynamic configuration.
        body = AnswerBody(limitBytes: 1 << 20)
    }

    var limitBytes: Int { body.limitBytes }

    var host: String { request.outline.agent.host }

    var isConnected: Bool { hasLeft || shim_connect_microseconds(easy.pointer) > 0 }

    private var hasLeft: Bool { shim_sent_bytes(easy.pointer) > 0 }

    /// Prepares exactly what the outline says.
    func prepare(by way: SendingWay, userAgent: String) throws(OptionFailure) {
        let outline = request.outline
        secrets = way.secrets
        shown = way.shown
        headers = try prepareSending(
            outline.method.rawValue,
            outline.url,
            Array((outline.body ?? "").utf8),
            by: way,
            userAgent: userAgent,
            milliseconds: max(1, min(outline.timeoutSeconds, 3600)) * 1000
        )
        try body.receive(from: easy)
    }

    /// Whether the API server itself did not know what it was shown.
    var isRefusedByAPIServer: Bool {
        shown != nil && KubernetesLink.isRefusal(status: Int(shim_response_code(easy.pointer)), body.bytes)
    }

    /// What became of it.
    func reply(_ code: CURLcode, at now: Timestamp) -> WriteReply {
        let said = shown == nil ? nil : saidByAPIServer
        return WriteReply(
            step: request.step,
            outcome: said.map { .failure($0.failure) } ?? outcome(code),
            startedAt: startedAt,
            finishedAt: now,
            mayHaveArrived: hasLeft && !isTurnedAwayByTLS(code) && said?.mayHaveArrived != false
        )
    }

    /// What the API server says for itself; nil where the pod has answered.
    private var saidByAPIServer: ProxiedAnswer.Refusal? {
        let answer = ReadAnswer(status: Int(shim_response_code(easy.pointer)), body: body.bytes)
        let right = request.outline.right?.verb ?? request.outline.method.rawValue
        return ProxiedAnswer.refusal(answer, to: right, from: request.outline.agent)
    }

    /// A status is an answer, even when the text behind it breaks off or never ends.
    private func outcome(_ code: CURLcode) -> Result<WriteAnswer, ReadFailure> {
        let status = shim_response_code(easy.pointer)
        guard status >= 200, body.overflowed || code != CURLE_WEIRD_SERVER_REPLY else {
            return .failure(ReadFailure(code, of: self))
        }
        return .success(
            WriteAnswer(status: Int(status), text: String(decoding: body.bytes.prefix(Self.shownBytes), as: UTF8.self))
        )
    }

    /// TLS 1.3 lets us send before the server has looked at our certificate; an alert comes in place of an answer then.
    private func isTurnedAwayByTLS(_ code: CURLcode) -> Bool {
        code != CURLE_OK && shim_response_code(easy.pointer) == 0 && easy.errorSentence.contains(" alert ")
    }

    private static let shownBytes = 16_384
}
