import ClusterModel
import Diagnosis
import Operations
import Wording

/// An operation that was confirmed, on its way to its end.
package struct Following: Sendable {
    /// What is awaited.
    enum Stage: Hashable, Sendable {
        /// That a request is going to leave is being written to disk; it has not left.
        case recording(step: Int)
        case awaiting(step: Int)
        /// Every request that is due was answered.
        case watching
        /// It could not be written down, so nothing more is sent.
        case halted
    }

    let confirmed: ConfirmedPlan
    let trail: AuditTrail
    package private(set) var run: OperationRun
    private(set) var stage = Stage.watching
    /// The outage that the incident log measured for it; a sentence.
    private(set) var outage: Phrase?
    /// Seen to its end and put away.
    var isDismissed = false
    private var isFinishRecorded = false

    init(_ confirmed: ConfirmedPlan, trail: AuditTrail, before: ClusterSnapshot, at now: Timestamp) {
        self.confirmed = confirmed
        self.trail = trail
        run = OperationRun(confirmed, before: before, at: now)
    }

    package var isRunning: Bool { run.outcome == nil && stage != .halted }

    /// Whether nothing has left yet.
    var isUnsent: Bool { run.replies.isEmpty && !run.isAwaitingAnswer }

    /// The length of it so far, or in all.
    func length(at now: Timestamp) -> Duration { max(.zero, (run.finishedAt ?? now) - run.startedAt) }

    /// The first effect: the intent, and that the first request leaves, go to disk.
    mutating func begin(at now: Timestamp) -> [OperatorConsole.Effect] {
        var records = [trail.planned(at: now)]
        if let step = run.nextStep, let sent = trail.sent(step: step, at: now) {
            stage = .recording(step: step)
            records.append(sent)
        }
        return [.write(records)]
    }

    /// What was to be written is on disk, so the request may leave; or it is not, and it does not.
    mutating func proceed(recorded failure: String?, at now: Timestamp) -> [OperatorConsole.Effect] {
        guard case .recording(let step) = stage else { return [] }
        if let failure {
            stage = .halted
            guard !isUnsent else { return [] }
            run.stop(because: Phrase(verbatim: failure), at: now)
            return goOn(at: now)
        }
        stage = .awaiting(step: step)
        run.sending(at: now)
        return [.send(confirmed, step: step)]
    }

    mutating func absorb(_ reply: WriteReply, at now: Timestamp) -> [OperatorConsole.Effect] {
        guard stage == .awaiting(step: reply.step) else { return [] }
        stage = .watching
        run.absorb(reply)
        return [.note(trail.answered(reply))] + goOn(at: now)
    }

    /// Takes a look at the cluster.
    mutating func observe(
        _ snapshot: ClusterSnapshot,
        incidents: [Incident],
        at now: Timestamp
    ) -> [OperatorConsole.Effect] {
        // The outage is measured to its end even after the operation's own.
        if let incident = incidents.last, incident.openedAt >= run.startedAt - .seconds(1), isOurs(incident) {
            outage = incident.outages.isEmpty ? nil : incident.outage(at: now)
        }
        guard isRunning, !isUnsent else { return [] }
        run.observe(snapshot)
        return goOn(at: now)
    }

    /// The audit file is told that nobody follows it any more.
    func leave(at now: Timestamp) -> [OperatorConsole.Effect] {
        trail.left(run, because: .interrupted, at: now).map { [.note($0)] } ?? []
    }

    /// An incident that began long after the end is another's.
    private func isOurs(_ incident: Incident) -> Bool {
        run.finishedAt.map { incident.openedAt <= $0 } ?? true
    }

    /// The next request where one is due; at the end the audit file is told.
    private mutating func goOn(at now: Timestamp) -> [OperatorConsole.Effect] {
        if stage == .watching, let step = run.nextStep, let sent = trail.sent(step: step, at: now) {
            stage = .recording(step: step)
            return [.write([sent])]
        }
        guard !isFinishRecorded, let finished = trail.finished(run) else { return [] }
        isFinishRecorded = true
        return [.note(finished)]
    }
}
