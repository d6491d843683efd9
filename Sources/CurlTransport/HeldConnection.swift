import CCurl
import ClusterModel
import Endpoints

/// A connection to a database port after its greeting: nothing is sent any more, and its end is what is waited for.
struct HeldConnection {
    let transfer: CurlTransfer
    let socket: Int32

    init(_ greeting: DatabaseGreeting) {
        transfer = greeting.transfer
        socket = greeting.socket
    }

    /// How it ended by `now`, nil while it stands; an empty answer when it stood its whole time.
    ///
    /// Never blocks.
    func outcome(now: ContinuousClock.Instant) -> Result<ReadAnswer, ReadFailure>? {
        var byte: UInt8 = 0
        var received = 0
        let code = curl_easy_recv(transfer.easy.pointer, &byte, 1, &received)
        guard code == CURLE_AGAIN else { return .failure(.notADatabase(reason: "connection closed")) }
        return now < transfer.deadline ? nil : .success(ReadAnswer(status: 0, body: []))
    }
}
