import Wording

/// How much a finding matters.
package enum Severity: String, Sendable, CaseIterable, Comparable {
    /// Worth knowing; nothing to do now.
    case notice
    /// Redundancy or insight is lost; writing still works.
    case warning
    /// Clients cannot write, or data is at risk.
    case critical

    /// The severity as people read it.
    package var phrase: Phrase { Phrase(rawValue) }

    package static func < (left: Severity, right: Severity) -> Bool {
        left.rank < right.rank
    }

    private var rank: Int {
        switch self {
        case .notice: 0
        case .warning: 1
        case .critical: 2
        }
    }
}
