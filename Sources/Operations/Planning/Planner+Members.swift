import ClusterModel
import Wording

/// What is asked of single members: restart, reload, reinitialize.
extension Planner {
    func planRestart(_ restart: Restart, _ facts: ClusterFacts, _ draft: inout PlanDraft) {
        let body = RequestBody.object([
            "schedule": restart.at.map { RequestBody.quoted($0.text) },
            // The key alone counts: Patroni takes false for true (`'restart_pending' in restart_data`).
            "restart_pending": restart.onlyPending ? "true" : nil,
            "postgres_version": restart.belowVersion.map(RequestBody.quoted),
            "timeout": restart.timeoutSeconds.map(String.init),
        ])
        draft.isScheduled = restart.at != nil
        guard !restart.members.isEmpty else {
            draft.refuses("no member is named")
            return
        }
        let ordered = facts.replicasFirst(restart.members)
        let isAlone = ordered.count == 1
        var meant: [MemberName] = []
        for name in ordered {
            let unmet = facts.unmetCondition(of: restart, name)
            // Of several, those that the conditions do not concern are left alone; a single one is asked and would refuse.
            if let unmet, !isAlone {
                draft.notes("\(name) is left alone: \(unmet)")
                continue
            }
            meant.append(name)
            let patience = min(restart.timeoutSeconds ?? facts.startTimeoutSeconds, 3600) + 15
            let timeout = restart.at == nil ? max(patience, 30) : 30
            guard ask(name, .post, "/restart", body, timeoutSeconds: timeout, facts, &draft) else { continue }
            checkRestart(of: name, restart, unmet: unmet, facts, &draft)
        }
        if meant.isEmpty { draft.refuses("the conditions concern none of the members") }
        if meant.count > 1 { draft.notes("one after the other: \(meant.map(\.text).phrase)") }
        if restart.at == nil { draft.impact = Impact.restart(of: meant, facts) }
    }

    /// The order is that of `do_POST_restart` with the body's keys as we write them.
    private func checkRestart(
        of name: MemberName,
        _ restart: Restart,
        unmet: Phrase?,
        _ facts: ClusterFacts,
        _ draft: inout PlanDraft
    ) {
        guard let member = facts.snapshot.member(name) else { return }
        let version = facts.version(of: member.agent)
        if let moment = restart.at {
            if facts.isPaused {
                draft.refuses(
                    "nothing can be scheduled in maintenance mode",
                    as: .says(.restartScheduledWhilePaused),
                    version
                )
            } else if let refusal = ScheduleText(moment.text).refusal(of: "restart", at: facts.snapshot.takenAt) {
                draft.refuses(refusal.meaning, as: refusal, version)
            }
        }
        if let wanted = restart.belowVersion, case .failure(let refusal) = ServerVersion.number(of: wanted) {
            draft.refuses(refusal.meaning, as: refusal, version)
        }
        if let seconds = restart.timeoutSeconds, seconds <= 0 {
            draft.refuses("the timeout must be a positive number of seconds", as: .says(.invalidTimeout), version)
        }
        if restart.at != nil {
            if let scheduled = member.scheduledRestart {
                draft.refuses(
                    "\(name) has a restart scheduled at \(scheduled.schedule) already; cancel that first",
                    as: .says(.anotherRestartScheduled),
                    version
                )
            }
            return
        }
        if let unmet { draft.refuses("\(name): \(unmet)", as: .says(.restartConditions), version) }
        checkState(of: member, version, facts, &draft)
    }

    private func checkState(
        of member: Member,
        _ version: PatroniVersion?,
        _ facts: ClusterFacts,
        _ draft: inout PlanDraft
    ) {
        let state = member.agent?.report.currentValue?.state ?? member.state ?? "unknown"
        if state.isBeingCopied {
            draft.refuses("\(member.name) is being copied anew", as: .inProgress("reinitialize"), version)
        } else if state.spelling == "restarting" {
            draft.refuses("\(member.name) is restarting already", as: .inProgress("restart"), version)
        } else if state.kind != .serving {
            draft.doubts("\(member.name)'s database does not run (\(state))")
        }
        if member.name == facts.leader {
            draft.warns("\(member.name) leads: a restart that takes longer than its timeout becomes a failover")
            if facts.isPaused { draft.notes("in maintenance mode nobody takes over if it does not come up again") }
        }
    }

    func planCancelledRestart(of name: MemberName, _ facts: ClusterFacts, _ draft: inout PlanDraft) {
        guard ask(name, .delete, "/restart", nil, facts, &draft), let member = facts.snapshot.member(name) else {
            return
        }
        guard let scheduled = member.scheduledRestart else {
            draft.refuses(
                "no restart of \(name) is scheduled",
                as: .says(.noRestartScheduled),
                facts.version(of: member.agent)
            )
            return
        }
        draft.passes("\(name) is to restart at \(scheduled.schedule)")
    }

    func planReload(of members: [MemberName], _ facts: ClusterFacts, _ draft: inout PlanDraft) {
        if members.isEmpty { draft.refuses("no member is named") }
        for name in facts.replicasFirst(members) { ask(name, .post, "/reload", nil, facts, &draft) }
        draft.notes("agents read their configuration files again; nobody is cut")
    }

    func planReinitialization(_ order: Reinitialization, _ facts: ClusterFacts, _ draft: inout PlanDraft) {
        let body = RequestBody.object([
            "force": order.force ? "true" : nil, "from_leader": order.fromLeader ? "true" : nil,
        ])
        guard ask(order.member, .post, "/reinitialize", body, timeoutSeconds: 60, facts, &draft),
            let member = facts.snapshot.member(order.member)
        else { return }
        let version = facts.version(of: member.agent)
        if order.fromLeader, !version.isAtLeast(4, 1) {
            draft.refuses("copying from the leader can be asked for since Patroni 4.1; this is \(version.spelt)")
        }
        if facts.leader == nil {
            draft.refuses("there is no leader to copy from", as: .says(.noLeaderToReinitializeFrom), version)
        } else if facts.leader == order.member {
            draft.refuses(
                "\(order.member) leads: its data is the cluster's",
                as: .says(.leaderIsNotReinitialized),
                version
            )
        }
        let state = member.agent?.report.currentValue?.state ?? member.state ?? "unknown"
        if state.isBeingCopied {
            if order.force {
                draft.warns("the copy that runs is thrown away")
            } else {
                draft.refuses(
                    "\(order.member) is being copied already; force begins anew",
                    as: .inProgress("reinitialize"),
                    version
                )
            }
        }
        draft.warns("the data of \(order.member) is deleted and copied anew")
        if facts.standbys == [order.member] {
            draft.warns("\(order.member) is the only synchronous standby: commits may wait for another")
        }
        draft.impact = Impact.reinitialization(of: order.member, facts)
    }
}

extension ClusterFacts {
    /// Replicas by name, then the leader.
    func replicasFirst(_ names: [MemberName]) -> [MemberName] {
        var seen: Set<MemberName> = []
        let unique = names.filter { seen.insert($0).inserted }
        return unique.filter { $0 != leader }.sorted() + unique.filter { $0 == leader }
    }

    /// Why an agent would answer that the restart's conditions are not satisfied (`Ha.restart_matches`).
    func unmetCondition(of restart: Restart, _ name: MemberName) -> Phrase? {
        guard let member = snapshot.member(name) else { return nil }
        if let wanted = restart.belowVersion, case .success(let number) = ServerVersion.number(of: wanted),
            let own = member.agentReport?.serverVersion, number <= own
        {
            return "its database is \(ServerVersion.text(own)), not below \(wanted)"
        }
        if restart.onlyPending, !member.isPendingRestart { return "no restart is pending" }
        return nil
    }
}

extension Member {
    /// The restart that it waits for, by its agent or the listing.
    var scheduledRestart: ScheduledRestart? {
        guard let report = agent?.report.currentValue else { return listed.value?.scheduledRestart }
        return report.scheduledRestart
    }
}

extension MemberState {
    /// A copy of the leader's data is being made.
    var isBeingCopied: Bool { spelling == "creating replica" }
}

extension PatroniVersion? {
    var spelt: Phrase { map { "\($0)" } ?? "of unknown version" }
}
