import Diagnosis
import Operations

extension Event {
    /// How an operation ended; nil for a record of anything else.
    init?(endOf record: AuditRecord) {
        switch record.event {
        case .planned, .sent, .answered, .unanswered: return nil
        case .finished(let outcome, let text, _):
            self = .operation(ended: record.summary, as: outcome, text: text, on: record.cluster, at: record.at)
        }
    }
}
