import ClusterModel
import Wording

extension Rule {
    static let pausedForLong = Rule(
        id: "paused-for-long",
        severity: .warning,
        title: "maintenance mode was forgotten",
        why: "Nobody fails over while Patroni is paused, and after hours nobody remembers that it is.",
        remedy: "Resume, unless somebody really still works on it.",
        examples: [
            .fires(
                "for more than an hour",
                ExampleCluster.with { $0.pause() },
                lasting: .seconds(3700),
                subjects: ["opengauss"]
            ),
            .silent("for half an hour", ExampleCluster.with { $0.pause() }, lasting: .seconds(1800)),
            .silent("not paused", ExampleCluster().snapshot, lasting: .seconds(3700)),
        ]
    ) { snapshot, circumstances in
        guard snapshot.isPaused else { return [] }
        let limit = circumstances.thresholds.paused
        return [
            Found(
                snapshot.displayName,
                "maintenance mode has been on for more than \(limit.brief)",
                patience: limit
            )
        ]
    }
}
