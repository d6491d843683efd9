import ClusterModel

/// Patroni's loop on every member (patroni `ha.py`), reduced to what can be seen from outside.
extension SimulatedCluster {
    mutating func runLoop(of index: Int) {
        members[index].nextLoopAt = clock + store.loopWait
        guard members[index].process == .running, !members[index].isLoopStuck else { return }
        guard store.isUp, members[index].reachesDCS else { return bearLostDCS(index) }
        members[index].sawDCSAt = clock
        members[index].lostDCSAt = nil
        updatePendingRestart(of: index)
        if members[index].isBeingBuilt { return writeKey(of: index) }
        switch store.lock?.holder {
        case members[index].name: lead(index)
        case let holder?: follow(holder, as: index)
        case nil: runLeaderless(index)
        }
        restartIfScheduled(index)
        writeKey(of: index)
    }

    /// Makes every agent look soon, as the watch on the leader key does.
    mutating func wakeLoops(within range: ClosedRange<Int64>) {
        for index in members.indices {
            let soon = clock + generator.milliseconds(range)
            members[index].nextLoopAt = min(members[index].nextLoopAt, soon)
        }
    }

    /// Without the DCS a leader retries for `retry_timeout`, then gives up its role.
    private mutating func bearLostDCS(_ index: Int) {
        guard members[index].lostDCSAt != nil else {
            members[index].lostDCSAt = clock
            members[index].nextLoopAt = clock + store.retryTimeout
            return
        }
        members[index].seesUnlocked = !members[index].believesLeader
        guard members[index].believesLeader, members[index].isPrimary, !store.isPaused,
            members[index].database == .running
        else { return }
        members[index].database = .stopping(until: clock + generator.milliseconds(1700...2100))
        members[index].nextLoopAt = clock + .milliseconds(2300)
    }

    private mutating func lead(_ index: Int) {
        store.lock = DistributedStore.Lock(holder: members[index].name, expiresAt: clock + store.ttl)
        members[index].seesUnlocked = false
        members[index].believesLeader = true
        switch members[index].database {
        case .crashed, .stopped:
            guard !store.isPaused else { return releaseLock(of: index) }
            members[index].database = .starting(until: clock + generator.milliseconds(1200...2000))
        case .running where members[index].isPrimary:
            store.leaderPosition = members[index].location
            chooseSynchronousStandby()
            obeyFailoverKey(index)
        case .running:
            if members[index].promotesAt == nil { members[index].promotesAt = clock + .milliseconds(300) }
        case .starting, .restarting, .stopping, .creatingReplica: break
        }
    }

    private mutating func chooseSynchronousStandby() {
        guard store.isSynchronous else {
            store.synchronousStandby = nil
            return
        }
        let current = store.synchronousStandby.flatMap { index(of: $0) }
        if let current, members[current].isStreaming { return }
        store.synchronousStandby = members.first { $0.isStreaming && !$0.blueprint.hasTag("nosync") }?.name
    }

    private mutating func obeyFailoverKey(_ index: Int) {
        guard let key = store.failover else { return }
        if let scheduled = key.scheduledAt, scheduled > clock {
            members[index].nextLoopAt = min(members[index].nextLoopAt, max(scheduled, clock + Self.step))
            return
        }
        let candidates = members.indices.filter { canTakeOver($0, from: index, under: key) }
        let isForMe = key.formerLeader.map { $0 == members[index].name } ?? true
        guard isForMe, !candidates.isEmpty else {
            store.failover = nil
            return
        }
        if key.scheduledAt != nil { store.failover?.scheduledAt = nil }
        members[index].database = .stopping(until: clock + generator.milliseconds(1200...1900))
    }

    private func canTakeOver(_ other: Int, from leader: Int, under key: DistributedStore.FailoverKey) -> Bool {
        let member = members[other]
        guard other != leader, member.serves, !member.blueprint.hasTag("nofailover") else { return false }
        if let candidate = key.candidate, candidate != member.name { return false }
        if store.isSynchronous, key.candidate == nil, store.synchronousStandby != member.name { return false }
        return members[leader].location - member.location
            <= store.setting("maximum_lag_on_failover", default: 1_048_576)
    }

    /// Follows the holder of the lock; a former primary is stopped and rewound first.
    private mutating func follow(_ holder: MemberName, as index: Int) {
        members[index].seesUnlocked = false
        if members[index].isPrimary, members[index].database == .running {
            members[index].database = .stopping(until: clock + .milliseconds(800))
            members[index].nextLoopAt = clock + .milliseconds(1300)
            return
        }
        members[index].believesLeader = false
        members[index].promotesAt = nil
        switch members[index].database {
        case .stopped, .crashed: startAsReplica(index, following: holder)
        case .running: members[index].upstream = holder
        case .starting, .restarting, .stopping, .creatingReplica: break
        }
    }

    mutating func startAsReplica(_ index: Int, following holder: MemberName?) {
        members[index].isPrimary = false
        members[index].upstream = holder
        members[index].database = .starting(until: clock + generator.milliseconds(800...1800))
    }

    private mutating func runLeaderless(_ index: Int) {
        members[index].seesUnlocked = true
        members[index].believesLeader = members[index].believesLeader && members[index].isPrimary
        guard members[index].database == .running else {
            let isDown = members[index].database == .stopped || members[index].database == .crashed
            if isDown, !store.isPaused { startAsReplica(index, following: nil) }
            return
        }
        if members[index].isPrimary, members[index].timeline < highestTimeline {
            // Others have gone on without it: it may not lead again before it is rewound.
            members[index].database = .stopping(until: clock + .milliseconds(800))
            return
        }
        if members[index].isPrimary || isChosen(index) { takeLock(index) }
    }

    /// Whether the member is the one to take the lock now: asked for by name, or else the most advanced that may.
    private func isChosen(_ index: Int) -> Bool {
        let member = members[index]
        guard !member.blueprint.hasTag("nofailover") else { return false }
        if let key = store.failover, let candidate = key.candidate {
            if candidate == member.name { return true }
            if let other = self.index(of: candidate), members[other].serves { return false }
        }
        guard !store.isPaused else { return false }
        let hasRival = members.contains { $0.name != member.name && $0.serves && $0.reachesDCS }
        guard store.failover?.formerLeader != member.name || !hasRival else { return false }
        if store.isSynchronous, let standby = store.synchronousStandby, standby != member.name { return false }
        let limit = store.setting("maximum_lag_on_failover", default: 1_048_576)
        guard store.leaderPosition - member.location <= limit else { return false }
        return !members.contains {
            $0.serves && $0.reachesDCS && !$0.isPrimary && $0.location > member.location
                && !$0.blueprint.hasTag("nofailover")
        }
    }

    private mutating func takeLock(_ index: Int) {
        store.lock = DistributedStore.Lock(holder: members[index].name, expiresAt: clock + store.ttl)
        store.failover = nil
        if store.synchronousStandby == members[index].name { store.synchronousStandby = nil }
        members[index].believesLeader = true
        members[index].seesUnlocked = false
        members[index].isStreaming = false
        members[index].upstream = nil
        if !members[index].isPrimary { members[index].promotesAt = clock + generator.milliseconds(200...1000) }
        wakeLoops(within: 300...1500)
        members[index].nextLoopAt = clock + store.loopWait
    }

    mutating func releaseLock(of index: Int) {
        members[index].believesLeader = false
        guard store.isUp, members[index].reachesDCS, store.lock?.holder == members[index].name else { return }
        store.leaderPosition = members[index].location
        store.lock = nil
        wakeLoops(within: 100...500)
        members[index].nextLoopAt = clock + generator.milliseconds(1800...2200)
    }
}
