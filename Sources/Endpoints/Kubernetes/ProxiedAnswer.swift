import ClusterModel

/// Tells what the API server's proxy says for itself from what came out of the pod.
///
/// A pod's answer passes through as it is, whatever its status. What the API server says is a `Status`, which Patroni never sends: the pod
/// cannot be reached (503, "error trying to reach service"), a right is missing (403), the pod is gone (404).
enum ProxiedAnswer {
    static func read(
        _ outcome: Result<ReadAnswer, ReadFailure>,
        from address: WebAddress
    ) -> Result<ReadAnswer, ReadFailure> {
        guard case .success(let answer) = outcome, answer.status >= 400 else { return outcome }
        if answer.status == 429 { return .failure(.refused(status: 429, reason: "the API server is asked too much")) }
        guard let status = try? KubernetesDecoder.decode(StatusDocument.self, from: answer.body), status.isGenuine
        else { return outcome }
        return .failure(failure(answer.status, status, of: address))
    }

    private static func failure(_ status: Int, _ document: StatusDocument, of address: WebAddress) -> ReadFailure {
        let pod = address.proxiedPod
        switch status {
        case 401: return .accessDenied(status: 401)
        case 403:
            let who = document.user.map { "user \($0) may not" } ?? "we may not"
            let kind = pod == nil ? "services/proxy" : "pods/proxy"
            let place = pod.map { " in namespace \($0.namespace)" } ?? ""
            return .refused(status: 403, reason: "\(who) get \(kind)\(place)")
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
