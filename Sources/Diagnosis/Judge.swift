import ClusterModel
import Wording

/// Decides which situation a snapshot shows.
///
/// It is pure and without memory, but for one thing that only time can tell: two members that both say primary are a split brain
/// only when both said so again after they were first seen together, since answers of different moments straddle every switchover.
struct Judge {
    let snapshot: ClusterSnapshot
    /// Since when more than one member has said primary; nil while at most one does.
    let primariesSince: Timestamp?

    func situation() -> Verdict.Situation {
        unknown() ?? splitBrain() ?? withoutListing() ?? withoutLeader() ?? withLeader()
    }

    /// Whether etcd is watched and none of its endpoints answers; a watch that stands in silence says nothing.
    ///
    /// Agents list the cluster for seconds from what they know of a DCS that hangs (patroni `dcs/etcd3.py KVCache`), while the leader
    /// gives up for want of it already. That it is silent to us alone cannot be ruled out, so the verdict names it and claims no more.
    private var storeIsSilent: Bool {
        guard let endpoints = snapshot.store?.endpoints, !endpoints.isEmpty else { return false }
        return endpoints.allSatisfy { $0.status.failure?.reason.isSilence == true }
    }

    private func unknown() -> Verdict.Situation? {
        let agents = snapshot.agents
        guard snapshot.listing.currentValue == nil, !agents.contains(where: { $0.report.currentValue != nil })
        else { return nil }
        let failures = agents.compactMap { agent in
            agent.report.failure.map { Phrase("\(agent.address.label) \($0.reason)") }
        }
        if agents.isEmpty, let reason = storeLeadsNowhere {
            return .nothingAnswers(reason: reason, isOutage: nobodyIsServed)
        }
        if agents.isEmpty, let reason = podsLeadNowhere {
            return .nothingAnswers(reason: reason, isOutage: nobodyIsServed)
        }
        guard failures.count == agents.count, let first = failures.first else { return .connecting }
        return .nothingAnswers(reason: first, isOutage: nobodyIsServed)
    }

    /// Whether every probe fails, or no proxy that answers has any server that is UP.
    private var nobodyIsServed: Bool {
        let probes = snapshot.probes
        if !probes.isEmpty { return probes.allSatisfy { $0.answer.failure != nil } }
        let servers = snapshot.proxies.compactMap(\.statistics.currentValue).flatMap(\.backends).flatMap(\.servers)
        return !servers.isEmpty && !servers.contains { $0.status.takesTraffic }
    }

    /// Why etcd, asked for the members' agents, names none.
    private var storeLeadsNowhere: Phrase? {
        guard let store = snapshot.store else { return nil }
        if let failure = store.keys.failure { return "etcd \(failure.reason)" }
        guard let report = store.keys.currentValue, report.members.isEmpty else { return nil }
        return "etcd names no member below \(store.prefix ?? "/")"
    }

    /// Why the API server, asked for the members' pods, leads to no agent.
    private var podsLeadNowhere: Phrase? {
        guard let kubernetes = snapshot.kubernetes else { return nil }
        if let place = kubernetes.emptyPlace { return "no pods in \(place)" }
        if let pods = kubernetes.pods.currentValue {
            if !pods.contains(where: \.isAddressed), kubernetes.others.isEmpty {
                return "no pod has an address yet in \(kubernetes.region)"
            }
            guard !kubernetes.others.isEmpty else {
                return "no agent's port (8008, or one named patroni) among the pods in \(kubernetes.region)"
            }
            guard kubernetes.isClusterChosen else {
                return "no agent of this cluster among the pods in \(kubernetes.region)"
            }
            let known = kubernetes.others.prefix(8).map(\.scope).joined(separator: ", ")
            return "no cluster \(snapshot.displayName) among the pods in \(kubernetes.region); there are: \(known)"
        }
        if let failure = kubernetes.pods.failure {
            return "API server \(kubernetes.server.authority): \(failure.reason)"
        }
        return nil
    }

    private func splitBrain() -> Verdict.Situation? {
        let primaries = snapshot.selfDeclaredLeaders
        guard primaries.count > 1, let since = primariesSince,
            primaries.allSatisfy({ ($0.agent?.report.learntAt ?? since) > since })
        else { return nil }
        return .splitBrain(primaries.map(\.name))
    }

    private func withoutListing() -> Verdict.Situation? {
        guard snapshot.listing.currentValue == nil else { return nil }
        guard let failure = snapshot.listing.failure else { return .connecting }
        let primary = snapshot.selfDeclaredLeaders.first?.name
        let answering = snapshot.agents.filter { $0.report.currentValue != nil }
        let cutFromDCS = answering.allSatisfy(\.seemsCutFromDCS)
        let proxies = snapshot.writeProxies
        let isRouted =
            proxies.isEmpty || proxies.contains { proxy in primary.map(proxy.writeTargets.contains) ?? false }
        // Whoever says primary is of no use to clients who get no database.
        let blocked = whyNoClientIsServed
        let confirmed = primary.flatMap(snapshot.member)?.agent?.report.currentValue?.failsafeModeIsActive == true
        if cutFromDCS, isRouted, confirmed, blocked == nil, let primary { return .failsafeMode(primary: primary) }
        if cutFromDCS { return .dcsUnreachable(primary: primary, isRouted: isRouted, blocked: blocked) }
        if isRouted, let primary, let blocked { return .clientsBlocked(leader: primary, reason: blocked) }
        return .listingUnreadable(reason: failure.reason.phrase, primary: primary)
    }

    private func withoutLeader() -> Verdict.Situation? {
        guard snapshot.listedLeader == nil else { return nil }
        let listed = snapshot.members.filter { !$0.isGone }
        let isBeingCreated = listed.allSatisfy {
            $0.role?.kind == .uninitialized || $0.state?.spelling == "initializing new cluster"
        }
        // An empty listing beside ghosts is a cluster that has lost everybody, not one that begins.
        if isBeingCreated, snapshot.members.count == listed.count { return .initialising }
        let routedTo = snapshot.writeProxies.reduce(into: Set()) { $0.formUnion($1.writeTargets) }
        return .noLeader(
            candidates: candidates(among: listed),
            isPaused: snapshot.isPaused,
            routedTo: routedTo.sorted()
        )
    }

    private func candidates(among members: [Member]) -> [MemberName] {
        members.filter { member in
            member.agent?.report.failure == nil && member.state?.kind != .stopped && member.state?.kind != .failed
                && !member.neverPromotes
        }.map(\.name)
    }

    private func withLeader() -> Verdict.Situation {
        guard let leader = snapshot.listedLeader, let row = leader.listed.value else { return .connecting }
        let routing = routing(to: leader.name)
        if let silence = silence(of: leader, routing) { return silence }
        if row.state.isHopeless { return .leaderNotServing(leader.name, row.state, isStoreSilent: storeIsSilent) }
        if let own = leader.agent?.report.currentValue, let at = leader.agent?.report.learntAt {
            // The listing's row is up to loop_wait old; what the agent says of itself later is newer.
            if own.state.isHopeless, own.role.leads {
                return .leaderNotServing(leader.name, own.state, isStoreSilent: storeIsSilent)
            }
            let reaches = snapshot.probes.contains { $0.answer.currentValue != nil && $0.answer.learntAt ?? at >= at }
            if own.state.spelling == "unknown", !reaches { return .databaseSilent(leader: leader.name) }
        }
        if row.role.kind == .standbyLeader { return .standbyCluster(leader: leader.name) }
        if let own = leader.agent?.report.currentValue?.role, !own.leads {
            return own.kind == .demoted ? .steppingDown(leader.name) : .promoting(leader.name)
        }
        return routed(to: leader.name, routing)
    }

    /// A leader whose agent is silent is lost, unless a proxy's own check of that agent still passes: then only we cannot reach it.
    private func silence(of leader: Member, _ routing: Verdict.Routing) -> Verdict.Situation? {
        guard let failure = leader.agent?.report.failure else { return nil }
        // A refused connection means that nobody is there; the proxy's check will find that out too.
        let isThere = failure.reason != .connectionRefused || clientsAreServed(since: failure.since)
        guard !(isThere && snapshot.proxyCheckPasses(for: leader.name)) else { return nil }
        if snapshot.isPaused { return .leaderLostInPause(leader.name, reason: failure.reason.phrase) }
        let ttl = Duration.seconds(min(3600, max(1, snapshot.configuration.value?.ttlSeconds ?? 30)))
        let reason = failure.reason.phrase
        if let store = snapshot.store, store.lock?.holder == leader.name, let expiresAt = store.lockExpiresAt {
            return .leaderSilent(leader.name, reason: reason, lockGoneBy: expiresAt, isLockKnown: true)
        }
        return .leaderSilent(leader.name, reason: reason, lockGoneBy: failure.since + ttl)
    }

    /// Whether a client's-eye probe has found a database after that moment.
    private func clientsAreServed(since moment: Timestamp) -> Bool {
        snapshot.probes.contains { $0.answer.currentValue != nil && ($0.answer.learntAt ?? moment) > moment }
    }

    private func routing(to leader: MemberName) -> Verdict.Routing {
        Verdict.Routing(
            routed: snapshot.proxies(sendingWritesTo: leader).count,
            // A proxy that is there for reads alone has no say in writes.
            watched: snapshot.proxies.count { $0.statistics.currentValue == nil || !$0.writeRoutes.isEmpty }
        )
    }

    private func routed(to leader: MemberName, _ routing: Verdict.Routing) -> Verdict.Situation {
        guard !snapshot.proxies.contains(where: { $0.statistics.isPending }) else { return .connecting }
        let proxies = snapshot.writeProxies
        if routing.routed == 0, !proxies.isEmpty, proxies.count == snapshot.proxies.count {
            return .noRoute(leader: leader)
        }
        let others = proxies.reduce(into: Set()) { $0.formUnion($1.writeTargets) }.subtracting([leader])
        if !others.isEmpty { return .misrouted(leader: leader, to: others.sorted()) }
        if let reason = whyNoClientIsServed { return .clientsBlocked(leader: leader, reason: reason) }
        return .writesOK(leader: leader, routing, isPaused: snapshot.isPaused, degradations(leader: leader))
    }

    /// Why every probe fails; nil while one succeeds, and where none is watched.
    private var whyNoClientIsServed: Phrase? {
        let failures = snapshot.probes.compactMap { $0.answer.failure?.reason }
        return failures.count == snapshot.probes.count ? failures.first?.phrase : nil
    }

    private func degradations(leader: MemberName) -> [Verdict.Degradation] {
        let proxies = snapshot.proxies.compactMap { proxy -> Verdict.Degradation? in
            if let failure = proxy.statistics.failure {
                return .proxySilent(proxy.name, reason: failure.reason.phrase)
            }
            let routes = proxy.writeRoutes
            let isRouting = routes.isEmpty || routes.contains { $0.server.status.takesTraffic }
            return isRouting ? nil : .proxyWithoutRoute(proxy.name)
        }
        // One that never had a replica has not lost any; and nobody is called lost before the listing was read.
        let replicas = snapshot.members.filter { $0.name != leader }
        guard !replicas.isEmpty, snapshot.listing.currentValue != nil else { return proxies }
        let able = candidates(among: replicas.filter { !$0.isGone })
        return able.isEmpty ? proxies + [.noCandidate] : proxies
    }
}

extension ReadFailure {
    /// Nobody answered; what is answered wrongly is no sign of an outage.
    fileprivate var isSilence: Bool {
        switch self {
        case .timedOut, .connectionRefused, .unreachable, .closedWithoutAnswer, .cutShort: true
        case .nameNotResolved, .tls, .withoutCredential, .accessDenied, .refused, .httpStatus, .tooLarge,
            .tooManyRedirects, .html, .undecodable, .notADatabase:
            false
        }
    }
}

extension Pod {
    /// It runs or is about to, and can be asked.
    fileprivate var isAddressed: Bool { !isFinished && !podIPs.isEmpty }
}
