import ClusterModel
import Wording

extension Rule {
    static let memberWithoutPod = Rule(
        id: "member-without-pod",
        severity: .warning,
        title: "a member is listed, but none of the pods is its own",
        why:
            "Its pod is gone and Patroni has not noticed yet, or it has another address than Patroni says, or the selection of pods leaves it out.",
        remedy:
            "Look for the pod without the label selector; where it is there under another name, name it under `pod_members` in the configuration.",
        examples: [
            .fires(
                "db3's pod is gone",
                ExampleCluster.withPods { $0.podGone(of: "db3") },
                lasting: .seconds(40),
                subjects: ["db3"]
            ),
            .silent(
                "it is being replaced",
                ExampleCluster.withPods { $0.podGone(of: "db3") },
                lasting: .seconds(10)
            ),
            .silent(
                "no member lives in any of these pods",
                ExampleCluster.withPods { example in ["db1", "db2", "db3"].forEach { example.podGone(of: $0) } },
                lasting: .seconds(40)
            ),
            .silent(
                "the API server does not answer",
                ExampleCluster.withPods {
                    $0.podGone(of: "db3")
                    $0.kubernetesFails(.connectionRefused)
                },
                lasting: .seconds(40)
            ),
        ]
    ) { snapshot, _ in
        guard let kubernetes = snapshot.kubernetes, kubernetes.pods.currentValue != nil,
            !kubernetes.memberPods.isEmpty, snapshot.listing.currentValue != nil
        else { return [] }
        return snapshot.members.filter { !$0.isGone && kubernetes.join(of: $0.name) == nil }.map { member in
            let host: Phrase = member.listed.value?.host.map { " at \($0)" } ?? ""
            return Found(
                member.name.text,
                "none of the pods is that of \(member.name)\(host)",
                patience: .seconds(30),
                isSaidAtFirstLook: true
            )
        }
    }
}
