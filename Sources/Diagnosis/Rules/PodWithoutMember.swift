import ClusterModel
import Wording

extension Rule {
    static let podWithoutMember = Rule(
        id: "pod-without-member",
        severity: .warning,
        title: "a pod runs Patroni, but no member lives in it",
        why: "A member that never joined, or was dropped from the listing, is a copy of the data that is not there.",
        remedy:
            "Read the pod's log: wrong scope, no way to the DCS, a bootstrap that fails. Where the pod is a member's after all, name it under `pod_members` in the configuration.",
        examples: [
            .fires(
                "a fourth pod, and still three members",
                ExampleCluster.withPods { $0.pods { $0.append($0[0].renamed("db4-0", uid: "uid4")) } },
                lasting: .seconds(90),
                subjects: ["platform/db4-0"]
            ),
            .silent(
                "it has just begun",
                ExampleCluster.withPods { $0.pods { $0.append($0[0].renamed("db4-0", uid: "uid4")) } },
                lasting: .seconds(20)
            ),
            .silent(
                "another program's pod",
                ExampleCluster.withPods {
                    $0.pods { pods in
                        var other = pods[0].renamed("web-0", uid: "uid4")
                        other.containers[0].ports = [ContainerPort(name: "http", number: 80)]
                        pods.append(other)
                    }
                },
                lasting: .seconds(90)
            ),
            .silent("each pod has its member", ExampleCluster.withPods(), lasting: .seconds(90)),
        ]
    ) { snapshot, _ in
        guard let kubernetes = snapshot.kubernetes, let pods = kubernetes.pods.currentValue,
            snapshot.listing.currentValue != nil
        else { return [] }
        let homes = Set(kubernetes.memberPods.map(\.pod))
        let stray = pods.filter { pod in
            pod.runsPatroni && !pod.isFinished && !pod.isTerminating && !homes.contains(pod.id)
        }
        return stray.prefix(5).map { pod in
            let plight: Phrase = pod.whyNotReady.map { "; \($0)" } ?? ""
            return Found(
                pod.id.description,
                "pod \(pod.name) runs Patroni, but no member lives in it\(plight)",
                patience: .seconds(60),
                isSaidAtFirstLook: pod.createdAt.map { snapshot.takenAt - $0 > .seconds(120) } ?? false
            )
        }
    }
}

extension Pod {
    /// A container offers Patroni's port, by its name or its usual number.
    fileprivate var runsPatroni: Bool {
        containers.contains { $0.ports.contains { $0.name == "patroni" || $0.number == 8008 } }
    }

    fileprivate func renamed(_ name: String, uid: String) -> Pod {
        var pod = self
        pod.id = PodName(namespace: namespace, name: name)
        pod.uid = uid
        pod.podIPs = ["127.0.0.14"]
        return pod
    }
}
