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

    /// The phases that this incident has, the earliest first, and then those that it will have, without those that do not apply to it.
    ///
    /// Of phases that were passed without being seen none is shown. Once the incident is closed only what is still waited for is pending.
    package var steps: [Step] {
        // Clients and the former leader may be early: what comes before them in the list is still waited for.
        let early: Set<IncidentPhase.Kind> = [.probeSucceeds, .oldLeaderRejoined]
        let passed = phases.map(\.kind).filter { !early.contains($0) }.map(\.rank).max() ?? 0
        let expected = expected
        let waiting = expected.filter { kind in
            guard phase(kind) == nil, kind.rank > passed || early.contains(kind) else { return false }
            return isOpen || kind == .oldLeaderRejoined || kind == .allProxiesRoute && !isSettled
        }
        let done = phases.filter { expected.contains($0.kind) }
            .map { Step(kind: $0.kind, progress: .done(after: offset(of: $0.at))) }
        return done + waiting.prefix(1).map { Step(kind: $0, progress: .current) }
            + waiting.dropFirst().map { Step(kind: $0, progress: .pending) }
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
