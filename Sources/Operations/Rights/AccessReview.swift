import ClusterModel
import Wording

/// A question to a Kubernetes API server whether its user holds a right (`SelfSubjectAccessReview`, authorization.k8s.io/v1).
///
/// It changes nothing, but it is a POST, and a read-only session sends none: so it is a kind of request of its own, made under the
/// authority to write alone. Its path is fixed and its body names nothing but the right.
package struct AccessReview: Equatable, Sendable {
    package let right: ProxyRight
    package let url: String

    /// Where every API server takes such questions.
    package static let path = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews"

    /// - Parameter server: the API server, with the path below which it answers.
    package init(of right: ProxyRight, at server: WebAddress, under authority: borrowing WriteAuthority) {
        self.right = right
        var root = server
        root.path = (server.path.hasSuffix("/") ? String(server.path.dropLast()) : server.path) + Self.path
        url = root.url
    }

    package var body: String {
        let attributes = RequestBody.object([
            "namespace": RequestBody.quoted(right.namespace), "verb": RequestBody.quoted(right.verb),
            "version": RequestBody.quoted("v1"), "resource": RequestBody.quoted(right.resource.rawValue),
            "subresource": RequestBody.quoted("proxy"), "name": right.name.map(RequestBody.quoted),
        ])
        return RequestBody.object([
            "kind": RequestBody.quoted("SelfSubjectAccessReview"),
            "apiVersion": RequestBody.quoted("authorization.k8s.io/v1"),
            "spec": RequestBody.object(["resourceAttributes": attributes]),
        ])
    }
}

/// What became of an access review.
package struct AccessReply: Hashable, Sendable {
    package var right: ProxyRight
    package var verdict: AccessVerdict
    package var at: Timestamp

    package init(_ right: ProxyRight, _ verdict: AccessVerdict, at: Timestamp) {
        self.right = right
        self.verdict = verdict
        self.at = at
    }
}

/// Whether the user holds a right, as the API server says.
package enum AccessVerdict: Hashable, Sendable {
    case allowed
    case denied
    /// The API server did not say; a phrase tells why.
    case unknown(Phrase)

    /// Reads an answer: 201 with a `status` that says yes or no; anything else says nothing.
    package init(status: Int, body: [UInt8]) {
        let document = JSONText(bytes: body)
        guard (200..<300).contains(status) else {
            let message: Phrase = document?["message"]?.text.map { ": \($0.printable(limit: 200))" } ?? ""
            self = .unknown("the API server answered \(status)\(message)")
            return
        }
        guard document?["kind"]?.text == "SelfSubjectAccessReview",
            case .bool(let isAllowed)? = document?["status"]?["allowed"]
        else {
            self = .unknown("the API server's answer is no access review")
            return
        }
        self = isAllowed ? .allowed : .denied
    }
}
