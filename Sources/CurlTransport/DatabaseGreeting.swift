import CCurl
import ClusterModel
import Endpoints
import Glibc

/// The part of a probe after the TCP connection stands: eight bytes out, one byte back, and no login.
///
/// A PostgreSQL server answers SSLRequest with `S` or `N` before anything else (PostgreSQL docs, protocol-message-formats.html).
struct DatabaseGreeting {
    let transfer: CurlTransfer
    let socket: Int32
    private static let sslRequest: [UInt8] = [0, 0, 0, 8, 0x04, 0xD2, 0x16, 0x2F]
    /// HAProxy without a server for us accepts and closes; having read nothing of ours it resets the connection instead.
    static let closed = ReadFailure.notADatabase(reason: "connection closed")

    /// Sends the request; throws when the peer is gone already.
    init(over transfer: CurlTransfer) throws(ReadFailure) {
        self.transfer = transfer
        socket = shim_active_socket(transfer.easy.pointer)
        var sent = 0
        let code = curl_easy_send(transfer.easy.pointer, Self.sslRequest, Self.sslRequest.count, &sent)
        guard code == CURLE_OK, sent == Self.sslRequest.count else { throw Self.closed }
        whenClosed(isReset: true)
    }

    /// A connection that is given up unanswered is reset.
    ///
    /// HAProxy keeps one that was only closed until the database behind it closes, too: while that hangs, ten probes a second would
    /// take up the proxy's `maxconn`.
    private func whenClosed(isReset: Bool) {
        var lingering = linger(l_onoff: isReset ? 1 : 0, l_linger: 0)
        setsockopt(socket, SOL_SOCKET, SO_LINGER, &lingering, socklen_t(MemoryLayout<linger>.size))
    }

    /// What the probe came to by `now`, nil while the database may still answer; never blocks.
    func outcome(now: ContinuousClock.Instant) -> Result<ReadAnswer, ReadFailure>? {
        var byte: UInt8 = 0
        var received = 0
        let code = curl_easy_recv(transfer.easy.pointer, &byte, 1, &received)
        if code == CURLE_AGAIN { return now < transfer.deadline ? nil : .failure(.timedOut(connected: true)) }
        guard code == CURLE_OK, received == 1 else { return .failure(Self.closed) }
        whenClosed(isReset: false)
        guard ProbeAnswer(byte: byte) != nil else {
            return .failure(.notADatabase(reason: "answered \(Self.spell(byte)) instead of S or N"))
        }
        return .success(ReadAnswer(status: 0, body: [byte]))
    }

    private static func spell(_ byte: UInt8) -> String {
        let scalar = Unicode.Scalar(byte)
        return scalar.isASCII && scalar.isPrintable ? "“\(scalar)”" : "byte \(byte)"
    }
}
