import ClusterModel
import Diagnosis
import Operations

/// An operation that was confirmed, on its way to its end.
package struct Following: Sendable {
    /// What is awaited.
    enum Stage: Hashable, Sendable {
        /// The intent is being written to disk; nothing has left.
        case recording
        case awaiting(step: Int)
        /// Every request was answered, or will not be sent.
        case watching
    }

    let confirmed: ConfirmedPlan
    package var run: OperationRun
    var stage = Stage.recording
    /// Phases that the audit file knows.
    var recordedPhases: Set<String> = []
    /// The outage that the incident log measured for it; a sentence.
    var outage: String?
    /// Seen to its end and put away.
    var isDismissed = false
    /// When it was seen to have ended.
    var endedAt: Timestamp?

    init(_ confirmed: ConfirmedPlan, before: ClusterSnapshot, at now: Timestamp) {
        self.confirmed = confirmed
        run = OperationRun(confirmed, before: before, at: now)
    }

    package var isRunning: Bool { run.outcome == nil }

    /// The length of it so far, or in all.
    func length(at now: Timestamp) -> Duration { max(.zero, (endedAt ?? now) - run.startedAt) }

    /// What is to be done next: a request to send, where one is due.
    mutating func proceed() -> [OperatorConsole.Effect] {
        if case .awaiting = stage { return [] }
        guard let step = run.nextStep else {
            stage = .watching
            return []
        }
        stage = .awaiting(step: step)
        return [.send(confirmed, step: step)]
    }

    mutating func absorb(_ reply: WriteReply, at now: Timestamp) -> [OperatorConsole.Effect] {
        guard stage == .awaiting(step: reply.step) else { return [] }
        run.absorb(reply)
        stage = .watching
        return [.record(.answered(reply), of: run.plan)] + proceed() + news(at: now)
    }

    /// Takes a look at the cluster.
    mutating func observe(_ snapshot: ClusterSnapshot, incidents: [Incident], at now: Timestamp) -> [OperatorConsole
        .Effect]
    {
        guard stage != .recording else { return [] }
        // The outage is measured to its end even after the operation's own.
        if let incident = incidents.last(where: { $0.openedAt >= run.startedAt - .seconds(1) }) {
            outage = incident.outages.isEmpty ? nil : incident.outageText(at: now)
        }
        guard isRunning else { return [] }
        run.observe(snapshot)
        return proceed() + news(at: now)
    }

    /// What the audit file does not know yet.
    private mutating func news(at now: Timestamp) -> [OperatorConsole.Effect] {
        var effects: [OperatorConsole.Effect] = []
        for phase in run.phases where phase.reachedAt != nil && recordedPhases.insert(phase.text).inserted {
            effects.append(.record(.reached(phase), of: run.plan))
        }
        if let outcome = run.outcome, endedAt == nil {
            endedAt = now
            effects.append(.record(.ended(outcome), of: run.plan))
        }
        return effects
    }
}
