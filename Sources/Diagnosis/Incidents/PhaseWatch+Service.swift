import ClusterModel
import Wording

/// The way of clients to whoever leads now: proxies that route there, and a client that got through.
extension PhaseWatch {
    /// Proxies and clients that were right before the lock was passed on, or are wrong again, are not on the way that holds now.
    func takeBackService(_ incident: inout Incident) {
        let lost = incident.phase(.lockReleased) ?? incident.phase(.leaderLost)
        if let lost { incident.retract([.firstProxyRoutes, .allProxiesRoute, .probeSucceeds], before: lost.at) }
        if incident.phase(.firstProxyRoutes) == nil { incident.retract([.allProxiesRoute]) }
        if let listing, let served = incident.servedLeader, listing.leader?.name != served {
            incident.retract([.firstProxyRoutes, .allProxiesRoute, .probeSucceeds, .oldLeaderRejoined])
            incident.servedLeader = nil
        }
        guard let leader = listing?.leader?.name, !snapshot.writeProxies.isEmpty else { return }
        let right = snapshot.proxies(sendingWritesOnlyTo: leader)
        if right.isEmpty { incident.retract([.firstProxyRoutes]) }
        if right.count < snapshot.writeProxies.count { incident.retract([.allProxiesRoute]) }
        if snapshot.everyProxyLeadsAstray(from: leader) { incident.retract([.probeSucceeds]) }
    }

    func route(_ incident: inout Incident) {
        guard let leader = listing?.leader else { return }
        let isHandedOver = incident.newLeader == leader.name
        guard isHandedOver || incident.outage(.proxies) != nil else { return }
        let proxies = snapshot.writeProxies
        let right = snapshot.proxies(sendingWritesOnlyTo: leader.name)
        let times = right.compactMap(\.statistics.learntAt)
        guard let first = times.min(), let last = times.max() else { return }
        let sinceLock = isHandedOver ? incident.phase(.lockReleased)?.at : nil
        let name = right.first { $0.statistics.learntAt == first }?.name
        incident.reach(.firstProxyRoutes, at: max(first, sinceLock ?? first), name.map { Phrase(verbatim: $0) })
        incident.servedLeader = leader.name
        guard incident.proxiesWatched > 1, right.count == proxies.count, right.count >= incident.proxiesWatched else {
            return
        }
        incident.reach(.allProxiesRoute, at: max(last, sinceLock ?? last))
    }

    /// A client got through on the way that holds now.
    ///
    /// A probe does not tell who answered it: before somebody leads again it was the former leader, and while every proxy sends
    /// clients elsewhere it is another one still.
    func probe(_ incident: inout Incident) {
        guard let outage = incident.outage(.clients) else { return }
        guard outage.isOver, let leadsSince = leadsSince(incident), let leader = listing?.leader?.name else {
            if incident.isOpen { incident.retract([.probeSucceeds]) }
            return
        }
        let answers = snapshot.probes.filter { $0.answer.currentValue != nil }.compactMap(\.answer.learntAt)
        guard let answeredAt = answers.max(), answeredAt >= leadsSince, !snapshot.everyProxyLeadsAstray(from: leader)
        else { return }
        incident.reach(.probeSucceeds, at: answeredAt)
        incident.servedLeader = leader
    }

    /// From when on whoever leads now is known to lead; nil while nobody is.
    private func leadsSince(_ incident: Incident) -> Timestamp? {
        guard let lost = incident.phase(.leaderLost) else { return incident.openedAt }
        if incident.sawDemotion || incident.phase(.lockReleased) != nil {
            return incident.phase(.candidatePromoted)?.at
        }
        guard let agent = listing?.leader?.agent, agent.report.currentValue?.role.leads == true,
            let at = agent.report.learntAt, at > lost.at
        else { return nil }
        return lost.at
    }
}
