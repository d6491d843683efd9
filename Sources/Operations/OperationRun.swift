import ClusterModel
import Wording

/// An operation on its way: which request is next, what has been seen so far, and how it ended.
///
/// It is decided by what the cluster shows, not by the answer alone: a 503 "status unknown", a closed connection or a time-out
/// after sending is still running.
package struct OperationRun: Sendable {
    package let plan: Plan
    package let startedAt: Timestamp
    /// What it goes through, in order; the first that is not reached is what is waited for.
    package private(set) var phases: [RunPhase] = []
    /// Without what nobody may see of them.
    package private(set) var replies: [WriteReply] = []
    /// Nil while it runs.
    package private(set) var outcome: OperationOutcome?
    /// When it ended.
    package private(set) var finishedAt: Timestamp?
    /// A request is on its way; its reply will come.
    package private(set) var isAwaitingAnswer = false
    /// Who leads since, and did not before.
    package private(set) var newLeader: MemberName?
    /// What there is to say of it beside its phases: `Patroni answered “Switchover status unknown”`.
    package private(set) var remark: Phrase?

    let baseline: Baseline
    private let goals: [PhaseGoal]
    private var lastProgressAt: Timestamp
    /// The agents gave it up, by their answer: so it is unless a look that is later than this shows another leader.
    private var abandoned: (text: Phrase, at: Timestamp)?

    /// - Parameter before: the cluster as it was when the plan was confirmed.
    package init(_ confirmed: ConfirmedPlan, before: ClusterSnapshot, at now: Timestamp) {
        plan = confirmed.plan
        startedAt = now
        lastProgressAt = now
        baseline = Baseline(before)
        goals = confirmed.plan.goals(baseline)
        phases = goals.map { RunPhase(text: $0.text(newLeader: nil, proxies: baseline.proxies)) }
    }

    /// The request to send now; nil while an answer is awaited, while the last one's effect is, and when nothing is left to send.
    package var nextStep: Int? {
        let step = replies.count
        guard outcome == nil, !isAwaitingAnswer, step < plan.requests.count else { return nil }
        return isReady(for: step) ? step : nil
    }

    /// Notes that the next request is on its way; call it right before sending.
    package mutating func sending(at now: Timestamp) {
        isAwaitingAnswer = true
        lastProgressAt = now
    }

    /// Ends it between two requests: what was asked for so far stays as it is, and no more is.
    package mutating func stop(because reason: Phrase, at now: Timestamp) {
        guard outcome == nil, !isAwaitingAnswer else { return }
        end(.failed(withRest(from: replies.count, "stopped half-way: \(reason)")), at: now)
    }

    /// Takes an agent's answer, or why there is none.
    package mutating func absorb(_ reply: WriteReply) {
        isAwaitingAnswer = false
        replies.append(plan.hidesAnswer(to: reply.step) ? reply.withoutAcceptance : reply)
        guard outcome == nil, plan.requests.indices.contains(reply.step) else { return }
        lastProgressAt = reply.finishedAt
        switch ReplyReading(reply, of: plan.requests[reply.step]) {
        case .accepted: reach(at: reply.finishedAt) { $0.isAcceptance(step: reply.step) }
        case .refused(let status, let text, let explanation):
            let outcome = OperationOutcome.refusedByPatroni(
                status: status,
                text: text,
                explanation: withRest(from: reply.step, explanation)
            )
            end(outcome, at: reply.finishedAt)
        case .notSent(let text), .failed(let text): end(.failed(withRest(from: reply.step, text)), at: reply.finishedAt)
        case .undecided(let text): remark = text
        case .abandoned(let text): abandoned = (text, reply.finishedAt)
        }
        endIfComplete(at: reply.finishedAt)
    }

    /// Takes a look at the cluster.
    package mutating func observe(_ snapshot: ClusterSnapshot) {
        guard outcome == nil, isUnderWay else { return }
        let now = snapshot.takenAt
        let reading = GoalReading(snapshot, baseline, reached: reachedGoals)
        newLeader = reading.newLeader ?? newLeader
        if concludesAbandoned(reading, snapshot) { return }
        reach(at: now, where: reading.shows)
        if goals.contains(where: { if case .copying(let member) = $0 { reading.isBeingCopied(member) } else { false } })
        {
            lastProgressAt = now
        }
        endIfComplete(at: now)
        endIfOverdue(at: now)
    }
}

extension OperationRun {
    private var isUnderWay: Bool { isAwaitingAnswer || !replies.isEmpty }

    private var reachedGoals: [PhaseGoal: Timestamp] {
        Dictionary(
            zip(goals, phases).compactMap { goal, phase in phase.reachedAt.map { (goal, $0) } },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// One member restarts after the other: the next is asked when the last one serves again.
    private func isReady(for step: Int) -> Bool {
        guard step > 0, case .restart(let restart) = plan.operation, restart.at == nil,
            let last = plan.requests[step - 1].member
        else { return true }
        return reachedGoals[.restarted(last)] != nil
    }

    private mutating func reach(at now: Timestamp, where isShown: (PhaseGoal) -> Bool) {
        for index in goals.indices where phases[index].reachedAt == nil && isShown(goals[index]) {
            phases[index].reachedAt = now
            lastProgressAt = now
            for earlier in 0..<index where phases[earlier].reachedAt == nil && goals[index].implies(goals[earlier]) {
                phases[earlier].reachedAt = now
            }
        }
        for index in goals.indices {
            phases[index].text = goals[index].text(newLeader: newLeader, proxies: baseline.proxies)
        }
    }

    private mutating func end(_ ending: OperationOutcome, at now: Timestamp) {
        outcome = ending
        finishedAt = now
    }

    private mutating func endIfComplete(at now: Timestamp) {
        guard outcome == nil, !isAwaitingAnswer, replies.count == plan.requests.count,
            phases.allSatisfy({ $0.reachedAt != nil })
        else { return }
        end(.done(completion(at: now)), at: now)
    }

    /// After “Switchover failed” the leader's staying is the proof.
    private mutating func concludesAbandoned(_ reading: GoalReading, _ snapshot: ClusterSnapshot) -> Bool {
        guard let abandoned, let learntAt = snapshot.listing.learntAt, learntAt > abandoned.at,
            snapshot.listing.currentValue != nil, reading.newLeader == nil
        else { return false }
        guard baseline.leader == nil || snapshot.listedLeader?.name == baseline.leader else { return false }
        let text: Phrase = baseline.leader.map { "\(abandoned.text); \($0) leads as before" } ?? abandoned.text
        end(.failed(text), at: snapshot.takenAt)
        return true
    }

    /// How long nothing may move before it is no longer followed.
    private var patience: Duration {
        let base = max(120, 4 * baseline.ttlSeconds)
        let timeout = plan.requests.map(\.timeoutSeconds).max() ?? 0
        guard case .restart = plan.operation else { return .seconds(isAwaitingAnswer ? base + timeout : base) }
        return .seconds(max(base, baseline.startTimeoutSeconds + 60, timeout + 60))
    }

    private mutating func endIfOverdue(at now: Timestamp) {
        guard outcome == nil, now - lastProgressAt >= patience else { return }
        let waiting: Phrase = phases.first { $0.reachedAt == nil }?.text ?? "the end"
        let silence = (now - lastProgressAt).brief
        let text: Phrase = "for \(silence) nothing moved; not seen yet: \(waiting)"
        end(.stillRunning([text, remark].compactMap(\.self).joined(separator: "; ")), at: now)
    }

    /// Why it ended at a step, and what that leaves undone.
    private func withRest(from step: Int, _ reason: Phrase) -> Phrase {
        guard plan.requests.count > 1 else { return reason }
        let done = plan.requests[..<step].compactMap(\.member?.text)
        let left = plan.requests[step...].compactMap(\.member?.text)
        let before: Phrase = done.isEmpty ? reason : "\(reason); done before: \(done.phrase)"
        return "\(before); not done: \(left.phrase)"
    }

    private func completion(at now: Timestamp) -> Phrase {
        let span = (now - startedAt).brief
        let last: Phrase = phases.last?.text ?? "done"
        switch plan.operation {
        case .switchover(let order) where order.at == nil: return handedOver(wanted: order.candidate, span)
        case .failover(let candidate): return handedOver(wanted: candidate, span)
        case .restart(let restart) where restart.at == nil && newLeader != nil:
            let leader: Phrase = newLeader.map { "\($0)" } ?? "another"
            return "\(last), and \(leader) leads now, after \(span)"
        case .configure(let changes) where changes.count > 1:
            return "\(changes.map { $0.path.printable(limit: 100) }.phrase) are as wanted after \(span)"
        case .switchover, .cancelSwitchover, .restart, .cancelRestart, .reload, .reinitialize, .pause, .resume,
            .configure:
            return "\(last) after \(span)"
        }
    }

    private func handedOver(wanted: MemberName?, _ span: String) -> Phrase {
        let leader: Phrase = (newLeader ?? wanted).map { "\($0)" } ?? "somebody else"
        let instead = wanted.flatMap { $0 == newLeader ?? wanted ? nil : $0 }
        let leads: Phrase = instead.map { "\(leader) leads, not \($0) as asked" } ?? "\(leader) leads"
        let routed: [Phrase] =
            baseline.writeBackends.isEmpty
            ? [] : [baseline.proxies == 1 ? "the proxy routes to it" : "all \(baseline.proxies) proxies route to it"]
        let rejoined = goals.compactMap { goal -> Phrase? in
            if case .rejoined(let former) = goal { "\(former) follows" } else { nil }
        }
        let said = ([leads] + routed + rejoined).joined(separator: ", ")
        return "\(said) after \(span)"
    }
}

/// One thing that a run goes through, and when it was seen.
package struct RunPhase: Equatable, Sendable {
    /// Words for the screen: `db1 released the leader lock`.
    package var text: Phrase
    package var reachedAt: Timestamp?

    /// The same as the audit file writes it.
    package var recorded: OperationPhase { OperationPhase(text: text.english, reachedAt: reachedAt) }
}

extension Plan {
    /// Whether the answer to a request is the whole dynamic configuration, with whatever secrets it holds.
    package func hidesAnswer(to step: Int) -> Bool {
        requests.indices.contains(step) && requests[step].path == "/config"
    }
}

extension WriteReply {
    /// The same without the text of an answer that says yes.
    fileprivate var withoutAcceptance: WriteReply {
        guard case .success(let answer) = outcome, (200..<300).contains(answer.status) else { return self }
        var reply = self
        reply.outcome = .success(WriteAnswer(status: answer.status, text: ""))
        return reply
    }
}
