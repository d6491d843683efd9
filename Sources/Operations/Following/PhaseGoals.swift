import ClusterModel

extension Plan {
    /// What its operation goes through, in order.
    func goals(_ baseline: Baseline) -> [PhaseGoal] {
        let accepted = requests.indices.map { PhaseGoal.accepted(step: $0, of: requests[$0].member) }
        switch operation {
        case .switchover(let order) where order.at != nil: return accepted + [.switchoverListed(order)]
        case .switchover(let order): return accepted + handover(to: order.candidate, baseline)
        case .failover(let candidate): return accepted + handover(to: candidate, baseline)
        case .cancelSwitchover: return accepted + [.switchoverGone]
        case .restart(let restart):
            return requests.indices.flatMap { step -> [PhaseGoal] in
                guard let member = requests[step].member else { return [accepted[step]] }
                return restart.at == nil
                    ? [accepted[step], .restarted(member)] : [accepted[step], .restartListed(member)]
            }
        case .cancelRestart(let member): return accepted + [.restartGone(member)]
        case .reload: return accepted
        case .reinitialize(let order): return accepted + [.copying(order.member), .copied(order.member)]
        case .pause: return accepted + [.pauseWritten(true), .pauseConfirmed(true)]
        case .resume: return accepted + [.pauseWritten(false), .pauseConfirmed(false)]
        case .configure(let changes): return accepted + changes.map(PhaseGoal.configured)
        }
    }

    private func handover(to candidate: MemberName?, _ baseline: Baseline) -> [PhaseGoal] {
        var goals: [PhaseGoal] = []
        if let leader = baseline.leader { goals.append(.lockReleased(by: leader)) }
        goals.append(.promoted(candidate))
        if !baseline.writeBackends.isEmpty { goals.append(.routed) }
        if let leader = baseline.leader, baseline.leaderAnswered { goals.append(.rejoined(leader)) }
        return goals
    }
}
