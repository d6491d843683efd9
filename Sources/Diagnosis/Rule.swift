import ClusterModel
import Wording

/// One rule of diagnosis: what it looks for, why that matters, and what to do about it.
///
/// A rule says what it sees in one snapshot, and how long that must have lasted before it is worth a word or grows worse; a
/// `Memory` keeps the time. Its examples are its tests and its documentation.
package struct Rule: Sendable {
    /// Stable, in kebab case; scripts may filter by it, and the configuration may mute it.
    package let id: String
    /// The severity it usually has; single findings may differ.
    package let severity: Severity
    /// What it looks for, in a few words.
    package let title: Phrase
    package let why: Phrase
    package let remedy: Phrase
    package let examples: [RuleExample]
    let examine: @Sendable (ClusterSnapshot, Circumstances) -> [Found]

    /// What a rule goes by besides the snapshot.
    struct Circumstances {
        var thresholds: Thresholds
        var memory: Memory
    }

    /// What a rule sees of one subject.
    struct Found: Sendable {
        /// What a finding becomes when it lasts.
        struct Escalation: Sendable {
            var severity: Severity
            var after: Duration
            /// Nil for the same sentence.
            var text: Phrase?
        }

        var subject: String
        var text: Phrase
        /// Nil for the rule's own.
        var severity: Severity?
        /// How long it must have lasted before it is said.
        var patience: Duration
        /// Whether it is said without patience when it was so at the first look: `nines status` looks but once.
        ///
        /// Only where the sentence is true whatever its age.
        var isSaidAtFirstLook: Bool
        var escalation: Escalation?
        /// When it began, where a source tells; else it began when it was first seen.
        var began: Timestamp?

        init(
            _ subject: String,
            _ text: Phrase,
            severity: Severity? = nil,
            patience: Duration = .zero,
            isSaidAtFirstLook: Bool = false,
            escalation: Escalation? = nil,
            began: Timestamp? = nil
        ) {
            self.subject = subject
            self.text = text
            self.severity = severity
            self.patience = patience
            self.isSaidAtFirstLook = isSaidAtFirstLook
            self.escalation = escalation
            self.began = began
        }
    }

    /// What the rule finds in `snapshot`, which `memory` must have noted.
    package func findings(in snapshot: ClusterSnapshot, thresholds: Thresholds, memory: inout Memory) -> [Finding] {
        let circumstances = Circumstances(thresholds: thresholds, memory: memory)
        return examine(snapshot, circumstances).compactMap { found in
            let since = memory.keep(id, found.subject, began: found.began ?? snapshot.takenAt)
            let age = snapshot.takenAt - since
            let needsNoPatience = found.isSaidAtFirstLook && memory.isOfUnknownAge(id, found.subject)
            guard age >= found.patience || needsNoPatience else { return nil }
            let escalation = found.escalation.flatMap { age >= $0.after ? $0 : nil }
            return Finding(
                rule: id,
                severity: escalation?.severity ?? found.severity ?? severity,
                subject: found.subject,
                text: escalation?.text ?? found.text,
                since: since
            )
        }
    }
}
