import ClusterModel
import Wording

extension Rule {
    static let podNotReady = Rule(
        id: "pod-not-ready",
        severity: .warning,
        title: "a pod of a member or proxy is not ready",
        why: "Services send nobody to a pod that is not ready, even where the database in it runs.",
        remedy:
            "Look at its conditions, events and readiness probe; a probe that asks Patroni for the wrong role fails for ever.",
        examples: [
            .fires(
                "db2's probe fails though db2 runs",
                ExampleCluster.withPods { $0.pod(of: "db2") { $0.becomesUnready() } },
                lasting: .seconds(40),
                subjects: ["db2"]
            ),
            .silent(
                "for a moment",
                ExampleCluster.withPods {
                    $0.pod(of: "db2") { pod in
                        pod.becomesUnready()
                        pod.conditions[1].changedAt = ExampleCluster.now - .seconds(5)
                    }
                },
                lasting: .seconds(5)
            ),
            .silent(
                "a crash loop is another finding",
                ExampleCluster.withPods { $0.pod(of: "db2") { $0.crashLoops() } },
                lasting: .seconds(40)
            ),
            .silent(
                "it is being deleted",
                ExampleCluster.withPods {
                    $0.pod(of: "db2") { pod in
                        pod.becomesUnready()
                        pod.deletionAt = ExampleCluster.now
                    }
                },
                lasting: .seconds(40)
            ),
            .silent("all are ready", ExampleCluster.withPods(), lasting: .seconds(40)),
        ]
    ) { snapshot, _ in
        snapshot.ownPods.compactMap { own in
            guard !own.pod.isTerminating, !own.pod.isCrashLooping, let why = own.pod.whyNotReady else { return nil }
            let runs = own.member.flatMap(snapshot.member)?.agent?.report.currentValue?.state.kind == .serving
            let though: Phrase = runs ? ", though \(own.resident) runs" : ""
            return Found(
                own.resident,
                "pod \(own.pod.name) of \(own.resident) is not ready\(though): \(why)",
                patience: .seconds(30),
                began: own.pod.condition("Ready")?.changedAt.map { min($0, snapshot.takenAt) }
            )
        }
    }
}
