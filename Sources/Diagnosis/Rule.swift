import ClusterModel

/// One rule of diagnosis: what it looks for, why that matters, and what to do about it.
///
/// A rule looks at one snapshot only; what needs time (since when) is kept by `Examination`. Its examples are its tests and its documentation.
package struct Rule: Sendable {
    /// Stable, in kebab case; scripts may filter by it.
    package let id: String
    /// The severity it usually has; single findings may differ.
    package let severity: Severity
    /// What it looks for, in a few words.
    package let title: String
    package let why: String
    package let remedy: String
    package let examples: [RuleExample]
    let examine: @Sendable (ClusterSnapshot, Thresholds) -> [Found]

    /// What a rule sees of one subject.
    struct Found: Sendable {
        var subject: String
        var text: String
        /// Nil for the rule's own.
        var severity: Severity?

        init(_ subject: String, _ text: String, severity: Severity? = nil) {
            self.subject = subject
            self.text = text
            self.severity = severity
        }
    }

    /// What the rule finds in `snapshot`, as first seen at its time.
    package func findings(in snapshot: ClusterSnapshot, thresholds: Thresholds = Thresholds()) -> [Finding] {
        examine(snapshot, thresholds).map { found in
            Finding(
                rule: id,
                severity: found.severity ?? severity,
                subject: found.subject,
                text: found.text,
                since: snapshot.takenAt
            )
        }
    }
}

/// A situation in which a rule must speak, or must stay silent.
package enum RuleExample: Sendable {
    /// `subjects` are those of the expected findings, in order.
    case fires(String, ClusterSnapshot, subjects: [String])
    case silent(String, ClusterSnapshot)
}
