import ClusterModel

/// The logs of the containers, derived from what is seen to happen: Patroni's lines and HAProxy's.
extension SimulatedCluster {
    /// The lines of the last minutes before the start.
    func fillLog(of index: Int, _ state: inout SimulatedKubernetes) {
        switch state.places[index].pod.workload {
        case .member(let member):
            let count = Int64(24)
            for number in 0..<count {
                let time = clock - store.loopWait * Double(count - number)
                state.places[index].log.write(patroniLine(routine(of: member), at: time), at: time)
            }
        case .proxy(let proxy):
            let started = proxies[proxy].startedAt
            state.places[index].log.write("[NOTICE]   (1) : New worker (8) forked", at: started)
            state.places[index].log.write("[NOTICE]   (1) : Loading success.", at: started)
        }
        state.places[index].seen = view(of: state.places[index].pod.workload)
    }

    /// A new run of the container begins a new log and keeps the last one.
    func beginLog(of index: Int, isFirst: Bool, _ state: inout SimulatedKubernetes) {
        if !isFirst { state.places[index].previousLog = state.places[index].log }
        var log = PodLog()
        switch state.places[index].pod.workload {
        case .member(let member):
            for text in [
                "INFO: Selected new etcd server http://\(Self.nodeNames[0]):2379",
                "INFO: No PostgreSQL configuration items changed, nothing to reload.",
                "INFO: Lock owner: \(store.lock?.holder.text ?? "None"); I am \(members[member].name)",
            ] {
                log.write(patroniLine(text, at: clock), at: clock)
            }
        case .proxy:
            log.write("[NOTICE]   (1) : New worker (8) forked", at: clock)
            log.write("[NOTICE]   (1) : Loading success.", at: clock)
        }
        state.places[index].log = log
        state.places[index].seen = view(of: state.places[index].pod.workload)
    }

    func writeLog(of index: Int, _ state: inout SimulatedKubernetes) {
        guard state.places[index].holdsWorkload, !state.places[index].isLost,
            state.places[index].pod.container?.isRunning == true
        else { return }
        let seen = state.places[index].seen
        let now = view(of: state.places[index].pod.workload)
        guard seen != now else { return }
        state.places[index].seen = now
        var texts: [String] = []
        switch (state.places[index].pod.workload, seen, now) {
        case (.member(let member), .member(let before)?, .member(let after)):
            texts = lines(of: member, from: before, to: after).map { patroniLine($0, at: clock) }
        case (.proxy(let proxy), .proxy(let before)?, .proxy(let after)):
            texts = lines(of: proxy, from: before, to: after)
        case (_, _, _): break
        }
        for text in texts { state.places[index].log.write(text, at: clock) }
    }

    private func view(of workload: SimulatedPod.Workload) -> PodLog.View {
        switch workload {
        case .member(let index):
            let member = members[index]
            return .member(
                PodLog.View.Member(
                    nextLoopAt: member.nextLoopAt,
                    database: member.database,
                    believesLeader: member.believesLeader,
                    isPrimary: member.isPrimary,
                    hasLostStore: member.lostDCSAt != nil
                )
            )
        case .proxy(let index): return .proxy(proxies[index].servers.map(\.isUp))
        }
    }

    // MARK: Patroni

    private func lines(
        of index: Int,
        from before: PodLog.View.Member,
        to after: PodLog.View.Member
    ) -> [String] {
        var texts: [String] = []
        if after.hasLostStore, !before.hasLostStore { texts.append("ERROR: Error communicating with DCS") }
        if after.believesLeader, !before.believesLeader {
            texts.append("INFO: acquired session lock as a leader")
        }
        if !after.believesLeader, before.believesLeader { texts.append("INFO: no longer holds the leader lock") }
        if after.isPrimary, !before.isPrimary { texts.append("INFO: promoted self to leader") }
        if before.database != after.database { texts.append(databaseLine(after.database)) }
        let hasLooped = before.nextLoopAt <= clock && before.nextLoopAt != after.nextLoopAt
        if hasLooped, texts.isEmpty, after.database == .running, members[index].process == .running {
            texts.append(routine(of: index))
        }
        return texts
    }

    private func databaseLine(_ database: SimulatedMember.Database) -> String {
        switch database {
        case .running: "INFO: postmaster is ready to accept connections"
        case .starting: "INFO: starting as a secondary"
        case .restarting: "INFO: restart initiated"
        case .stopping: "INFO: stopping the database"
        case .creatingReplica: "INFO: Removing data directory, bootstrapping from the leader"
        case .stopped: "INFO: the database is stopped"
        case .crashed: "WARNING: Postgresql is not running."
        }
    }

    private func routine(of index: Int) -> String {
        let name = members[index].name
        if members[index].hasLostStore { return "ERROR: Error communicating with DCS" }
        if members[index].believesLeader { return "INFO: no action. I am (\(name)), the leader with the lock" }
        guard let leader = store.lock?.holder else {
            return "INFO: following a different leader because I am not the healthiest node"
        }
        return "INFO: no action. I am (\(name)), a secondary, and following a leader (\(leader))"
    }

    /// Patroni's format: `2026-11-22 15:08:31,125 INFO: …`.
    private func patroniLine(_ text: String, at time: Timestamp) -> String {
        let civil = CivilTime(time)
        let milliseconds = String(civil.millisecond)
        let padded = String(repeating: "0", count: 3 - milliseconds.count) + milliseconds
        return "\(civil.date) \(civil.clock),\(padded) \(text)"
    }

    // MARK: HAProxy

    private func lines(of proxy: Int, from before: [Bool], to after: [Bool]) -> [String] {
        let left = after.filter { $0 }.count
        return zip(before, after).enumerated().compactMap { index, states in
            guard states.0 != states.1 else { return nil }
            let name = "\(blueprint.scope)/\(members[index].blueprint.serverName)"
            let server = proxies[proxy].servers[index]
            let words = Self.words(for: server.check)
            let rest =
                "check duration: \(server.checkMilliseconds)ms. \(left) active and 0 backup servers left. "
                + "\(server.sessions) sessions active, 0 requeued, 0 remaining in queue."
            return states.1
                ? "[WARNING]  (8) : Server \(name) is UP, reason: \(words.text), code: 200, \(rest)"
                : "[WARNING]  (8) : Server \(name) is DOWN, reason: \(words.text), info: \"\(words.last)\", \(rest)"
        }
    }
}

extension SimulatedMember {
    fileprivate var hasLostStore: Bool { lostDCSAt != nil }
}
