import ClusterModel

extension OperatorAction {
    /// What a record tells others; nil where it says neither that an operation began nor how it ended.
    package init?(_ record: AuditRecord) {
        let stage: Stage
        switch record.event {
        case .sent(step: 0, _): stage = .began
        case .finished(let outcome, let text, let phases):
            stage = .ended(outcome: outcome, text: text, phases: phases)
        case .planned, .sent, .answered, .unanswered: return nil
        }
        self.init(
            id: record.id,
            at: record.at,
            user: record.origin.user,
            host: record.origin.host,
            cluster: record.cluster,
            summary: record.summary,
            stage: stage
        )
    }

    /// The same of what an audit file tells, at a stage of it.
    package init(_ entry: AuditEntry, _ stage: Stage) {
        self.init(
            id: entry.id,
            at: entry.at,
            user: entry.origin.user,
            host: entry.origin.host,
            cluster: entry.cluster,
            summary: entry.summary,
            stage: stage
        )
    }
}
