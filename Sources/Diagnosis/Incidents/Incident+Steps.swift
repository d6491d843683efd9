import ClusterModel

extension Incident {
    /// One phase as the strip shows it.
    package struct Step: Equatable, Sendable {
        /// How far a phase is.
        package enum Progress: Equatable, Sendable {
            case done(after: Duration)
            /// What is waited for now.
            case current
            case pending
        }

        package var kind: IncidentPhase.Kind
        package var progress: Progress
    }

    /// The phases that this incident has or will have, without those that do not apply to it.
    ///
    /// Of phases that were passed without being seen none is shown. Once the incident is closed only what is still waited for is pending.
    package var steps: [Step] {
        // Clients and the former leader may be early: what comes before them in the list is still waited for.
        let early: Set<IncidentPhase.Kind> = [.probeSucceeds, .oldLeaderRejoined]
        let passed = phases.map(\.kind).filter { !early.contains($0) }.map(\.rank).max() ?? 0
        var steps: [Step] = []
        var isCurrentTaken = false
        for kind in expected {
            if let phase = phase(kind) {
                steps.append(Step(kind: kind, progress: .done(after: offset(of: phase.at))))
            } else if kind.rank > passed || early.contains(kind),
                isOpen || kind == .oldLeaderRejoined || kind == .allProxiesRoute && !isSettled
            {
                steps.append(Step(kind: kind, progress: isCurrentTaken ? .pending : .current))
                isCurrentTaken = true
            }
        }
        return steps
    }

    private var expected: [IncidentPhase.Kind] {
        var kinds: [IncidentPhase.Kind] = []
        let isLeaderLost = phase(.leaderLost) != nil
        if isLeaderLost { kinds += [.leaderLost, .lockReleased, .candidatePromoted] }
        if proxiesWatched > 0, isLeaderLost || outage(.proxies) != nil {
            kinds += proxiesWatched > 1 ? [.firstProxyRoutes, .allProxiesRoute] : [.firstProxyRoutes]
        }
        if outage(.clients) != nil { kinds.append(.probeSucceeds) }
        if isLeaderLost, newLeader == nil ? isOpen : newLeader != formerLeader, !isSettled || !awaitsFormerLeader {
            kinds.append(.oldLeaderRejoined)
        }
        return kinds
    }

    /// Somebody else leads, and the former leader has not come back yet.
    var awaitsFormerLeader: Bool {
        formerLeader != nil && newLeader != nil && newLeader != formerLeader && phase(.oldLeaderRejoined) == nil
    }
}
