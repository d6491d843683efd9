import ClusterModel

/// A `ReadFailure` as a recording spells it: the kind, and of the rest only what that kind has.
struct RecordedFailure: Codable, Equatable {
    var kind: String
    var reason: String?
    var host: String?
    var title: String?
    var status: Int?
    var limitBytes: Int?
    var connected: Bool?

    init(_ failure: ReadFailure) {
        switch failure {
        case .timedOut(let connected):
            kind = "timed-out"
            self.connected = connected
        case .connectionRefused: kind = "refused"
        case .unreachable(let reason):
            kind = "unreachable"
            self.reason = reason
        case .nameNotResolved(let host):
            kind = "name-not-resolved"
            self.host = host
        case .closedWithoutAnswer: kind = "closed"
        case .cutShort: kind = "cut-short"
        case .tls(let reason):
            kind = "tls"
            self.reason = reason
        case .accessDenied(let status):
            kind = "access-denied"
            self.status = status
        case .withoutCredential(let reason):
            kind = "without-credential"
            self.reason = reason
        case .httpStatus(let status):
            kind = "http-status"
            self.status = status
        case .tooLarge(let limitBytes):
            kind = "too-large"
            self.limitBytes = limitBytes
        case .tooManyRedirects: kind = "too-many-redirects"
        case .html(let title):
            kind = "html"
            self.title = title
        case .undecodable(let reason):
            kind = "undecodable"
            self.reason = reason
        case .notADatabase(let reason):
            kind = "not-a-database"
            self.reason = reason
        case .refused(let status, let reason):
            kind = "refused-with-reason"
            self.status = status
            self.reason = reason
        }
    }

    /// The failure; one of a kind that this version does not know is still a failure, with its kind as the reason.
    var failure: ReadFailure {
        let reason = (reason ?? "").printable()
        return switch kind {
        case "timed-out": .timedOut(connected: connected ?? false)
        case "refused": .connectionRefused
        case "name-not-resolved": .nameNotResolved(host: (host ?? "").printable())
        case "closed": .closedWithoutAnswer
        case "cut-short": .cutShort
        case "tls": .tls(reason: reason)
        case "access-denied": .accessDenied(status: status ?? 403)
        case "without-credential": .withoutCredential(reason: reason)
        case "http-status": .httpStatus(status ?? 0)
        case "too-large": .tooLarge(limitBytes: limitBytes ?? 0)
        case "too-many-redirects": .tooManyRedirects
        case "html": .html(title: title?.printable())
        case "undecodable": .undecodable(reason: reason)
        case "not-a-database": .notADatabase(reason: reason)
        case "refused-with-reason": .refused(status: status ?? 0, reason: reason)
        case "unreachable": .unreachable(reason: reason)
        default: .unreachable(reason: kind.printable(limit: 64))
        }
    }
}
