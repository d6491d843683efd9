import CCurl
import ClusterModel
import Endpoints
import Glibc

extension ReadFailure {
    /// The reason behind a libcurl error code, as far as the transfer can tell.
    init(_ code: CURLcode, of transfer: some Exchange) {
        let pointer = transfer.easy.pointer
        let answered = shim_response_code(pointer) != 0
        let sentence = Self.sentence(code, of: transfer)
        switch code {
        case CURLE_OPERATION_TIMEDOUT:
            self = Self.timeout(of: transfer)
        case CURLE_COULDNT_RESOLVE_HOST:
            self = .nameNotResolved(host: transfer.host)
        case CURLE_COULDNT_CONNECT:
            self = Self.refusal(errorNumber: Int32(truncatingIfNeeded: shim_os_errno(pointer)), sentence: sentence)
        case _ where sentence.contains("getpeername()"):
            self = Self.goneAtOnce(afterHandshake: shim_handshake_microseconds(pointer) > 0)
        case CURLE_GOT_NOTHING:
            self = .closedWithoutAnswer
        case CURLE_PARTIAL_FILE:
            self = .cutShort
        case CURLE_RECV_ERROR where Self.isAboutTLS(sentence):
            self = answered ? .cutShort : Self.brokenTLS(sentence)
        case CURLE_RECV_ERROR where sentence.contains("chunk"):
            self = .undecodable(reason: sentence)
        case CURLE_RECV_ERROR, CURLE_SEND_ERROR:
            self = answered ? .cutShort : .unreachable(reason: sentence)
        case CURLE_FILESIZE_EXCEEDED:
            self = .tooLarge(limitBytes: transfer.limitBytes)
        case CURLE_TOO_MANY_REDIRECTS:
            self = .tooManyRedirects
        case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING, CURLE_HTTP2:
            self = .undecodable(reason: sentence)
        case let code where Self.tlsCodes.contains(code.rawValue):
            self = Self.tls(sentence)
        default:
            self = .unreachable(reason: sentence)
        }
    }

    /// A time-out before the connection stood is another thing than one after it; one before the name resolved a third.
    private static func timeout(of transfer: some Exchange) -> ReadFailure {
        let pointer = transfer.easy.pointer
        guard shim_name_lookup_microseconds(pointer) > 0 else { return .nameNotResolved(host: transfer.host) }
        return .timedOut(connected: transfer.isConnected)
    }

    private static func refusal(errorNumber: Int32, sentence: String) -> ReadFailure {
        switch errorNumber {
        case ECONNREFUSED: .connectionRefused
        case ECONNRESET: .closedWithoutAnswer
        case ETIMEDOUT: .timedOut(connected: false)
        case 0: .unreachable(reason: sentence)
        default: .unreachable(reason: String(cString: strerror(errorNumber)).lowercased().printable(limit: 128))
        }
    }

    /// libcurl asks who the peer is once a connection stands; where it is gone by then, it only says that this failed.
    ///
    /// Nobody knows what arrived before.
    private static func goneAtOnce(afterHandshake: Bool) -> ReadFailure {
        guard afterHandshake else { return .closedWithoutAnswer }
        return .unreachable(
            reason: "closed the connection after the TLS handshake; it may want a client certificate (--cert, --key)"
        )
    }

    /// TLS 1.3 lets a client finish its handshake before the server refuses it, so the refusal comes as a read error.
    private static func brokenTLS(_ sentence: String) -> ReadFailure {
        sentence.contains("unexpected eof") ? .closedWithoutAnswer : tls(sentence)
    }

    /// OpenSSL names only the alert that the server sent; the alerts about certificates speak of ours.
    private static func tls(_ sentence: String) -> ReadFailure {
        guard let alert = certificateAlerts.first(where: sentence.contains) else { return .tls(reason: sentence) }
        return .tls(reason: "the server wants a client certificate that it trusts (\(alert))")
    }

    private static let certificateAlerts = [
        "alert bad certificate", "alert certificate required", "alert unknown ca", "alert certificate unknown",
        "alert unsupported certificate", "alert certificate expired", "alert certificate revoked",
    ]

    private static func isAboutTLS(_ sentence: String) -> Bool {
        sentence.contains("SSL")
    }

    /// libcurl's sentence on one line, safe to show and without any secret that we gave it.
    private static func sentence(_ code: CURLcode, of transfer: some Exchange) -> String {
        let own = transfer.easy.errorSentence
        let raw = own.isEmpty ? String(cString: curl_easy_strerror(code)) : own
        let line = raw.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return transfer.concealSecrets(in: line).printable()
    }

    private static let tlsCodes: Set<UInt32> = [
        CURLE_SSL_CONNECT_ERROR.rawValue, CURLE_PEER_FAILED_VERIFICATION.rawValue, CURLE_SSL_CERTPROBLEM.rawValue,
        CURLE_SSL_CACERT_BADFILE.rawValue, CURLE_SSL_CIPHER.rawValue, CURLE_SSL_ISSUER_ERROR.rawValue,
        CURLE_SSL_CRL_BADFILE.rawValue, CURLE_SSL_SHUTDOWN_FAILED.rawValue, CURLE_SSL_INVALIDCERTSTATUS.rawValue,
        CURLE_SSL_CLIENTCERT.rawValue, CURLE_SSL_ENGINE_NOTFOUND.rawValue, CURLE_SSL_ENGINE_SETFAILED.rawValue,
        CURLE_USE_SSL_FAILED.rawValue, CURLE_SSL_PINNEDPUBKEYNOTMATCH.rawValue,
    ]
}

extension ReadRequest {
    /// The host that is asked, for a sentence about its name.
    var host: String {
        switch self {
        case .listing(let address), .agent(let address), .history(let address), .configuration(let address),
            .proxyStatistics(let address):
            address.host
        case .probe(let address), .heldConnection(let address): address.host
        case .store(let request): request.endpoint.host
        case .kubernetes(let request): request.server.host
        }
    }
}

extension Exchange {
    /// `text` with every secret of this transfer replaced by what a `Secret` prints.
    fileprivate func concealSecrets(in text: String) -> String {
        secrets.reduce(text) { text, secret in
            guard !secret.reveal().isEmpty else { return text }
            return text.replacing(secret.reveal(), with: secret.description)
        }
    }
}
