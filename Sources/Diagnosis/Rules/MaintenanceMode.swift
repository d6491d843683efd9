import ClusterModel
import Wording

extension Rule {
    static let maintenanceMode = Rule(
        id: "maintenance-mode",
        severity: .warning,
        title: "maintenance mode is on",
        why: "Patroni does not fail over while it is paused.",
        remedy: "Resume when the work is done.",
        examples: [
            .fires(
                "the cluster is paused",
                ExampleCluster.with { example in
                    example.snapshot.listing = example.snapshot.listing.map { listing in
                        var paused = listing
                        paused.isPaused = true
                        return paused
                    }
                },
                subjects: ["opengauss"]
            ),
            .silent("it is not", ExampleCluster().snapshot),
        ]
    ) { snapshot, _ in
        snapshot.isPaused
            ? [Found(snapshot.displayName, "maintenance mode: Patroni will not fail over by itself")] : []
    }
}
