import ClusterModel
import Wording

extension Rule {
    static let podCrashLoop = Rule(
        id: "pod-crash-loop",
        severity: .warning,
        title: "a pod of a member or proxy crashes again and again",
        why: "Kubernetes waits longer before each attempt, up to five minutes: what is in the pod is as good as gone.",
        remedy:
            "Read the log of the container before this one (`kubectl logs --previous`); OOMKilled asks for a higher memory limit or smaller buffers.",
        examples: [
            .fires(
                "db2 runs out of memory at every start",
                ExampleCluster.withPods { $0.pod(of: "db2") { $0.crashLoops() } },
                subjects: ["db2"]
            ),
            .silent("all run", ExampleCluster.withPods()),
            .silent("no pods are watched", ExampleCluster().snapshot),
        ]
    ) { snapshot, _ in
        snapshot.ownPods.compactMap { own in
            guard let container = own.pod.containers.first(where: \.isCrashLooping) else { return nil }
            let end: Phrase = container.lastEnd.map { ", last with \($0.phrase)" } ?? ""
            return Found(
                own.resident,
                "pod \(own.pod.name) of \(own.resident) crashes again and again: container \(container.name) ended "
                    + "\(own.pod.restarts) times\(end)"
            )
        }
    }
}
