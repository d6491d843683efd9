import ClusterModel
import Wording

/// Reads from one snapshot which phases of an incident have been reached.
struct PhaseWatch {
    let snapshot: ClusterSnapshot
    let verdict: Verdict

    func follow(_ incident: inout Incident) {
        if incident.isOpen {
            loseLeader(&incident)
            passLock(&incident)
            promote(&incident)
            if let again = incident.outage(.clients)?.gaps.last?.goodAgainAt {
                incident.phases.removeAll { $0.kind == .probeSucceeds }
                incident.reach(.probeSucceeds, at: again)
            }
        }
        // Writing works as soon as one proxy routes; the others and the former leader may come after.
        route(&incident)
        rejoin(&incident)
    }

    private func former(_ incident: Incident) -> Member? { incident.formerLeader.flatMap(snapshot.member) }

    /// The listing, while it can be read, and when it was.
    private var listing: (leader: Member?, at: Timestamp)? {
        guard snapshot.listing.currentValue != nil, let at = snapshot.listing.learntAt else { return nil }
        return (snapshot.listedLeader, at)
    }

    private func loseLeader(_ incident: inout Incident) {
        guard let former = former(incident) else { return }
        let agent = former.agent
        if let report = agent?.report.currentValue, let at = agent?.report.learntAt, !report.role.leads {
            incident.sawDemotion = true
            incident.reach(.leaderLost, at: at, "\(former.name) is \(report.role)")
        } else if let report = agent?.report.currentValue, let at = agent?.report.learntAt, report.state.isEnding {
            incident.reach(.leaderLost, at: at, "\(former.name) is \(report.state)")
        }
        if agent?.listingFailure != nil { incident.leaderFell = true }
        let earliest = incident.openedAt - IncidentLog.foretellingLimit
        if let failure = agent?.report.failure, failure.since >= earliest, isLost(former) {
            incident.leaderFell = true
            incident.reach(.leaderLost, at: failure.since, "\(former.name): \(failure.reason)")
        }
        guard let listing else { return }
        if listing.leader?.name != former.name {
            incident.reach(.leaderLost, at: listing.at, "\(former.name) has no lock")
        } else if let state = former.listed.value?.state, state.isEnding {
            incident.reach(.leaderLost, at: listing.at, "\(former.name) is \(state)")
        }
    }

    /// A silent agent is a lost leader only where the verdict takes it for one, or somebody else has the lock.
    private func isLost(_ former: Member) -> Bool {
        if case .leaderSilent = verdict.situation { return true }
        guard let listing else { return false }
        return listing.leader?.name != former.name
    }

    private func passLock(_ incident: inout Incident) {
        guard incident.phase(.leaderLost) != nil, let listing, listing.leader?.name != incident.formerLeader else {
            return
        }
        incident.reach(.lockReleased, at: listing.at, incident.formerLeader.map { Phrase(verbatim: $0.text) })
        if let leader = listing.leader { incident.newLeader = leader.name }
    }

    private func promote(_ incident: inout Incident) {
        guard incident.phase(.leaderLost) != nil, let listing, let leader = listing.leader,
            let report = leader.agent?.report.currentValue, let reportedAt = leader.agent?.report.learntAt,
            report.role.leads, report.state.kind == .serving
        else { return }
        let isNew = leader.name != incident.formerLeader
        guard isNew || incident.sawDemotion || incident.phase(.lockReleased) != nil else { return }
        if incident.phase(.candidatePromoted)?.subject?.english != leader.name.text {
            // Another one than before: what the first one reached does not count.
            incident.phases.removeAll { $0.kind == .candidatePromoted }
        }
        incident.newLeader = leader.name
        let named = incident.phase(.lockReleased).map { max($0.at, reportedAt) } ?? max(listing.at, reportedAt)
        incident.reach(.candidatePromoted, at: named, Phrase(verbatim: leader.name.text))
    }

    private func route(_ incident: inout Incident) {
        guard let leader = snapshot.listing.currentValue == nil ? nil : snapshot.listedLeader else { return }
        let isHandedOver = incident.newLeader == leader.name
        guard isHandedOver || incident.outage(.proxies) != nil else { return }
        let proxies = snapshot.writeProxies
        let right = snapshot.proxies(sendingWritesOnlyTo: leader.name)
        let times = right.compactMap(\.statistics.learntAt)
        guard let first = times.min(), let last = times.max() else { return }
        let sinceLock = isHandedOver ? incident.phase(.lockReleased)?.at : nil
        let name = right.first { $0.statistics.learntAt == first }?.name
        incident.reach(.firstProxyRoutes, at: max(first, sinceLock ?? first), name.map { Phrase(verbatim: $0) })
        guard incident.proxiesWatched > 1, right.count == proxies.count, right.count >= incident.proxiesWatched else {
            return
        }
        incident.reach(.allProxiesRoute, at: max(last, sinceLock ?? last))
    }

    private func rejoin(_ incident: inout Incident) {
        guard incident.newLeader != nil, incident.newLeader != incident.formerLeader,
            let former = former(incident), let at = former.listed.learntAt, !former.isGone,
            former.listed.currentValue?.role.leads == false, former.isStreaming,
            let lost = incident.phase(.lockReleased), at >= lost.at
        else { return }
        incident.reach(.oldLeaderRejoined, at: at, Phrase(verbatim: former.name.text))
    }
}

extension MemberState {
    /// On its way down, or down.
    fileprivate var isEnding: Bool {
        switch kind {
        case .stopping, .stopped, .failed: true
        case .serving, .archiveRecovery, .inTransition, .unknown: false
        }
    }
}
