import ClusterModel
import Wording

/// Makes the records of one operation.
///
/// The shell writes and syncs `planned` and `sent` before the request leaves.
package struct AuditTrail: Equatable, Sendable {
    package let id: String
    package let origin: AuditOrigin
    private let plan: Plan

    /// - Parameter id: unique for this operation, for instance its time and the process's number.
    package init(id: String, origin: AuditOrigin, plan: Plan) {
        self.id = id
        self.origin = origin
        self.plan = plan
    }

    package func planned(at now: Timestamp) -> AuditRecord {
        record(.planned(requests: plan.requests.map(\.line)), at: now)
    }

    /// Nil where the plan has no such step.
    package func sent(step: Int, at now: Timestamp) -> AuditRecord? {
        guard plan.requests.indices.contains(step) else { return nil }
        return record(.sent(step: step, request: plan.requests[step].line), at: now)
    }

    package func answered(_ reply: WriteReply) -> AuditRecord {
        switch reply.outcome {
        case .success(let answer):
            // The answer to a change of the configuration is all of it, with whatever secrets it holds.
            let isConfiguration =
                plan.requests.indices.contains(reply.step) && plan.requests[reply.step].path == "/config"
                && (200..<300).contains(answer.status)
            let text = isConfiguration ? "" : answer.text.asSentence
            return record(.answered(step: reply.step, status: answer.status, text: text), at: reply.finishedAt)
        case .failure(let reason):
            return record(.unanswered(step: reply.step, reason: reason.description), at: reply.finishedAt)
        }
    }

    /// Nil while the operation runs.
    package func finished(_ run: OperationRun) -> AuditRecord? {
        guard let outcome = run.outcome else { return nil }
        let event = AuditRecord.Event.finished(
            outcome: outcome.word,
            text: outcome.text.english,
            phases: run.phases.map(\.recorded)
        )
        return record(event, at: run.finishedAt ?? run.startedAt)
    }

    /// Nobody follows it any more, although the cluster goes on with it; nil where it has ended.
    package func left(_ run: OperationRun, because departure: Departure, at now: Timestamp) -> AuditRecord? {
        guard run.outcome == nil else { return nil }
        var text = departure.reason
        if let waiting = run.phases.first(where: { $0.reachedAt == nil }) {
            text = "\(text); not seen yet: \(waiting.text)"
        }
        let phases = run.phases.map(\.recorded)
        return record(.finished(outcome: departure.word, text: text.english, phases: phases), at: now)
    }

    private func record(_ event: AuditRecord.Event, at now: Timestamp) -> AuditRecord {
        AuditRecord(
            id: id,
            at: now,
            origin: origin,
            cluster: plan.cluster,
            kind: plan.operation.kind,
            summary: plan.operation.summary.english,
            event: event
        )
    }
}

/// Why nobody follows an operation to its end.
package enum Departure: Hashable, Sendable {
    /// Somebody ended the program.
    case interrupted
    /// It was to be followed for so long and no longer.
    case timeOver

    fileprivate var word: String {
        switch self {
        case .interrupted: "interrupted"
        case .timeOver: "still running"
        }
    }

    fileprivate var reason: Phrase {
        switch self {
        case .interrupted: "nines was ended while it ran, and left it to Patroni"
        case .timeOver: "nines followed it for as long as it was told to, and left it to Patroni"
        }
    }
}
