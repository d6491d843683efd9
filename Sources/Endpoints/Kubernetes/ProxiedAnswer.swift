import ClusterModel

/// Tells what the API server's proxy says for itself from what came out of the pod.
///
/// A pod's answer passes through as it is, whatever its status. What the API server says is a `Status`, which Patroni never sends: the pod
/// cannot be reached (503, "error trying to reach service"), a right is missing (403), the pod is gone (404).
package enum ProxiedAnswer {
    /// What the API server says for itself in place of the pod.
    package struct Refusal: Equatable, Sendable {
        package var failure: ReadFailure
        /// False is certain: the pod got nothing of the request.
        package var mayHaveArrived: Bool
    }

    static func read(
        _ outcome: Result<ReadAnswer, ReadFailure>,
        from address: WebAddress
    ) -> Result<ReadAnswer, ReadFailure> {
        guard case .success(let answer) = outcome else { return outcome }
        return refusal(answer, to: "get", from: address).map { .failure($0.failure) } ?? outcome
    }

    /// What the API server says for itself; nil where the pod has answered.
    ///
    /// - Parameter verb: what the API server calls what was asked: `get`, `create` …
    package static func refusal(_ answer: ReadAnswer, to verb: String, from address: WebAddress) -> Refusal? {
        guard answer.status >= 400 else { return nil }
        if answer.status == 429 {
            let failure = ReadFailure.refused(status: 429, reason: "the API server is asked too much")
            return Refusal(failure: failure, mayHaveArrived: false)
        }
        guard let status = try? KubernetesDecoder.decode(StatusDocument.self, from: answer.body), status.isGenuine
        else { return nil }
        return Refusal(
            failure: failure(answer.status, status, to: verb, of: address),
            mayHaveArrived: answer.status >= 500 && status.cause.map(isOfConnecting) != true
        )
    }

    /// Whether the API server did not even get a connection to the pod (Go `net/dial`, "dial tcp ADDRESS: …").
    private static func isOfConnecting(_ cause: String) -> Bool {
        cause.hasPrefix("dial ") || cause.hasPrefix("tls: ") || cause.hasPrefix("x509: ")
            || cause.hasSuffix("TLS handshake timeout")
    }

    private static func failure(
        _ status: Int,
        _ document: StatusDocument,
        to verb: String,
        of address: WebAddress
    ) -> ReadFailure {
        let pod = address.proxiedPod
        switch status {
        case 401: return .accessDenied(status: 401)
        case 403:
            let who = document.user.map { "user \($0) may not" } ?? "we may not"
            let kind = pod == nil ? "services/proxy" : "pods/proxy"
            let place = pod.map { " in namespace \($0.namespace)" } ?? ""
            return .refused(status: 403, reason: "\(who) \(verb) \(kind)\(place)")
        case 404: return .refused(status: 404, reason: pod.map { "pod \($0.name) is gone" } ?? document.message)
        case 400 where document.message == "address not allowed":
            return .refused(status: 400, reason: "the pod has no address yet")
        default: break
        }
        guard let cause = document.cause else { return .refused(status: status, reason: document.message) }
        if cause == "EOF" { return .closedWithoutAnswer }
        if cause.hasSuffix("connection refused") { return .connectionRefused }
        if cause.contains("tls:") || cause.contains("x509") || cause.contains("TLS") { return .tls(reason: cause) }
        if cause.hasSuffix("i/o timeout") || cause.contains("deadline exceeded") { return .timedOut(connected: false) }
        return .unreachable(reason: "the API server does not reach the pod: \(cause)")
    }
}

extension StatusDocument {
    /// A whole `Status`: other JSON that happens to hold a `code` is the pod's own.
    fileprivate var isGenuine: Bool { code != nil && !message.isEmpty }

    /// What came in the way between the API server and the pod (kubernetes `proxy/dial`, "error trying to reach service").
    fileprivate var cause: String? {
        let words = "error trying to reach service: "
        return message.hasPrefix(words) ? String(message.dropFirst(words.count)) : nil
    }
}
