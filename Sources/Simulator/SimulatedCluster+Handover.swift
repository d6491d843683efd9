import ClusterModel

/// Switchover and failover (patroni `api.py do_POST_failover`, `is_failover_possible`, `poll_failover_result`).
extension SimulatedCluster {
    mutating func requestHandover(_ action: String, body: JSON, on index: Int) -> SimulatedAnswer {
        let leader = body["leader"]?.text.map { MemberName($0) }
        let candidate = (body["candidate"] ?? body["member"])?.text.map { MemberName($0) }
        // A failover that names the leader is a switchover in all but its address.
        let isFailover = action == "failover" && leader == nil
        let schedule = body["scheduled_at"].flatMap { $0.isFalsy ? nil : $0.text ?? $0.description }
        if action == "failover", candidate == nil {
            return .answer(plain(400, "Failover could be performed only to a specific candidate"))
        }
        if action == "switchover", leader == nil {
            return .answer(plain(400, "Switchover could be performed only from a specific leader"))
        }
        if let schedule {
            return scheduleHandover(schedule, leader, candidate, isFailover: action == "failover", on: index)
        }
        if store.isPaused, candidate == nil {
            return .answer(plain(400, "Switchover is possible only to a specific candidate in a paused state"))
        }
        if leader != nil, leader == candidate, blueprint.flavour.comparesSourceAndTarget {
            return .answer(plain(400, "Switchover target and source are the same"))
        }
        guard reachesDCS(index) else { return failLater() }
        if let refusal = refusal(isFailover ? "failover" : "switchover", leader, candidate) {
            return .answer(plain(412, refusal))
        }
        let former = store.lock?.holder
        store.failover = DistributedStore.FailoverKey(formerLeader: leader, candidate: candidate)
        wake(index)
        let handover = Handover(
            action: isFailover ? "failover" : "switchover",
            formerLeader: former,
            candidate: candidate,
            deadline: clock + .seconds(2) * Double(max(10, store.setting("loop_wait", default: 10)))
        )
        return .later(.handover(handover), at: realTime(clock + .seconds(1)))
    }

    /// The agent that was asked looks at once; the others at their next loop.
    private mutating func wake(_ index: Int) {
        members[index].nextLoopAt = min(members[index].nextLoopAt, clock + Self.step)
        guard store.lock == nil else { return }
        wakeLoops(within: 100...500)
    }

    private mutating func scheduleHandover(
        _ text: String,
        _ leader: MemberName?,
        _ candidate: MemberName?,
        isFailover: Bool,
        on index: Int
    ) -> SimulatedAnswer {
        if isFailover { return .answer(plain(400, "Failover can't be scheduled")) }
        if store.isPaused { return .answer(plain(400, "Can't schedule switchover in the paused state")) }
        switch parseSchedule(text, of: "switchover") {
        case .failure(let refusal): return .answer(plain(refusal.status, refusal.text))
        case .success(let time):
            if leader == candidate, blueprint.flavour.comparesSourceAndTarget {
                return .answer(plain(400, "Switchover target and source are the same"))
            }
            guard reachesDCS(index) else { return failLater() }
            store.failover = DistributedStore.FailoverKey(
                formerLeader: leader,
                candidate: candidate,
                scheduledAt: time
            )
            wakeLoops(within: 100...500)
            return .answer(plain(202, "Switchover scheduled"))
        }
    }

    /// A refused schedule: status and text.
    struct ScheduleRefusal: Error, Hashable {
        var status: Int
        var text: String
    }

    func parseSchedule(_ text: String, of action: String) -> Result<Timestamp, ScheduleRefusal> {
        switch ScheduledTime(text) {
        case .unreadable:
            let text = "Unable to parse scheduled timestamp. It should be in an unambiguous format, e.g. ISO 8601"
            return .failure(ScheduleRefusal(status: 422, text: text))
        case .withoutZone:
            let text = "Timezone information is mandatory for the scheduled \(action)"
            return .failure(ScheduleRefusal(status: 400, text: text))
        case .at(let time) where time <= realTime(clock):
            return .failure(ScheduleRefusal(status: 422, text: "Cannot schedule \(action) in the past"))
        case .at(let time): return .success(time - slept)
        }
    }

    private func refusal(_ action: String, _ leader: MemberName?, _ candidate: MemberName?) -> String? {
        if let leader, leader != store.lock?.holder { return "leader name does not match" }
        let listed = members.indices.filter { store.members[$0] != nil }
        var candidates: [Int]
        if let candidate {
            if action == "switchover", store.isSynchronous, candidate != store.synchronousStandby {
                return "candidate name does not match with sync_standby"
            }
            candidates = listed.filter { members[$0].name == candidate }
            if candidates.isEmpty { return "candidate does not exists" }
        } else if store.isSynchronous {
            candidates = listed.filter { members[$0].name == store.synchronousStandby }
            if candidates.isEmpty { return "\(action) is not possible: can not find sync_standby" }
        } else {
            candidates = listed.filter { members[$0].name != leader }
            if candidates.isEmpty { return "\(action) is not possible: cluster does not have members except leader" }
        }
        // Lag and timeline are not looked at here.
        let isGood = candidates.contains {
            members[$0].process == .running && !members[$0].blueprint.hasTag("nofailover") && !members[$0].isBeingBuilt
        }
        return isGood ? nil : "\(action) is not possible: no good candidates have been found"
    }

    mutating func watch(_ handover: Handover, on index: Int) -> SimulatedAnswer {
        let title = handover.action == "switchover" ? "Switchover" : "Failover"
        let done = handover.action == "switchover" ? "switched over" : "failed over"
        guard reachesDCS(index) else { return failLater() }
        if let leader = store.lock?.holder, leader != handover.formerLeader {
            guard let candidate = handover.candidate, candidate != leader else {
                return .answer(plain(200, "Successfully \(done) to \"\(leader)\""))
            }
            let capital = handover.action == "switchover" ? "Switched over" : "Failed over"
            return .answer(plain(200, "\(capital) to \"\(leader)\" instead of \"\(candidate)\""))
        }
        if store.failover == nil, store.lock != nil { return .answer(plain(503, "\(title) failed")) }
        if handover.deadline <= clock { return .answer(plain(503, "\(title) status unknown")) }
        return .later(.handover(handover), at: realTime(clock + .seconds(1)))
    }
}
