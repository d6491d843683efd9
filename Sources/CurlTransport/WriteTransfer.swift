import CCurl
import ClusterModel
import Endpoints
import Operations

/// One mutating request under way: its easy handle and what has arrived of the answer.
///
/// As with `CurlTransfer`, libcurl holds an unretained reference to it; the writer's table keeps it alive.
final class WriteTransfer: Exchange {
    let request: MutatingRequest
    let startedAt: Timestamp
    let easy: EasyHandle
    private(set) var secrets: [Secret] = []
    private var headers: HeaderList?
    private var body: [UInt8] = []
    private var overflowed = false

    init(_ request: MutatingRequest, startedAt: Timestamp, easy: EasyHandle) {
        self.request = request
        self.startedAt = startedAt
        self.easy = easy
    }

    /// Patroni's longest answer is the whole dynamic configuration.
    let limitBytes = 1 << 20

    var host: String { request.outline.agent.host }

    var isConnected: Bool { hasLeft || shim_connect_microseconds(easy.pointer) > 0 }

    private var hasLeft: Bool { shim_sent_bytes(easy.pointer) > 0 }

    /// Prepares exactly what the outline says; redirects are not followed, and nothing is sent a second time.
    ///
    /// A fresh connection that is not reused is also what keeps libcurl from its one retry of its own, which it makes when
    /// a kept connection turns out to be dead.
    func prepare(access: Access, userAgent: String) throws(OptionFailure) {
        let pointer = easy.pointer
        let outline = request.outline
        secrets = access.secrets
        try connect(to: outline.url, milliseconds: max(1, min(outline.timeoutSeconds, 3600)) * 1000)
        // The answer may take its time, the connection may not: until it stands nothing has happened.
        try shim_setopt_connect_timeout_ms(pointer, 5000).check()
        let bytes = Array((outline.body ?? "").utf8)
        try shim_setopt_mutation(pointer, outline.method.rawValue, bytes, curl_off_t(bytes.count)).check()
        try shim_setopt_http_version_1_1(pointer).check()
        let headers = HeaderList(["Content-Type: application/json", "Connection: close", "Expect:"])
        self.headers = headers
        try shim_setopt_headers(pointer, headers.first).check()
        try shim_setopt_user_agent(pointer, userAgent).check()
        try shim_setopt_follow_location(pointer, 0).check()
        try shim_setopt_fresh_connect(pointer).check()
        try shim_setopt_forbid_reuse(pointer).check()
        try receiveBody()
        try apply(access)
    }

    /// What became of it.
    func reply(_ code: CURLcode, at now: Timestamp) -> WriteReply {
        WriteReply(
            step: request.step,
            outcome: outcome(code),
            startedAt: startedAt,
            finishedAt: now,
            mayHaveArrived: hasLeft && !isTurnedAwayByTLS(code)
        )
    }

    /// A status is an answer, even when the text behind it breaks off or never ends.
    private func outcome(_ code: CURLcode) -> Result<WriteAnswer, ReadFailure> {
        let status = shim_response_code(easy.pointer)
        guard status >= 200, overflowed || code != CURLE_WEIRD_SERVER_REPLY else {
            return .failure(ReadFailure(code, of: self))
        }
        return .success(
            WriteAnswer(status: Int(status), text: String(decoding: body.prefix(Self.shownBytes), as: UTF8.self))
        )
    }

    /// TLS 1.3 lets us send before the server has looked at our certificate; an alert comes in place of an answer then.
    private func isTurnedAwayByTLS(_ code: CURLcode) -> Bool {
        code != CURLE_OK && shim_response_code(easy.pointer) == 0 && easy.errorSentence.contains(" alert ")
    }

    private static let shownBytes = 16_384

    private func receiveBody() throws(OptionFailure) {
        let context = Unmanaged.passUnretained(self).toOpaque()
        let deliver: curl_write_callback = { bytes, size, count, context in
            guard let context else { return 0 }
            let transfer = Unmanaged<WriteTransfer>.fromOpaque(context).takeUnretainedValue()
            return transfer.accept(UnsafeRawBufferPointer(start: bytes, count: size * count))
        }
        try shim_setopt_write(easy.pointer, deliver, context).check()
    }

    private func accept(_ piece: UnsafeRawBufferPointer) -> Int {
        guard piece.count <= limitBytes - body.count else {
            overflowed = true
            return 0
        }
        body.append(contentsOf: piece)
        return piece.count
    }
}
