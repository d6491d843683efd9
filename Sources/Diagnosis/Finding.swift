import ClusterModel
import Wording

/// One thing that is wrong or worth knowing, found by one rule.
package struct Finding: Equatable, Sendable {
    /// The rule's id, for instance `member-gone`.
    package var rule: String
    package var severity: Severity
    /// What it is about: a member's, a proxy's or the cluster's name.
    ///
    /// A rule finds one thing of a subject at most once.
    package var subject: String
    /// A sentence for people, without its age.
    package var phrase: Phrase
    /// When the rule first found it, without a break since.
    package var since: Timestamp

    package init(rule: String, severity: Severity, subject: String, text: Phrase, since: Timestamp) {
        self.rule = rule
        self.severity = severity
        self.subject = subject
        phrase = text
        self.since = since
    }

    /// The sentence in English, for machines.
    package var text: String { phrase.english }
}
