import ClusterModel
import Wording

/// Switchover and failover: the gate of `do_POST_failover` and `is_failover_possible` in its order, then what it leaves out (FACTS 1.5).
extension Planner {
    func planSwitchover(_ switchover: Switchover, _ facts: ClusterFacts, _ draft: inout PlanDraft) {
        let asked = facts.agents(preferring: [switchover.leader, switchover.candidate]).first
        let version = facts.version(of: asked?.agent)
        // Before 1.4 only /failover exists, and with a leader named it does the same; it is what patronictl falls back to.
        let path = version.isAtLeast(1, 4) ? "/switchover" : "/failover"
        let body = RequestBody.object([
            "leader": RequestBody.quoted(switchover.leader),
            "candidate": RequestBody.quoted(switchover.candidate),
            "scheduled_at": switchover.at.map { RequestBody.quoted($0.text) },
        ])
        askForHandover(path, body, asked, facts, &draft)
        draft.isScheduled = switchover.at != nil
        if switchover.leader.text.isEmpty {
            draft.refuses("no leader is named", as: .says(.switchoverWithoutLeader), version)
        }
        checkSchedule(of: switchover, facts, version, &draft)
        checkHandover(
            Handover(
                action: .switchover,
                leader: switchover.leader,
                candidate: switchover.candidate,
                isScheduled: switchover.at != nil
            ),
            facts,
            version,
            &draft
        )
        draft.impact = Impact.handover(from: switchover.leader, to: switchover.candidate, facts)
    }

    func planFailover(to candidate: MemberName, _ facts: ClusterFacts, _ draft: inout PlanDraft) {
        let asked = facts.agents(preferring: [facts.leader, candidate]).first
        let version = facts.version(of: asked?.agent)
        let body = RequestBody.object(["candidate": RequestBody.quoted(candidate)])
        askForHandover("/failover", body, asked, facts, &draft)
        if candidate.text.isEmpty {
            draft.refuses("no candidate is named", as: .says(.failoverWithoutCandidate), version)
        }
        checkHandover(
            Handover(action: .failover, leader: nil, candidate: candidate, isScheduled: false),
            facts,
            version,
            &draft
        )
        if let leader = facts.leader {
            if facts.isAwake(leader) {
                draft.warns("\(leader) leads and answers: a switchover is gentler, and Patroni checks more before it")
            }
            draft.impact = Impact.handover(from: leader, to: candidate, facts)
        } else {
            draft.notes("there is no leader, which is what a failover is for")
            draft.impact = [
                "nobody can write now; clients can again when \(candidate) is promoted and the proxies see it"
            ]
        }
    }

    func planCancelledSwitchover(_ facts: ClusterFacts, _ draft: inout PlanDraft) {
        let asked = facts.agents(preferring: [facts.leader]).first
        let version = facts.version(of: asked?.agent)
        ask(asked, .delete, "/switchover", nil, facts, &draft)
        guard version.isAtLeast(2, 0) else {
            draft.refuses(
                "Patroni before 2.0 has no request for this; it goes with `patronictl flush switchover`",
                as: .unsupported(method: "DELETE"),
                version
            )
            return
        }
        guard let scheduled = facts.scheduledSwitchover else {
            draft.refuses("no switchover is scheduled", as: .says(.noSwitchoverScheduled), version)
            return
        }
        let to: Phrase = scheduled.to.map { " to \($0)" } ?? ""
        draft.passes("scheduled at \(scheduled.at)\(to)")
    }

    /// A handover as Patroni's gate sees it.
    struct Handover {
        var action: RefusalText.Action
        var leader: MemberName?
        var candidate: MemberName?
        var isScheduled: Bool
    }

    private func askForHandover(
        _ path: String,
        _ body: String,
        _ asked: (member: MemberName?, agent: Agent)?,
        _ facts: ClusterFacts,
        _ draft: inout PlanDraft
    ) {
        // The agent looks for the result once a second, 2 * max(10, loop_wait) times, and each look may be slow (`poll_failover_result`).
        let patience = 2 * max(10, facts.loopWaitSeconds) + 10
        ask(asked, .post, path, body, timeoutSeconds: patience, facts, &draft)
    }

    private func checkSchedule(
        of switchover: Switchover,
        _ facts: ClusterFacts,
        _ version: PatroniVersion?,
        _ draft: inout PlanDraft
    ) {
        if let moment = switchover.at {
            if facts.isPaused {
                draft.refuses("nothing can be scheduled in maintenance mode", as: .says(.scheduledWhilePaused), version)
            } else if let refusal = ScheduleText(moment.text).refusal(of: "switchover", at: facts.snapshot.takenAt) {
                draft.refuses(refusal.meaning, as: refusal, version)
            }
        }
        if facts.isPaused, switchover.candidate == nil {
            draft.refuses(
                "in maintenance mode a candidate must be named",
                as: .says(.candidateNeededWhilePaused),
                version
            )
        }
        if let earlier = facts.scheduledSwitchover {
            let to: Phrase = earlier.to.map { " to \($0)" } ?? ""
            draft.warns("the switchover\(to) that is scheduled at \(earlier.at) is replaced without a word")
        }
    }

    private func checkHandover(
        _ handover: Handover,
        _ facts: ClusterFacts,
        _ version: PatroniVersion?,
        _ draft: inout PlanDraft
    ) {
        draft.candidates = candidates(for: handover.action, facts, version)
        guard checkLeader(of: handover, facts, version, &draft) else { return }
        if let candidate = handover.candidate {
            checkCandidate(candidate, of: handover, facts, version, &draft)
        } else {
            checkAnybody(handover, facts, version, &draft)
        }
    }

    /// False where nothing more need be looked at.
    private func checkLeader(
        of handover: Handover,
        _ facts: ClusterFacts,
        _ version: PatroniVersion?,
        _ draft: inout PlanDraft
    ) -> Bool {
        if let leader = handover.leader {
            if leader == handover.candidate, version.isAtLeast(3, 2) {
                draft.refuses("\(leader) leads already", as: .says(.sourceIsTarget), version)
                return false
            }
            guard leader == facts.leader else {
                let text: Phrase =
                    facts.leader.map { "\($0) leads, not \(leader)" }
                    ?? "there is no leader, not \(leader); a failover is possible"
                refuse(text, as: .says(.leaderDoesNotMatch), handover, version, &draft)
                return false
            }
        }
        guard let leader = facts.leader.flatMap({ facts.snapshot.member($0) }) else { return true }
        checkLeaderIsAwake(leader, handover, facts, &draft)
        return true
    }

    private func checkLeaderIsAwake(
        _ leader: Member,
        _ handover: Handover,
        _ facts: ClusterFacts,
        _ draft: inout PlanDraft
    ) {
        if case .silent(let reason, let isHeard) = facts.reach(leader) {
            let heard: Phrase = isHeard ? ", though a proxy hears it" : ""
            let advice: Phrase =
                switch handover.action {
                case .switchover: "if it is dead, a failover helps once its lock is gone"
                case .failover: "if it is dead, it goes on when its lock is gone, within \(facts.ttlSeconds) s"
                }
            draft.doubts(
                "\(leader.name) must hand over itself, and its agent does not answer us: \(reason)\(heard); \(advice)"
            )
        } else if let own = leader.agent?.report.currentValue, !own.role.leads {
            draft.doubts("\(leader.name) holds the lock but says that it is \(own.role)")
        }
        if facts.isPaused, leader.listed.value?.role.kind == .standbyLeader {
            draft.doubts(
                "in maintenance mode a standby leader does not look at requests; Patroni would answer “status unknown”"
            )
        }
    }

    /// Patroni looks at a scheduled switchover only when its time comes; then the refusal is ours.
    private func refuse(
        _ text: Phrase,
        as expected: RefusalText,
        _ handover: Handover,
        _ version: PatroniVersion?,
        _ draft: inout PlanDraft
    ) {
        if handover.isScheduled {
            draft.refuses(text)
        } else {
            draft.refuses(text, as: expected, version)
        }
    }

    private func checkCandidate(
        _ name: MemberName,
        of handover: Handover,
        _ facts: ClusterFacts,
        _ version: PatroniVersion?,
        _ draft: inout PlanDraft
    ) {
        let mustBeSynchronous = handover.action == .switchover && facts.demandsSynchronousStandby
        if mustBeSynchronous, !facts.standbys.contains(name) {
            let standbys = facts.standbys.map(\.text).sorted()
            let which: Phrase = standbys.isEmpty ? "there is none now" : "now \(standbys.phrase)"
            refuse(
                "in synchronous mode only a synchronous standby takes over, \(which)",
                as: .says(.notSynchronous),
                handover,
                version,
                &draft
            )
        }
        guard facts.isListed(name) else {
            let text: Phrase =
                facts.snapshot.member(name) == nil ? "\(name) is no member" : "\(name) is gone from the cluster"
            refuse(text, as: .says(.candidateUnknown), handover, version, &draft)
            return
        }
        if name == facts.leader {
            draft.refuses("\(name) leads already", as: .handoverFailed(handover.action), version)
            return
        }
        guard let member = facts.snapshot.member(name) else { return }
        let assessment = Assessment(of: member, for: handover.action, facts, version, options)
        for found in assessment.findings { draft.add(found, of: name, handover, version) }
    }

    private func checkAnybody(
        _ handover: Handover,
        _ facts: ClusterFacts,
        _ version: PatroniVersion?,
        _ draft: inout PlanDraft
    ) {
        let others = facts.listed.filter { $0.name != facts.leader }
        let possible = facts.demandsSynchronousStandby ? others.filter { facts.standbys.contains($0.name) } : others
        guard !possible.isEmpty else {
            let nobody: RefusalText =
                facts.demandsSynchronousStandby
                ? .noSynchronousStandby(handover.action) : .nobodyElse(handover.action)
            refuse("nobody could take over", as: nobody, handover, version, &draft)
            return
        }
        let assessments = possible.map { Assessment(of: $0, for: handover.action, facts, version, options) }
        if assessments.allSatisfy(\.isLimited) {
            refuse(
                "nobody could take over: each is unreachable, not running or not allowed to",
                as: .noGoodCandidates(handover.action),
                handover,
                version,
                &draft
            )
            return
        }
        draft.notes("Patroni chooses among \(possible.map(\.name.text).phrase)")
        if assessments.allSatisfy({ $0.failure != nil || $0.isLimited }) {
            draft.doubts("everybody is too far behind; Patroni would answer “\(handover.action.title) failed”")
        }
    }
}

extension ClusterFacts {
    /// Whether the member's agent answers, and says itself that it leads.
    fileprivate func isAwake(_ leader: MemberName) -> Bool {
        snapshot.member(leader)?.agent?.report.currentValue?.role.leads == true
    }

    var scheduledSwitchover: ScheduledSwitchover? { snapshot.listing.value?.scheduledSwitchover }
}

extension PlanDraft {
    /// Takes over what was found of the candidate.
    fileprivate mutating func add(
        _ found: Assessment.Finding,
        of name: MemberName,
        _ handover: Planner.Handover,
        _ version: PatroniVersion?
    ) {
        let text: Phrase = "\(name): \(found.check.text)"
        switch (found.check.severity, found.isLimitation, handover.isScheduled) {
        case (.refuses, true, false): refuses(text, as: .noGoodCandidates(handover.action), version)
        // Until its time comes the candidate may be well.
        case (.refuses, _, true): warns(text)
        case (.refuses, false, false):
            if let expected = found.expected { refuses(text, as: expected, version) } else { refuses(text) }
        case (.warns, _, false) where found.spoils: doubts(text)
        case (.warns, _, _): warns(text)
        case (.notes, _, _): notes(text)
        case (.passes, _, _): passes(text)
        }
    }
}
