import CCurl
import ClusterModel
import Endpoints

/// One request under way: its easy handle and what has arrived so far.
///
/// libcurl holds an unretained reference to it for the write call-back; the reader's table keeps it alive until the handle
/// has left the multi handle.
final class CurlTransfer: Exchange {
    let request: ReadRequest
    let startedAt: Timestamp
    /// When the whole exchange is given up, on the monotonic clock.
    ///
    /// Of a stream it moves on with every byte: it is when the silence has lasted too long.
    private(set) var deadline: ContinuousClock.Instant
    let easy: EasyHandle
    /// Headers of this transfer alone.
    var ownHeaders: HeaderList?
    /// Where to connect to instead of where the URL says.
    var detour: HeaderList?
    /// What no sentence about this transfer may show.
    var secrets: [Secret] = []
    /// What the API server is shown; nil for requests to anybody else.
    var shown: KubernetesCredential?
    /// Whether this is the second try, after the first one's credential was refused.
    let isSecondTry: Bool
    private let longestSilence: Duration
    /// Whole lines of a stream that the reader has not taken yet.
    private var lines: [[UInt8]] = []
    private var hasToldOpening = false
    /// A server that takes a request answers with its headers at once.
    private static let openingPatience = Duration.seconds(5)
    let limitBytes: Int
    private var body: [UInt8] = []
    private var overflowed = false
    private var tlsHasBegun = false

    init(
        request: ReadRequest,
        startedAt: Timestamp,
        patience: Duration,
        easy: EasyHandle,
        isSecondTry: Bool = false
    ) {
        self.request = request
        self.isSecondTry = isSecondTry
        self.startedAt = startedAt
        deadline = .now + (request.tellsOpening ? min(patience, Self.openingPatience) : patience)
        longestSilence = patience
        self.easy = easy
        limitBytes = request.limitBytes
    }

    var host: String { request.host }

    /// The same request once more, from its beginning; nil when the memory is exhausted.
    func again() -> CurlTransfer? {
        guard let easy = EasyHandle() else { return nil }
        return CurlTransfer(
            request: request,
            startedAt: startedAt,
            patience: longestSilence,
            easy: easy,
            isSecondTry: true
        )
    }

    /// Lets libcurl deliver the body here.
    func receiveBody() throws(OptionFailure) {
        if !request.isStream { try shim_setopt_max_file_size(easy.pointer, curl_off_t(limitBytes)).check() }
        let context = Unmanaged.passUnretained(self).toOpaque()
        let deliver: curl_write_callback = { bytes, size, count, context in
            guard let context else { return 0 }
            let transfer = Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
            return transfer.accept(UnsafeRawBufferPointer(start: bytes, count: size * count))
        }
        try shim_setopt_write(easy.pointer, deliver, context).check()
    }

    /// Notes when TLS begins, for `isConnected`.
    func noticeTLS() throws(OptionFailure) {
        let context = Unmanaged.passUnretained(self).toOpaque()
        let begin: curl_ssl_ctx_callback = { _, _, context in
            guard let context else { return CURLE_BAD_FUNCTION_ARGUMENT }
            Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue().tlsHasBegun = true
            return CURLE_OK
        }
        try shim_setopt_tls_begins(easy.pointer, begin, context).check()
    }

    /// Whether the TCP connection stood.
    ///
    /// libcurl 7.88 takes the time of the connection only after the TLS handshake, hence the second sign.
    var isConnected: Bool { tlsHasBegun || shim_connect_microseconds(easy.pointer) > 0 }

    /// Takes the next piece of the body; any other number than the piece's length makes libcurl stop the transfer.
    private func accept(_ piece: UnsafeRawBufferPointer) -> Int {
        if request.isStream, shim_response_code(easy.pointer) == 200 { return acceptLines(piece) }
        guard piece.count <= limitBytes - body.count else {
            overflowed = true
            body = []
            return 0
        }
        body.append(contentsOf: piece)
        return piece.count
    }

    /// Cuts a piece of a stream into lines; the last one waits for its end, within the limit.
    private func acceptLines(_ piece: UnsafeRawBufferPointer) -> Int {
        deadline = .now + longestSilence
        var rest = piece[...]
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            guard append(rest[..<end]) else { return 0 }
            if body.isEmpty, request.keepsEmptyLines { body = [UInt8(ascii: "\n")] }
            if !body.isEmpty { lines.append(body) }
            body = []
            rest = rest[rest.index(after: end)...]
        }
        return append(rest) ? piece.count : 0
    }

    private func append(_ part: Slice<UnsafeRawBufferPointer>) -> Bool {
        guard part.count <= limitBytes - body.count else {
            overflowed = true
            body = []
            return false
        }
        body.append(contentsOf: part)
        return true
    }

    /// The messages of a stream that have arrived since the last call.
    func takeMessages() -> [ReadAnswer] {
        defer { lines = [] }
        return opening + lines.map { ReadAnswer(status: 200, body: $0) }
    }

    /// The message that says that the stream has begun, once.
    private var opening: [ReadAnswer] {
        guard request.tellsOpening, !hasToldOpening, shim_response_code(easy.pointer) == 200 else { return [] }
        hasToldOpening = true
        deadline = .now + longestSilence
        return [ReadAnswer(status: 200, body: [])]
    }

    /// What the transfer came to, once libcurl reported its end with `code`.
    func outcome(_ code: CURLcode) -> Result<ReadAnswer, ReadFailure> {
        if overflowed { return .failure(.tooLarge(limitBytes: limitBytes)) }
        guard code == CURLE_OK || endsWithoutFarewell(code) else {
            let failure = ReadFailure(code, of: self)
            // Who closes before we could ask is as little of a database as who closes then.
            return .failure(request.isConnection && failure == .closedWithoutAnswer ? DatabaseGreeting.closed : failure)
        }
        let contentType = shim_content_type(easy.pointer).map { String(cString: $0).printable(limit: 128) }
        let status = shim_response_code(easy.pointer)
        let date = shim_date(easy.pointer).flatMap { Timestamp(httpDate: String(cString: $0)) }
        let retryAfter = shim_retry_after_seconds(easy.pointer)
        return .success(
            ReadAnswer(
                status: status,
                contentType: contentType,
                date: date,
                retryAfter: retryAfter > 0 ? .seconds(min(retryAfter, 3600)) : nil,
                body: body
            )
        )
    }

    /// Whether an answer of unannounced length ended by closing the TCP connection without TLS's close_notify.
    ///
    /// Patroni announces no length (it speaks HTTP/1.0), so the end of the connection is the end of its answer, and some builds of
    /// libcurl call an end without farewell an error. An answer that was really cut does not decode.
    private func endsWithoutFarewell(_ code: CURLcode) -> Bool {
        code == CURLE_RECV_ERROR && shim_response_code(easy.pointer) != 0 && shim_announced_bytes(easy.pointer) < 0
            && easy.errorSentence.contains("unexpected eof")
    }
}
