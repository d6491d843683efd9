import Operations
import Wording

/// How a headless operation came out, with its exit code.
package enum OperationResult: Equatable, Sendable {
    /// `--dry-run` of something that may be sent.
    case planned
    case done(String)
    /// Nothing was sent: it would be refused, or do harm.
    case refusedByPreflight(String)
    case refusedByPatroni(status: Int, text: String, explanation: String)
    case stillRunning(String)
    case failed(String)
    /// Nothing was sent: another word was typed, or the world has changed.
    case notConfirmed(String)

    package init(_ outcome: OperationOutcome) {
        switch outcome {
        case .done(let text): self = .done(text.english)
        case .refusedByPatroni(let status, let text, let explanation):
            self = .refusedByPatroni(status: status, text: text, explanation: explanation.english)
        case .stillRunning(let text): self = .stillRunning(text.english)
        case .failed(let text): self = .failed(text.english)
        }
    }

    package var name: String {
        switch self {
        case .planned: "planned"
        case .done: "done"
        case .refusedByPreflight: "refused-by-pre-flight"
        case .refusedByPatroni: "refused-by-patroni"
        case .stillRunning: "still-running"
        case .failed: "failed"
        case .notConfirmed: "not-confirmed"
        }
    }

    /// Documented in README; apart from the codes of `nines status` and of sysexits.h.
    package var exitCode: Int32 {
        switch self {
        case .planned, .done: 0
        case .refusedByPreflight: 10
        case .refusedByPatroni: 11
        case .stillRunning: 12
        case .failed: 13
        case .notConfirmed: 14
        }
    }

    package var text: String {
        switch self {
        case .planned: "nothing was sent (--dry-run)"
        case .done(let text), .refusedByPreflight(let text), .stillRunning(let text), .failed(let text),
            .notConfirmed(let text):
            text
        case .refusedByPatroni(let status, let text, let explanation):
            "\(status) \(text)\(explanation.isEmpty ? "" : ": \(explanation)")"
        }
    }
}
