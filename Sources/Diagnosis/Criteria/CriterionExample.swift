import ClusterModel

/// A deployment and how a criterion must come out for it.
package struct CriterionExample: Sendable {
    package let sentence: String
    package let candidature: Candidature
    /// Nil where the criterion does not apply.
    package let expected: Ruling.Kind?

    init(
        _ expected: Ruling.Kind?,
        _ sentence: String,
        _ snapshot: ClusterSnapshot,
        intended: IntendedDeployment? = nil,
        nodes: [MemberName: String]? = nil
    ) {
        self.expected = expected
        self.sentence = sentence
        candidature = Candidature(snapshot: snapshot, intended: intended, nodes: nodes)
    }
}
