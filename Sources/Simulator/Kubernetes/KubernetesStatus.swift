/// A `Status` of the API server: why it answers with something else than what was asked for.
package struct KubernetesStatus: Error, Hashable, Sendable {
    package var code: Int
    package var reason: String?
    package var message: String
    /// What `details` says; nil leaves them out.
    var details: Details?
    /// A token with which a list that expired can be continued.
    var continuation: String?
    /// `Retry-After`.
    var retryAfter: Int64?

    /// What a status is about.
    struct Details: Hashable, Sendable {
        var name: String?
        var kind: String?
        var cause: String?
        var causeMessage: String?
        var retryAfter: Int64?
    }

    init(_ code: Int, _ reason: String?, _ message: String, details: Details? = nil) {
        self.code = code
        self.reason = reason
        self.message = message
        self.details = details
    }

    var json: JSON {
        .fields([
            "kind": "Status", "apiVersion": "v1",
            "metadata": .fields(["continue": continuation.map { .string($0) }]), "status": "Failure",
            "message": .string(message), "reason": reason.map { .string($0) },
            "details": details.map { details in
                let cause = details.cause.map { cause in
                    JSON.array([
                        .fields(["reason": .string(cause), "message": details.causeMessage.map { .string($0) }])
                    ])
                }
                return .fields([
                    "name": details.name.map { .string($0) }, "kind": details.kind.map { .string($0) },
                    "causes": cause, "retryAfterSeconds": details.retryAfter.map { .integer($0) },
                ])
            },
            "code": .integer(Int64(code)),
        ])
    }

    // MARK: The ones there are

    static let unauthorized = KubernetesStatus(401, "Unauthorized", "Unauthorized")
    static let noSuchResource = KubernetesStatus(
        404,
        "NotFound",
        "the server could not find the requested resource",
        details: Details()
    )
    static let methodNotAllowed = KubernetesStatus(
        405,
        "MethodNotAllowed",
        "the server does not allow this method on the requested resource",
        details: Details()
    )
    static let notAcceptable = KubernetesStatus(
        406,
        "NotAcceptable",
        "406: Not Acceptable\n\nAvailable representations: application/json, application/yaml, "
            + "application/vnd.kubernetes.protobuf, application/json;stream=watch, "
            + "application/vnd.kubernetes.protobuf;stream=watch",
        details: Details()
    )
    static let expiredList = KubernetesStatus(
        410,
        "Expired",
        "The resourceVersion for the provided list is too old."
    )

    static func notFound(_ kind: String, _ name: String) -> KubernetesStatus {
        KubernetesStatus(404, "NotFound", "\(kind) \"\(name)\" not found", details: Details(name: name, kind: kind))
    }

    static func badRequest(_ message: String) -> KubernetesStatus { KubernetesStatus(400, "BadRequest", message) }

    static func expiredWatch(_ version: Int64, oldest: Int64) -> KubernetesStatus {
        KubernetesStatus(410, "Expired", "too old resource version: \(version) (\(oldest))")
    }

    static func expiredContinue(_ fresh: String) -> KubernetesStatus {
        var status = KubernetesStatus(
            410,
            "Expired",
            "The provided continue parameter is too old to display a consistent list result. You can start a new list "
                + "without the continue parameter, or use the continue token in this response to retrieve the remainder "
                + "of the results. Continuing with the provided token results in an inconsistent list - objects that "
                + "were created, modified, or deleted between the time the first chunk was returned and now may show "
                + "up in the list."
        )
        status.continuation = fresh
        return status
    }

    static func malformedVersion(_ text: String) -> KubernetesStatus {
        KubernetesStatus(
            500,
            nil,
            "resourceVersion: Invalid value: \"\(text)\": strconv.ParseUint: parsing \"\(text)\": invalid syntax"
        )
    }

    static func futureVersion(_ version: Int64, current: Int64) -> KubernetesStatus {
        var status = KubernetesStatus(
            504,
            "Timeout",
            "Timeout: Too large resource version: \(version), current: \(current)",
            details: Details(
                cause: "ResourceVersionTooLarge",
                causeMessage: "Too large resource version",
                retryAfter: 1
            )
        )
        status.retryAfter = 1
        return status
    }

    static func unreachable(_ reason: String) -> KubernetesStatus {
        KubernetesStatus(503, "ServiceUnavailable", "error trying to reach service: \(reason)")
    }
}
