import ClusterModel

/// One thing that a deployment such as this ought to be, and how far that can be told from outside.
///
/// A rule (`Rule`) says what is wrong now; a criterion says what must be right before anything goes wrong. Its examples are its tests.
package struct Criterion: Sendable {
    /// Stable, in kebab case; scripts may filter by it.
    package let id: String
    /// How bad it is when it fails; single rulings may differ.
    package let severity: Severity
    /// What ought to be, in a few words.
    package let title: String
    package let why: String
    /// What to do when it fails.
    package let remedy: String
    /// How to find out by other means, where it cannot be told from here.
    package let inquiry: String
    package let examples: [CriterionExample]
    /// Nil where it does not apply to this cluster.
    let judge: @Sendable (Candidature) -> Ruling?

    /// How it came out; nil where it does not apply.
    package func result(for candidature: Candidature) -> CriterionResult? {
        judge(candidature).map { CriterionResult(criterion: self, ruling: $0) }
    }
}

/// How a criterion came out.
package enum Ruling: Equatable, Sendable {
    /// The sentences say what was seen.
    case holds(String)
    /// The severity is the criterion's own when nil.
    case fails(String, Severity? = nil)
    /// It cannot be told, and why.
    case unknown(String)

    /// The same without its sentence.
    package enum Kind: String, Sendable, CaseIterable {
        case holds, fails, unknown
    }

    package var kind: Kind {
        switch self {
        case .holds: .holds
        case .fails: .fails
        case .unknown: .unknown
        }
    }

    package var text: String {
        switch self {
        case .holds(let text), .fails(let text, _), .unknown(let text): text
        }
    }
}

/// A criterion with how it came out.
package struct CriterionResult: Sendable {
    package let criterion: Criterion
    package let ruling: Ruling

    /// Nil unless it fails.
    package var severity: Severity? {
        switch ruling {
        case .fails(_, let severity): severity ?? criterion.severity
        case .holds, .unknown: nil
        }
    }

    /// What to do about it; nil where it holds.
    package var advice: String? {
        switch ruling {
        case .holds: nil
        case .fails: criterion.remedy
        case .unknown: criterion.inquiry
        }
    }
}

/// What is held against the criteria: the cluster as it was seen, and what else is known of it.
package struct Candidature: Sendable {
    package var snapshot: ClusterSnapshot
    /// What the deployment was rendered from; nil when no values were named.
    package var intended: IntendedDeployment?
    /// The machine that each member runs on; nil while Kubernetes does not tell.
    package var nodes: [MemberName: String]?

    package init(
        snapshot: ClusterSnapshot,
        intended: IntendedDeployment? = nil,
        nodes: [MemberName: String]? = nil
    ) {
        self.snapshot = snapshot
        self.intended = intended
        self.nodes = nodes
    }

    /// Members that the listing holds.
    var members: [Member] { snapshot.members.filter { !$0.isGone } }

    /// What every member that answers says, by name.
    func reports<Value>(_ value: (AgentReport) -> Value?) -> [(member: MemberName, value: Value)] {
        members.compactMap { member in
            (member.agent?.report.currentValue).flatMap(value).map { (member.name, $0) }
        }
    }
}
