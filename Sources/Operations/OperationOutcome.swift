import Wording

/// How an operation ended.
package enum OperationOutcome: Equatable, Sendable {
    case done(Phrase)
    /// The agent said no; nothing was changed. Says what its text means and what to do.
    case refusedByPatroni(status: Int, text: String, explanation: Phrase)
    /// The time for following is over, and nothing says that it failed.
    case stillRunning(Phrase)
    case failed(Phrase)

    /// `done`, `refused`, `still running` or `failed`.
    package var word: String {
        switch self {
        case .done: "done"
        case .refusedByPatroni: "refused"
        case .stillRunning: "still running"
        case .failed: "failed"
        }
    }

    /// The sentence behind the word.
    package var text: Phrase {
        switch self {
        case .done(let text), .stillRunning(let text), .failed(let text): text
        case .refusedByPatroni(let status, let text, let explanation):
            "Patroni answered \(status) “\(text)”: \(explanation)"
        }
    }
}
