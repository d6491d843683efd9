import ClusterModel
import Wording

/// A plan in the making: what was found so far, and the first refusal that Patroni would give.
struct PlanDraft {
    var requests: [RequestOutline] = []
    var checks: [Check] = []
    var candidates: [Candidate] = []
    var impact: [Phrase] = []
    /// The first that was found is the one that Patroni would give.
    private(set) var refusal: (status: Int, text: String)?
    private(set) var doubt: Phrase?
    var isScheduled = false

    mutating func passes(_ text: Phrase) { checks.append(Check(.passes, text)) }
    mutating func notes(_ text: Phrase) { checks.append(Check(.notes, text)) }
    mutating func warns(_ text: Phrase) { checks.append(Check(.warns, text)) }
    /// Ours alone: Patroni would take it, or could not be asked.
    mutating func refuses(_ text: Phrase) {
        checks.append(Check(.refuses, text))
        doubt = doubt ?? text
    }

    /// The same for what was judged elsewhere; said once.
    mutating func add(_ check: Check) {
        guard !checks.contains(check) else { return }
        if check.severity == .refuses { return refuses(check.text) }
        checks.append(check)
    }

    /// Patroni would refuse it with this text.
    mutating func refuses(_ text: Phrase, as expected: RefusalText, _ version: PatroniVersion?) {
        checks.append(Check(.refuses, text))
        expects(expected, version)
    }

    /// It would be accepted and then likely end otherwise.
    mutating func doubts(_ text: Phrase) {
        checks.append(Check(.warns, text))
        doubt = doubt ?? text
    }

    private mutating func expects(_ expected: RefusalText, _ version: PatroniVersion?) {
        refusal = refusal ?? (expected.status, expected.text(version))
    }

    var prediction: Prediction {
        if let refusal { return .refused(status: refusal.status, text: refusal.text) }
        if let doubt { return .doubtful(doubt) }
        return isScheduled ? .scheduled : .done
    }
}
