import ClusterModel
import Diagnosis
import TerminalUI
import Wording

/// Findings, the worst first, each with how long it has been so.
enum FindingLines {
    static func present(_ findings: [Finding], now: Timestamp, columns: Int, in language: Language) -> [StyledText] {
        findings.map { finding in
            let age = now - finding.since
            // A notice is no trouble that lasts; beside a scheduled time an age would read as a countdown.
            let suffix = finding.severity > .notice && age >= .seconds(5) ? "  \(age.brief)" : ""
            let text = language(finding.phrase).clipped(to: max(8, columns - 2 - suffix.columns))
            return StyledText("\(finding.severity.symbol) ", finding.severity.style)
                + StyledText(text, finding.severity == .notice ? .text : finding.severity.style)
                + StyledText(suffix, .muted)
        }
    }
}

extension Severity {
    var style: StyleRole {
        switch self {
        case .notice: .notice
        case .warning: .warning
        case .critical: .critical
        }
    }
}
