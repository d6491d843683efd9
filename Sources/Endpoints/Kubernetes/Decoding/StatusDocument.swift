import ClusterModel

/// Why the API server refuses, as it says so itself (kubernetes `apimachinery meta/v1 Status`).
struct StatusDocument: Decodable {
    var code: Int?
    /// One word: `Expired`, `Forbidden`, `TooManyRequests`.
    var reason: String
    var message: String
    var retryAfter: Duration?

    private enum CodingKeys: CodingKey {
        case kind, code, reason, message, details
    }

    /// Anything that is no `Status` throws; the server leaves its kind out when etcd hangs.
    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let kind = container.lenient(.kind, String.self)
        code = container.lenient(.code)
        guard kind == "Status" || kind == nil && code != nil else {
            throw DecodingFailure(path: "kind", problem: "no Status")
        }
        reason = container.text(.reason, limit: 64) ?? ""
        message = container.text(.message, limit: 512) ?? ""
        let seconds = container.lenient(.details, Details.self)?.retryAfterSeconds ?? 0
        retryAfter = seconds > 0 ? .seconds(min(seconds, 3600)) : nil
    }

    private struct Details: Decodable {
        var retryAfterSeconds: Int?
    }

    /// Whom the server took us for, out of `User "nobody" cannot list …`.
    var user: String? {
        guard let start = message.firstRange(of: "User \"")?.upperBound,
            let end = message[start...].firstRange(of: "\" cannot")?.lowerBound
        else { return nil }
        return String(message[start..<end])
    }
}
