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
            takeBackPromotion(&incident)
            promote(&incident)
            takeBackService(&incident)
        }
        // Writing works as soon as one proxy routes; the others and the former leader may come after.
        route(&incident)
        probe(&incident)
        rejoin(&incident)
    }

    private func former(_ incident: Incident) -> Member? { incident.formerLeader.flatMap(snapshot.member) }

    /// The listing, while it can be read, and when it was.
    var listing: (leader: Member?, at: Timestamp)? {
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
        incident.newLeader = listing.leader?.name
    }

    /// Who was promoted and leads no more has to be followed by somebody else.
    private func takeBackPromotion(_ incident: inout Incident) {
        guard let promoted = incident.phase(.candidatePromoted), let name = promoted.subject?.english else { return }
        let isUnlisted = listing.map { $0.at > promoted.at && $0.leader?.name.text != name } ?? false
        let agent = snapshot.member(MemberName(name))?.agent
        let isDemoted = agent?.report.currentValue?.role.leads == false
        guard isUnlisted || isDemoted && agent?.report.learntAt ?? promoted.at > promoted.at else { return }
        incident.retract([.candidatePromoted, .oldLeaderRejoined])
    }

    private func promote(_ incident: inout Incident) {
        guard let lost = incident.phase(.leaderLost), let listing, let leader = listing.leader,
            let report = leader.agent?.report.currentValue, let reportedAt = leader.agent?.report.learntAt,
            report.role.leads, report.state.kind == .serving
        else { return }
        let released = incident.phase(.lockReleased)
        if leader.name == incident.formerLeader {
            // What it said of itself before does not tell that it leads again.
            guard incident.sawDemotion || released != nil, reportedAt >= released?.at ?? lost.at else { return }
        }
        // Another one than before: what the first one reached does not count.
        if incident.phase(.candidatePromoted)?.subject?.english != leader.name.text {
            incident.retract([.candidatePromoted, .oldLeaderRejoined])
        }
        incident.newLeader = leader.name
        let named = released.map { max($0.at, reportedAt) } ?? max(listing.at, reportedAt)
        incident.reach(.candidatePromoted, at: named, Phrase(verbatim: leader.name.text))
    }

    private func rejoin(_ incident: inout Incident) {
        guard incident.newLeader != nil, incident.newLeader != incident.formerLeader,
            let former = former(incident), let at = former.listed.learntAt, !former.isGone,
            former.listed.currentValue?.role.leads == false, former.isStreaming,
            let lost = incident.phase(.lockReleased), at >= lost.at, incident.phase(.candidatePromoted) != nil
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
