import ClusterModel

/// What faults do.
extension SimulatedCluster {
    /// Lets `fault` strike at `now`; one that has no member or proxy to strike does nothing.
    package mutating func apply(_ fault: Fault, at now: Timestamp) {
        advance(to: now)
        strike(fault)
    }

    mutating func strike(_ fault: Fault) {
        switch fault {
        case .stop(let selector): resolve(selector).map { stop($0) }
        case .crash(let selector): resolve(selector).map { crash($0) }
        case .freeze(let selector): resolve(selector).map { freeze($0) }
        case .thaw(let selector): resolve(selector).map { thaw($0) }
        case .start(let selector):
            guard let index = resolve(selector), hasPlace(index) else { return }
            start(index)
        case .killDatabase(let selector):
            guard let index = resolve(selector), members[index].serves else { return }
            members[index].database = .crashed
        case .cutFromDCS(let selector): resolve(selector).map { members[$0].reachesDCS = false }
        case .rejoinDCS(let selector):
            guard let index = resolve(selector) else { return }
            members[index].reachesDCS = true
            members[index].isLoopStuck = false
            members[index].nextLoopAt = clock
        case .dcsDown, .dcsHang: store.isUp = false
        case .dcsUp: store.isUp = true
        case .replicationLag(let selector, let rate):
            resolve(selector).map { members[$0].blockedRate = max(0, min(rate, 1 << 40)) }
        case .replayHalts(let selector): resolve(selector).map { members[$0].isReplayHalted = true }
        case .replayGoesOn(let selector): resolve(selector).map { members[$0].isReplayHalted = false }
        case .writeRate(let rate): writeRate = max(0, min(rate, 1 << 40))
        case .proxyDown(let index): setProxy(index, running: false)
        case .proxyUp(let index): setProxy(index, running: true)
        case .proxyStaleAddress(let proxy, let selector): setAddress(of: selector, in: proxy, stale: true)
        case .proxyFreshAddress(let proxy, let selector): setAddress(of: selector, in: proxy, stale: false)
        case .splitBrain(let selector):
            guard let index = resolve(selector) else { return }
            members[index].isLoopStuck = true
            members[index].reachesDCS = false
        case .podDeleted(let selector): resolve(selector).map { deletePod(of: $0) }
        case .podEvicted(let selector): resolve(selector).map { evictPod(of: $0) }
        case .podCrashLooping(let selector): resolve(selector).map { crashLoop($0) }
        case .nodeLost(let selector): resolve(selector).map { loseNode(of: $0) }
        case .nodeBack(let selector): resolve(selector).map { restoreNode(of: $0) }
        case .apiServer(let fault): strike(fault)
        }
    }

    private func resolve(_ selector: MemberSelector) -> Int? {
        switch selector {
        case .named(let name): return index(of: name)
        case .leader: return store.lock.flatMap { index(of: $0.holder) }
        case .replica(let number):
            let replicas = members.indices.filter { members[$0].serves && members[$0].name != store.lock?.holder }
            return replicas.isEmpty ? nil : replicas[min(max(number, 0), replicas.count - 1)]
        case .absent: return members.firstIndex { !$0.listens }
        }
    }

    mutating func stop(_ index: Int) {
        guard members[index].process == .running else { return }
        // The agent stops answering at once and the lock is released when the database is down: 1.5 to 2.5 s (lab).
        members[index].process = .stopping(until: clock + generator.milliseconds(1500...2300))
        disconnectClients(of: index)
    }

    mutating func crash(_ index: Int) {
        members[index].process = .crashed
        members[index].database = .crashed
        members[index].isStreaming = false
        members[index].promotesAt = nil
        disconnectClients(of: index)
    }

    private mutating func freeze(_ index: Int) {
        guard members[index].process == .running else { return }
        members[index].process = .frozen
    }

    private mutating func thaw(_ index: Int) {
        guard members[index].process == .frozen else { return }
        members[index].process = .running
        members[index].nextLoopAt = clock + .milliseconds(500)
    }

    mutating func start(_ index: Int) {
        guard !members[index].listens else { return }
        members[index].process = .running
        if members[index].database != .crashed || store.lock?.holder != members[index].name {
            members[index].isPrimary = false
            members[index].wasDemoted = true
            members[index].database = .stopped
        }
        members[index].believesLeader = false
        members[index].lostDCSAt = nil
        members[index].isLoopStuck = false
        members[index].nextLoopAt = clock + generator.milliseconds(500...900)
    }

    mutating func setProxy(_ index: Int, running: Bool) {
        guard proxies.indices.contains(index), proxies[index].isRunning != running else { return }
        proxies[index].isRunning = running
        if running {
            restartProxy(index)
        } else {
            for server in proxies[index].servers.indices { proxies[index].servers[server].sessions = 0 }
        }
    }

    private mutating func setAddress(of selector: MemberSelector, in proxy: Int, stale: Bool) {
        guard proxies.indices.contains(proxy), let member = resolve(selector) else { return }
        proxies[proxy].servers[member].hasStaleAddress = stale
        if !stale { proxies[proxy].servers[member].formerHost = nil }
    }
}
