import ClusterModel

/// A situation in which a rule must speak, or must stay silent.
package struct RuleExample: Sendable {
    package let sentence: String
    /// What was seen before, in order.
    let before: [ClusterSnapshot]
    let snapshot: ClusterSnapshot
    let thresholds: Thresholds
    /// Those of the expected findings, in order; none where the rule must stay silent.
    package let subjects: [String]

    /// - Parameter lasting: how long the situation has been what it is.
    static func fires(
        _ sentence: String,
        _ snapshot: ClusterSnapshot,
        lasting: Duration = .zero,
        before: [ClusterSnapshot] = [],
        thresholds: Thresholds = Thresholds(),
        subjects: [String]
    ) -> RuleExample {
        RuleExample(
            sentence: sentence,
            before: before + snapshot.earlier(by: lasting),
            snapshot: snapshot,
            thresholds: thresholds,
            subjects: subjects
        )
    }

    static func silent(
        _ sentence: String,
        _ snapshot: ClusterSnapshot,
        lasting: Duration = .zero,
        before: [ClusterSnapshot] = [],
        thresholds: Thresholds = Thresholds()
    ) -> RuleExample {
        fires(sentence, snapshot, lasting: lasting, before: before, thresholds: thresholds, subjects: [])
    }

    /// What `rule` finds in the end.
    package func findings(by rule: Rule) -> [Finding] {
        // As if it had been watched for long: at a first look patience does not count.
        var memory = Memory()
        memory.forgetWhatEnded()
        var findings: [Finding] = []
        for moment in before + [snapshot] {
            memory.note(moment)
            findings = rule.findings(in: moment, thresholds: thresholds, memory: &memory)
            memory.forgetWhatEnded()
        }
        return findings
    }
}

extension ClusterSnapshot {
    /// The same sight a while ago; nothing for no time at all.
    fileprivate func earlier(by span: Duration) -> [ClusterSnapshot] {
        guard span > .zero else { return [] }
        var earlier = self
        earlier.takenAt = takenAt - span
        return [earlier]
    }
}
