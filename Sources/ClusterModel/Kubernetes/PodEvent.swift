/// What Kubernetes noted about a pod: an event of the API server, not one of ours.
package struct PodEvent: Equatable, Sendable {
    /// `Normal` or `Warning`.
    package var kind: String
    /// One word, such as `Unhealthy`, `FailedScheduling` or `BackOff`.
    package var reason: String
    package var message: String
    /// How often it was noted.
    package var count: Int
    package var firstAt: Timestamp?
    package var lastAt: Timestamp?
    /// Who noted it: `kubelet`, `default-scheduler`.
    package var source: String?

    package init(
        kind: String,
        reason: String,
        message: String,
        count: Int = 1,
        firstAt: Timestamp? = nil,
        lastAt: Timestamp? = nil,
        source: String? = nil
    ) {
        self.kind = kind
        self.reason = reason
        self.message = message
        self.count = count
        self.firstAt = firstAt
        self.lastAt = lastAt
        self.source = source
    }

    package var isWarning: Bool { kind == "Warning" }
}
