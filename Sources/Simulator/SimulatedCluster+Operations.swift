import ClusterModel

/// What an operator may ask of an agent beside a switchover: restart, reload, reinitialize, configuration.
extension SimulatedCluster {
    mutating func post(_ path: String, body: [UInt8]?, on index: Int) -> SimulatedAnswer {
        switch path {
        case "/switchover", "/failover":
            guard let body else { return lengthRequired() }
            guard let json = JSON(parsing: body), case .object = json, !json.isFalsy else { return badRequest() }
            return requestHandover(String(path.dropFirst()), body: json, on: index)
        case "/restart":
            guard let json = optionalBody(body) else { return badRequest() }
            return requestRestart(json, on: index)
        case "/reinitialize":
            guard let json = optionalBody(body) else { return badRequest() }
            return requestReinitialization(force: json["force"] == true, on: index)
        case "/reload":
            members[index].nextLoopAt = min(members[index].nextLoopAt, clock + Self.step)
            return .answer(plain(202, "reload scheduled"))
        default: return .answer(unsupported("POST"))
        }
    }

    mutating func delete(_ path: String, on index: Int) -> SimulatedAnswer {
        switch path {
        case "/switchover":
            guard reachesDCS(index) else { return failLater() }
            guard store.failover?.scheduledAt != nil else { return .answer(plain(404, "no switchover is scheduled")) }
            store.failover = nil
            return .answer(plain(200, "scheduled switchover deleted"))
        case "/restart":
            guard members[index].scheduledRestart != nil else {
                return .answer(plain(404, "no restarts are scheduled"))
            }
            members[index].scheduledRestart = nil
            if reachesDCS(index) { writeKey(of: index) }
            return .answer(plain(200, "scheduled restart deleted"))
        default: return .answer(unsupported("DELETE"))
        }
    }

    mutating func patchConfiguration(_ body: [UInt8]?, on index: Int) -> SimulatedAnswer {
        guard let body else { return lengthRequired() }
        guard let patch = JSON(parsing: body), case .object = patch, !patch.isFalsy else { return badRequest() }
        guard reachesDCS(index) else { return failLater() }
        store.configuration = store.configuration.merged(with: patch)
        wakeLoops(within: 100...500)
        return .answer(json(200, store.configuration))
    }

    private func lengthRequired() -> SimulatedAnswer {
        .answer(failure(411, "Length Required", "Client must specify Content-Length."))
    }

    /// A body that may be missing or empty but must otherwise be an object.
    private func optionalBody(_ body: [UInt8]?) -> JSON? {
        guard let body, !body.isEmpty else { return .object([]) }
        guard let json = JSON(parsing: body), case .object = json else { return nil }
        return json
    }

    private mutating func requestRestart(_ body: JSON, on index: Int) -> SimulatedAnswer {
        if let refusal = restartFilterRefusal(body) { return .answer(plain(400, refusal)) }
        if let schedule = body["schedule"], !schedule.isFalsy {
            return scheduleRestart(schedule.text ?? schedule.description, on: index)
        }
        if members[index].isBeingBuilt { return .answer(plain(503, "reinitialize already in progress")) }
        let role = body["role"]?.text
        let isPrimary = members[index].isPrimary
        let matchesRole = role.map { ($0 == "primary" || $0 == "master") == isPrimary } ?? true
        let matchesPending = body["restart_pending"] != true || members[index].pendingRestart != nil
        // Nobody simulates a server older than the versions that are asked for.
        let matchesVersion = body["postgres_version"] == nil
        guard matchesRole, matchesPending, matchesVersion else {
            return .answer(plain(503, "restart conditions are not satisfied"))
        }
        guard members[index].database == .running else { return .answer(plain(503, "postgres is still starting")) }
        restart(index)
        return .later(.text(status: 200, "restarted successfully"), at: realTime(clock + .milliseconds(2000)))
    }

    private func restartFilterRefusal(_ body: JSON) -> String? {
        guard case .object(let fields) = body else { return nil }
        for field in fields {
            switch field.key {
            case "role":
                var roles = ["primary", "standby_leader", "replica"]
                if blueprint.flavour.primaryRole == "master" { roles.append("master") }
                guard let role = field.value.text, roles.contains(role) else {
                    return "PostgreSQL role should be either primary, standby_leader, or replica"
                }
            case "postgres_version":
                let parts = (field.value.text ?? "").split(separator: ".", omittingEmptySubsequences: false)
                guard (2...3).contains(parts.count), parts.allSatisfy({ Int($0) != nil }) else {
                    return "Invalid PostgreSQL version: \(field.value.text ?? field.value.description)"
                }
            case "timeout":
                guard let seconds = field.value.integerValue ?? field.value.text.flatMap({ Int64($0) }), seconds > 0
                else { return "Timeout should be a positive number of seconds" }
            case "restart_pending", "schedule": break
            default: return "Unknown filter for the scheduled restart: \(field.key)"
            }
        }
        return nil
    }

    private mutating func scheduleRestart(_ text: String, on index: Int) -> SimulatedAnswer {
        switch parseSchedule(text, of: "restart") {
        case .failure(let refusal): return .answer(plain(refusal.status, refusal.text))
        case .success(let time):
            if store.isPaused { return .answer(plain(500, "Can't schedule restart in the paused state")) }
            guard members[index].scheduledRestart == nil else {
                return .answer(plain(409, "Another restart is already scheduled"))
            }
            members[index].scheduledRestart = time
            if reachesDCS(index) { writeKey(of: index) }
            return .answer(plain(202, "Restart scheduled"))
        }
    }

    private mutating func requestReinitialization(force: Bool, on index: Int) -> SimulatedAnswer {
        if members[index].believesLeader {
            return .answer(plain(503, "I am the leader, can not reinitialize"))
        }
        guard members.contains(where: { $0.believesLeader && $0.serves }) else {
            return .answer(plain(503, "Cluster has no leader, can not reinitialize"))
        }
        let isRunning = members[index].isBeingBuilt
        if isRunning, !force { return .answer(plain(503, "reinitialize already in progress")) }
        members[index].isStreaming = false
        members[index].database = .creatingReplica(until: clock + generator.milliseconds(5000...7000))
        members[index].nextLoopAt = clock + Self.step
        guard isRunning else { return .answer(plain(200, "reinitialize started")) }
        return .later(.text(status: 200, "reinitialize started"), at: realTime(clock + .seconds(2)))
    }
}
