import ClusterModel

/// The ends of what takes time: stops, starts, promotions, restarts, rebuilds.
extension SimulatedCluster {
    mutating func finishPhases(of index: Int) {
        if case .stopping(let end) = members[index].process, end <= clock { return finishShutdown(of: index) }
        guard members[index].process == .running else { return }
        switch members[index].database {
        case .stopping(let end) where end <= clock: finishDemotion(of: index)
        case .starting(let end) where end <= clock, .restarting(let end) where end <= clock:
            finishStart(of: index)
        case .creatingReplica(let end) where end <= clock:
            members[index].location = members.first { $0.isPrimary && $0.serves }?.location ?? members[index].location
            members[index].replayed = members[index].location
            finishStart(of: index)
        case .stopping, .starting, .restarting, .creatingReplica, .running, .stopped, .crashed: break
        }
        if let promotion = members[index].promotesAt, promotion <= clock, members[index].database == .running {
            promote(index)
        }
    }

    private mutating func finishShutdown(of index: Int) {
        members[index].database = .stopped
        members[index].isStreaming = false
        members[index].wasDemoted = members[index].isPrimary || members[index].wasDemoted
        members[index].isPrimary = false
        members[index].promotesAt = nil
        releaseLock(of: index)
        // The key stays with its state for a whole TTL, and the row with it.
        if store.isUp, members[index].reachesDCS { writeKey(of: index) }
        members[index].process = .stopped
    }

    private mutating func finishDemotion(of index: Int) {
        members[index].database = .stopped
        members[index].isPrimary = false
        members[index].wasDemoted = true
        let hadDCS = store.isUp && members[index].reachesDCS
        releaseLock(of: index)
        disconnectClients(of: index)
        guard hadDCS else {
            // Without the DCS it goes on as a read-only standby of nobody.
            return startAsReplica(index, following: nil)
        }
        writeKey(of: index)
    }

    private mutating func finishStart(of index: Int) {
        members[index].database = .running
        members[index].startedAt = clock
        members[index].wasDemoted = false
        members[index].isReplayHalted = false
        members[index].reconnectsAt = clock
        members[index].activeConnections = store.maximumConnections
        members[index].pendingRestart = nil
        if store.isUp, members[index].reachesDCS, !members[index].isLoopStuck { writeKey(of: index) }
    }

    private mutating func promote(_ index: Int) {
        members[index].promotesAt = nil
        guard !members[index].isPrimary else { return }
        members[index].isPrimary = true
        members[index].isStreaming = false
        members[index].isReplayHalted = false
        members[index].replayed = members[index].location
        if blueprint.flavour.raisesTimeline {
            highestTimeline += 1
            store.history.append(
                .array([
                    .integer(members[index].timeline), .integer(members[index].location),
                    "no recovery target specified",
                    .string(clock.historyText), .string(members[index].name.text),
                ])
            )
            members[index].timeline = highestTimeline
        }
        guard store.isUp, members[index].reachesDCS else { return }
        store.leaderPosition = members[index].location
        writeKey(of: index)
    }

    mutating func restartIfScheduled(_ index: Int) {
        guard let time = members[index].scheduledRestart else { return }
        guard time <= clock else {
            members[index].nextLoopAt = min(members[index].nextLoopAt, time)
            return
        }
        members[index].scheduledRestart = nil
        restart(index)
    }

    /// Restarts the database under its agent: 1.7 to 3 s (lab).
    mutating func restart(_ index: Int) {
        guard members[index].database == .running else { return }
        members[index].isStreaming = false
        members[index].database = .restarting(until: clock + generator.milliseconds(1500...1900))
        disconnectClients(of: index)
    }

    mutating func updatePendingRestart(of index: Int) {
        guard let active = members[index].activeConnections, let wanted = store.maximumConnections, active != wanted
        else {
            members[index].pendingRestart = nil
            return
        }
        members[index].pendingRestart = .fields([
            "max_connections": .fields([
                "old_value": .string(active.text ?? active.description),
                "new_value": .string(wanted.text ?? wanted.description),
            ])
        ])
    }

    /// Writes what the member says of itself into the DCS and renews its lease.
    mutating func writeKey(of index: Int) {
        let member = members[index]
        let runs = member.database == .running
        let state = runs && member.isStreaming && blueprint.flavour.namesStreaming ? "streaming" : member.stateText
        store.members[index] = DistributedStore.MemberKey(
            state: state,
            timeline: runs ? member.timeline : nil,
            location: runs ? member.location : nil,
            replayed: runs ? member.replayed : nil,
            pendingRestart: member.pendingRestart,
            scheduledRestart: member.scheduledRestart.map {
                .fields([
                    "schedule": .string($0.scheduleText),
                    "postmaster_start_time": .string(member.startedAt.databaseText),
                ])
            },
            expiresAt: clock + store.ttl
        )
    }
}
