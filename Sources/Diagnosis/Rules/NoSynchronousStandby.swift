import ClusterModel
import Wording

extension Rule {
    static let noSynchronousStandby = Rule(
        id: "no-synchronous-standby",
        severity: .warning,
        title: "synchronous mode has no synchronous standby",
        why:
            "Commits are not confirmed by anybody else, so a failover may lose some; with synchronous_mode_strict they wait, and clients hang.",
        remedy: "Bring a replica back that streams and is not tagged nosync.",
        examples: [
            .fires(
                "nobody is sync_standby",
                ExampleCluster.with { $0.configure(["synchronous_mode": "true"]) },
                lasting: .seconds(31),
                subjects: ["opengauss"]
            ),
            .silent(
                "db2 is",
                ExampleCluster.with {
                    $0.configure(["synchronous_mode": "true"])
                    $0.row("db2") { $0.role = "sync_standby" }
                },
                lasting: .seconds(60)
            ),
            .silent(
                "after a failover it takes a few loops to choose one",
                ExampleCluster.with { $0.configure(["synchronous_mode": "true"]) },
                lasting: .seconds(8)
            ),
            .silent("the mode is off", ExampleCluster().snapshot, lasting: .seconds(60)),
        ]
    ) { snapshot, _ in
        guard let settings = snapshot.configuration.value, settings.isSynchronousMode,
            snapshot.listing.currentValue != nil, let leader = snapshot.listedLeader,
            leader.role?.kind == .leader, !snapshot.members.contains(where: \.isSynchronous)
        else { return [] }
        let isStrict = ["true", "on"].contains(settings["synchronous_mode_strict"]?.lowercased() ?? "")
        let consequence: Phrase = isStrict ? ": commits wait (strict mode)" : ""
        return [
            Found(
                snapshot.displayName,
                "synchronous mode is on, but no member is a synchronous standby\(consequence)",
                severity: isStrict ? .critical : nil,
                patience: max(.seconds(30), .seconds(3 * min(settings.loopWaitSeconds, 600))),
                isSaidAtFirstLook: true
            )
        ]
    }
}

extension Member {
    fileprivate var isSynchronous: Bool {
        guard !isGone else { return false }
        let listedRole = listed.value?.role.kind
        let report = agent?.report.currentValue
        return listedRole == .synchronousStandby || listedRole == .quorumStandby
            || report?.isSynchronousStandby == true || report?.isQuorumStandby == true
    }
}
