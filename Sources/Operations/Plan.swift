import ClusterModel
import Wording

/// What an operation takes, worked out from one look at the cluster: what would be sent, what speaks against it, how it would end.
package struct Plan: Equatable, Sendable {
    package var operation: Operation
    /// The cluster's name, as agents or the configuration say it.
    package var cluster: String
    /// Who holds the leader lock.
    package var leader: MemberName?
    /// Exactly what is sent, in this order.
    package var requests: [RequestOutline]
    /// What speaks for and against the operation as a whole.
    package var checks: [Check]
    /// Every member beside the leader, who could take over first, and why the others could not; empty where nobody is to.
    package var candidates: [Candidate]
    package var prediction: Prediction
    /// What clients will feel, a sentence each.
    package var impact: [Phrase]
    /// The word that confirms: the name of the member that is meant, or of the cluster where that is asked for.
    package var confirmation: String
    package var madeAt: Timestamp

    /// Whether it may be confirmed at all.
    package var isAllowed: Bool { !checks.contains { $0.severity == .refuses } }

    /// Who is offered first: a synchronous standby, then who lags least; nil when nobody could take over.
    package var defaultCandidate: MemberName? { candidates.first(where: \.isEligible)?.member }

    package init(
        operation: Operation,
        cluster: String,
        leader: MemberName? = nil,
        requests: [RequestOutline],
        checks: [Check],
        candidates: [Candidate] = [],
        prediction: Prediction,
        impact: [Phrase] = [],
        confirmation: String,
        madeAt: Timestamp
    ) {
        self.operation = operation
        self.cluster = cluster
        self.leader = leader
        self.requests = requests
        self.checks = checks
        self.candidates = candidates
        self.prediction = prediction
        self.impact = impact
        self.confirmation = confirmation
        self.madeAt = madeAt
    }
}

/// One thing that was looked at before an operation, and what it means for it.
package struct Check: Hashable, Sendable {
    /// How much a check weighs.
    package enum Severity: Int, Hashable, Sendable, Comparable {
        case passes
        /// To be known, but no reason against.
        case notes
        case warns
        /// Not sent: it would be refused, or do harm.
        case refuses

        package static func < (left: Severity, right: Severity) -> Bool { left.rawValue < right.rawValue }

        /// A sign that tells severities apart without colour.
        package var symbol: String {
            switch self {
            case .passes: "✔"
            case .notes: "·"
            case .warns: "▲"
            case .refuses: "✖"
            }
        }
    }

    package var severity: Severity
    /// A sentence: what was found, and why it matters.
    package var text: Phrase

    package init(_ severity: Severity, _ text: Phrase) {
        self.severity = severity
        self.text = text
    }
}

/// A member that could become leader, and what speaks for and against it.
package struct Candidate: Equatable, Sendable {
    package var member: MemberName
    package var checks: [Check]

    package init(member: MemberName, checks: [Check]) {
        self.member = member
        self.checks = checks
    }

    package var isEligible: Bool { !checks.contains { $0.severity == .refuses } }
}

/// How the agent would answer, and what would come of it.
package enum Prediction: Equatable, Sendable {
    /// Accepted and done.
    case done
    /// Accepted to be done at its time: 202.
    case scheduled
    /// Refused at once by the agent, with this status and text (`api.py do_POST_failover`).
    case refused(status: Int, text: String)
    /// Accepted, and then likely to fail or to take long; says why.
    case doubtful(Phrase)
}

/// One HTTP request as it would be sent and is shown; only a `MutatingRequest` can be sent.
package struct RequestOutline: Hashable, Sendable {
    /// The methods of Patroni's REST API that change something.
    package enum Method: String, Hashable, Sendable, CaseIterable {
        case post = "POST"
        case patch = "PATCH"
        case delete = "DELETE"
    }

    package var method: Method
    /// The agent that is asked, and whose member it is.
    package var agent: WebAddress
    package var member: MemberName?
    /// Begins with `/`.
    package var path: String
    /// JSON, or nil for none.
    package var body: String?
    /// Seconds until an answer is no longer waited for; the operation is followed on all the same.
    package var timeoutSeconds: Int

    package init(
        method: Method,
        agent: WebAddress,
        member: MemberName? = nil,
        path: String,
        body: String? = nil,
        timeoutSeconds: Int = 30
    ) {
        self.method = method
        self.agent = agent
        self.member = member
        self.path = path
        self.body = body
        self.timeoutSeconds = timeoutSeconds
    }

    package var url: String { agent.url + path }
}
