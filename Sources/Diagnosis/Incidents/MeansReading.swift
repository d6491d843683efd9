import ClusterModel

/// What each means says of one snapshot: whether writing is possible, and since which observation we know.
struct MeansReading {
    enum State: Equatable {
        /// `at` is the newest observation that says so, `complete` the newest of all that together say so.
        case good(at: Timestamp, complete: Timestamp)
        /// `until`: up to when all was certainly well, where that is known better than by the last good observation.
        case bad(Timestamp, until: Timestamp? = nil)
        /// Not watched, not read, or not to be trusted now.
        case unknown
    }

    let snapshot: ClusterSnapshot

    func state(of means: Means) -> State {
        switch means {
        case .agents: agents
        case .proxies: proxies
        case .clients: clients
        }
    }

    /// Who leads: by the listing, or by its own word while nobody can list.
    private var leader: Member? {
        snapshot.listing.currentValue != nil ? snapshot.listedLeader : snapshot.selfDeclaredLeaders.first
    }

    private var agents: State {
        guard let listedAt = snapshot.listing.learntAt else { return .unknown }
        guard let leader else { return .bad(leaderlessSince ?? listedAt) }
        guard let agent = leader.agent else { return .unknown }
        if let failure = agent.report.failure {
            return snapshot.proxyCheckPasses(for: leader.name) ? .unknown : .bad(failure.since)
        }
        guard let report = agent.report.currentValue, let reportedAt = agent.report.learntAt else { return .unknown }
        guard report.role.leads, report.state.kind == .serving, leader.listed.value?.state.isHopeless != true else {
            return .bad(snapshot.listing.currentValue == nil ? reportedAt : max(listedAt, reportedAt))
        }
        return .good(at: reportedAt, complete: max(reportedAt, listedAt))
    }

    /// While nobody can list, the leader is lost when the last one stopped calling itself so.
    private var leaderlessSince: Timestamp? {
        guard snapshot.listing.currentValue == nil, let last = snapshot.listedLeader else { return nil }
        return last.agent?.report.failure?.since ?? last.agent?.report.learntAt
    }

    private var proxies: State {
        let proxies = snapshot.writeProxies
        let read = proxies.compactMap(\.statistics.learntAt)
        guard let latest = read.max() else { return .unknown }
        guard let leader else {
            guard snapshot.listing.currentValue != nil else { return .bad(latest) }
            return .bad(max(snapshot.listing.learntAt ?? latest, read.min() ?? latest))
        }
        let isRouted = proxies.contains { $0.writeTargets == [leader.name] }
        let isMisrouted = proxies.contains { !$0.writeTargets.subtracting([leader.name]).isEmpty }
        guard isRouted, !isMisrouted else { return .bad(latest) }
        return .good(at: latest, complete: max(latest, snapshot.listing.learntAt ?? latest))
    }

    private var clients: State {
        let good = snapshot.probes.compactMap { $0.answer.currentValue == nil ? nil : $0.answer.learntAt }
        if let latest = good.max() {
            // A probe does not tell who answered it: a member that does not lead is no sign that writing is possible.
            return isAnsweredByAnother ? .unknown : .good(at: latest, complete: latest)
        }
        let failures = snapshot.probes.compactMap(\.firstSignOfFailure)
        guard !failures.isEmpty, failures.count == snapshot.probes.count, let first = failures.max() else {
            return .unknown
        }
        let wasHeld = snapshot.probes.contains { $0.cutAt == first }
        return .bad(first, until: wasHeld ? first : nil)
    }

    /// Whether a client that gets a database is known to get another one than the leader's.
    private var isAnsweredByAnother: Bool {
        guard let leader else {
            return snapshot.listing.currentValue != nil
                || snapshot.agents.contains { $0.report.currentValue != nil }
        }
        return leader.agent?.report.currentValue?.role.leads == false
            || snapshot.everyProxyLeadsAstray(from: leader.name)
    }
}

extension Probe {
    /// When clients lost their database here, as far as known; nil while one answers.
    fileprivate var firstSignOfFailure: Timestamp? {
        guard let failure = answer.failure else { return nil }
        guard let cutAt, cutAt < failure.since, cutAt + Self.farewell >= answer.learntAt ?? cutAt else {
            return failure.since
        }
        return cutAt
    }
}

extension ClusterSnapshot {
    /// Every proxy that is read sends clients to somebody else, or to somebody else too.
    func everyProxyLeadsAstray(from leader: MemberName) -> Bool {
        let proxies = writeProxies
        return !proxies.isEmpty && proxies.allSatisfy { !$0.writeTargets.subtracting([leader]).isEmpty }
    }

    /// A proxy's own check of the member's agent still passes: if we do not reach it, the fault may be on our side.
    func proxyCheckPasses(for member: MemberName) -> Bool {
        writeProxies.contains { proxy in
            proxy.routes(to: member).contains { $0.server.status.kind == .up && $0.server.check?.status == "L7OK" }
        }
    }
}

extension MemberState {
    /// Nobody can write to a database in this state.
    var isHopeless: Bool {
        switch kind {
        case .inTransition, .stopping, .stopped, .failed: true
        case .serving, .archiveRecovery, .unknown: false
        }
    }
}
