import Wording

/// Why a source gave no usable answer.
///
/// Each case is something that a person would do something different about.
package enum ReadFailure: Error, Hashable, Sendable {
    /// No answer within the deadline. `connected` tells whether the connection stood: a frozen process accepts and says nothing.
    case timedOut(connected: Bool)
    case connectionRefused
    /// The network said no: `reason` is libcurl's sentence (no route, network unreachable, reset before an answer …).
    case unreachable(reason: String)
    case nameNotResolved(host: String)
    /// The connection was closed without an HTTP answer. Patroni does this on `/cluster` while its DCS cannot be read (patroni `api.py do_GET_cluster`).
    case closedWithoutAnswer
    /// The answer broke off before its end.
    case cutShort
    case tls(reason: String)
    /// 401 or 403.
    case accessDenied(status: Int)
    /// There is nothing to show to the source so that it lets us in: nobody was asked.
    case withoutCredential(reason: String)
    case httpStatus(Int)
    case tooLarge(limitBytes: Int)
    case tooManyRedirects
    /// HTML where data was expected: a wrong path, or another server in between.
    case html(title: String?)
    /// The bytes do not say what they should; `reason` names the place and what was found.
    case undecodable(reason: String)
    /// The proxy accepted a client and closed or said something that no database says.
    case notADatabase(reason: String)
    /// Refused with a reason that a person can do something about: which right is missing, what the server lacks.
    case refused(status: Int, reason: String)
}

extension ReadFailure: Phrased {
    package var description: String { phrase.english }

    /// A few words for a table cell or a sentence, in lower case and without the source's name.
    package var phrase: Phrase {
        switch self {
        case .timedOut(connected: true): "accepts connections but does not answer"
        case .timedOut(connected: false): "connection timed out"
        case .connectionRefused: "connection refused"
        case .unreachable(let reason): "unreachable: \(reason)"
        case .nameNotResolved(let host): "name \(host) does not resolve"
        case .closedWithoutAnswer: "connection closed without an answer"
        case .cutShort: "answer cut short"
        case .tls(let reason): "TLS: \(reason)"
        case .accessDenied(let status): status == 401 ? "not authenticated (401)" : "access denied (\(status))"
        case .withoutCredential(let reason): "no credential: \(reason)"
        case .httpStatus(let status): "HTTP \(status)"
        case .tooLarge(let limitBytes): "answer larger than \(limitBytes / 1_048_576) MiB"
        case .tooManyRedirects: "redirects without end"
        case .html(let title): title.map { "HTML page “\($0)” instead of data" } ?? "HTML instead of data"
        case .undecodable(let reason): "unreadable answer: \(reason)"
        case .notADatabase(let reason): "no database behind it: \(Phrase(reason))"
        case .refused(let status, let reason): "\(reason) (\(status))"
        }
    }
}
