import ClusterModel
import Diagnosis

extension ClusterSnapshot {
    /// What keeps this from being a cluster that a drill may be played on; empty when all is well.
    package func ailments(_ verdict: Verdict) -> [String] {
        var ailments: [String] = []
        for member in members {
            if member.isGone {
                ailments.append("\(member.name) is not listed")
            } else if let failure = member.agent?.report.failure {
                ailments.append("\(member.name): \(failure.reason)")
            } else if member.name != listedLeader?.name, !follows(member.name) {
                ailments.append("\(member.name) does not stream yet (\(member.state?.spelling ?? "unknown"))")
            }
        }
        if verdict.level != .ok {
            let (headline, detail) = verdict.text(at: takenAt, withClock: false)
            ailments.append(detail.isEmpty ? headline : "\(headline) \(detail)")
        }
        if members.count < 2 { ailments.append("there is no replica") }
        return ailments
    }

    /// A replica that answers for itself, streams, and is on the leader's timeline.
    ///
    /// Its own word, since 3.0.4, comes before the listing's, which is renewed once per loop_wait. openGauss does not raise the timeline on promotion, so that it is the same there all the time.
    package func follows(_ name: MemberName) -> Bool {
        guard let member = member(name), !member.isGone, let report = member.agent?.report.currentValue,
            !report.role.leads, report.state.kind == .serving,
            member.isStreaming || report.replicationState == "streaming"
        else { return false }
        guard let own = report.timeline, let leading = listedLeader?.agent?.report.currentValue?.timeline else {
            return true
        }
        return own >= leading
    }
}
