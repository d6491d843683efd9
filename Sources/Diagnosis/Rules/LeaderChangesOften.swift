import ClusterModel
import Wording

extension Rule {
    static let leaderChangesOften = Rule(
        id: "leader-changes-often",
        severity: .warning,
        title: "members were promoted several times within the last hour",
        why:
            "A cluster that fails over again and again has a cause that failover does not mend: a flapping network, disk or DCS.",
        remedy:
            "Compare when it happened (history, events) with the logs of Patroni and of the DCS; ttl, loop_wait and retry_timeout may be too short.",
        examples: [
            .fires(
                "three promotions within the hour",
                ExampleCluster.with { $0.promoted(secondsAgo: [3000, 1200, 60]) },
                subjects: ["opengauss"]
            ),
            .fires(
                "the third by a clock that is ahead of ours",
                ExampleCluster.with { $0.promoted(secondsAgo: [3000, 1200, -20]) },
                subjects: ["opengauss"]
            ),
            .silent(
                "three promotions, hours ago",
                ExampleCluster.with { $0.promoted(secondsAgo: [9000, 8000, 7000]) }
            ),
            .silent("one switchover", ExampleCluster.with { $0.promoted(secondsAgo: [9000, 8000, 60]) }),
            .silent("no history at all", ExampleCluster().snapshot),
        ]
    ) { snapshot, circumstances in
        let recent = { (moment: Timestamp) in
            moment <= snapshot.takenAt + .seconds(60) && snapshot.takenAt - moment <= .seconds(3600)
        }
        let told = (snapshot.history.value ?? []).compactMap { $0.timestamp.flatMap(Timestamp.init(iso8601:)) }
            .filter(recent)
        // openGauss keeps no history, so what was seen counts as well.
        let seen = circumstances.memory.leaderChanges.filter(recent)
        let promotions = (told.count >= seen.count ? told : seen).sorted()
        let limit = max(1, circumstances.thresholds.leaderChangesPerHour)
        guard promotions.count >= limit else { return [] }
        return [
            Found(
                snapshot.displayName,
                "\(promotions.count) promotions within the last hour",
                began: min(promotions[limit - 1], snapshot.takenAt)
            )
        ]
    }
}
