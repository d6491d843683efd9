import ClusterModel
import Wording

extension Rule {
    /// A restart is news for this long.
    private static let recently = Duration.seconds(600)

    static let podRestarting = Rule(
        id: "pod-restarting",
        severity: .warning,
        title: "a container of a member or proxy was started again lately",
        why: "A container does not end by itself: it crashed, used up its memory, or failed its liveness probe.",
        remedy: "Read the log of the container before this one (`kubectl logs --previous`), and the pod's events.",
        examples: [
            .fires(
                "db2's database was killed two minutes ago",
                ExampleCluster.withPods {
                    $0.pod(of: "db2") { $0.restarted(1, secondsAgo: 120, because: "OOMKilled") }
                },
                subjects: ["db2"]
            ),
            .silent(
                "that was yesterday",
                ExampleCluster.withPods { $0.pod(of: "db2") { $0.restarted(4, secondsAgo: 82_800, because: "Error") } }
            ),
            .silent(
                "a crash loop is another finding",
                ExampleCluster.withPods { $0.pod(of: "db2") { $0.crashLoops() } }
            ),
            .silent("none was", ExampleCluster.withPods()),
        ]
    ) { snapshot, _ in
        snapshot.ownPods.compactMap { own in
            guard own.pod.restarts > 0, !own.pod.isCrashLooping, let at = own.pod.lastRestartAt,
                snapshot.takenAt - at < recently
            else { return nil }
            let why: Phrase = own.pod.lastEnd.map { ": \($0.phrase)" } ?? ""
            let times: Phrase = own.pod.restarts == 1 ? "once" : "\(own.pod.restarts) times"
            return Found(
                own.resident,
                "pod \(own.pod.name) of \(own.resident) restarted, \(times) so far\(why)",
                began: min(at, snapshot.takenAt)
            )
        }
    }
}
