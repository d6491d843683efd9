import ClusterModel

extension Severity {
    /// A sign that tells severities apart without colour.
    package var symbol: String {
        switch self {
        case .notice: "·"
        case .warning: "▲"
        case .critical: "✖"
        }
    }
}

extension Verdict.Level {
    /// A sign that tells levels apart without colour.
    package var symbol: String {
        switch self {
        case .ok: "●"
        case .warning: Severity.warning.symbol
        case .critical: Severity.critical.symbol
        case .unknown: "?"
        }
    }

    /// What is worse than the verdict itself: the worst severity among the findings, and how many have it; nil where nothing is.
    ///
    /// Writes may be well while a finding is critical: the sign before the verdict stays the verdict's, and these stand beside it.
    package func surpassed(by findings: [Finding]) -> (severity: Severity, count: Int)? {
        guard worsened(by: findings) != self, let worst = findings.map(\.severity).max() else { return nil }
        return (worst, findings.count { $0.severity == worst })
    }

    /// A headline with its sign before it and what is worse beside it, in one line of plain text: `● WRITES OK ▲ 2`.
    package func signed(_ headline: String, beside findings: [Finding]) -> String {
        let worse = surpassed(by: findings).map { " \($0.severity.symbol) \($0.count)" } ?? ""
        return "\(symbol) \(headline)\(worse)"
    }
}
