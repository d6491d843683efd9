import ClusterModel
import Wording

extension Rule {
    static let noCandidate = Rule(
        id: "no-candidate",
        severity: .warning,
        title: "nobody could take over from the leader",
        why:
            "Every other member is gone, unreachable, not serving, tagged nofailover or too far behind: the next fault is an outage.",
        remedy: "Bring one replica back into shape; do not restart the leader before.",
        examples: [
            .fires(
                "one is gone, the other may not lead",
                ExampleCluster.with {
                    $0.member("db2") { $0.presence = .gone(since: ExampleCluster.now) }
                    $0.row("db3") { $0.tags = [Tag(name: "nofailover", value: "true")] }
                },
                lasting: .seconds(21),
                subjects: ["opengauss"]
            ),
            .fires(
                "both lag too much",
                ExampleCluster.with {
                    $0.row("db2") { $0.lag = .bytes(3 << 20) }
                    $0.row("db3") { $0.lag = .bytes(2 << 20) }
                    $0.member("db1") { $0.agent = nil }
                },
                lasting: .seconds(21),
                subjects: ["opengauss"]
            ),
            .silent("both could", ExampleCluster().snapshot, lasting: .seconds(60)),
            .silent(
                "one of them could",
                ExampleCluster.with { $0.row("db2") { $0.state = "stopped" } },
                lasting: .seconds(60)
            ),
            .silent(
                "a cluster of one never had anybody",
                ExampleCluster.with { $0.snapshot.members.removeLast(2) },
                lasting: .seconds(60)
            ),
        ]
    ) { snapshot, _ in
        guard let leader = snapshot.rightfulLeader else { return [] }
        let others = snapshot.members.filter { $0.name != leader.name }
        let refusals = others.compactMap { member in
            snapshot.refusal(of: member).map { Phrase("\(member.name) \($0)") }
        }
        guard !others.isEmpty, refusals.count == others.count else { return [] }
        return [
            Found(
                snapshot.displayName,
                "nobody could take over from \(leader.name): \(refusals.joined(separator: ", "))",
                patience: .seconds(20),
                isSaidAtFirstLook: true
            )
        ]
    }
}

extension ClusterSnapshot {
    /// Why a member could not take over; nil when it could, as far as anybody can tell.
    fileprivate func refusal(of member: Member) -> Phrase? {
        if member.isGone { return "is gone" }
        if member.agent?.report.failure != nil { return "does not answer" }
        if let state = member.state {
            switch state.kind {
            case .inTransition, .stopping, .stopped, .failed: return "is \(state)"
            case .serving, .archiveRecovery, .unknown: break
            }
        }
        if member.neverPromotes { return "is tagged nofailover" }
        let allowed = configuration.value?.maximumLagOnFailoverBytes ?? 1_048_576
        guard let lag = bestLagBytes(of: member), lag > allowed else { return nil }
        return "lags \(lag.briefBytes)"
    }
}
