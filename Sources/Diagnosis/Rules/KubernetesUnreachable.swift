import ClusterModel
import Wording

extension Rule {
    static let kubernetesUnreachable = Rule(
        id: "kubernetes-unreachable",
        severity: .warning,
        title: "the Kubernetes API server tells nothing of the pods, or not at once",
        why: "What is shown of pods is as old as it says; what happens to them now is not seen.",
        remedy:
            "Look at the reason: a right that is missing (`kubectl auth can-i watch pods`), credentials that ran out, a gateway that lets no streams through.",
        examples: [
            .fires(
                "it refuses connections",
                ExampleCluster.withPods { $0.kubernetesFails(.connectionRefused) },
                lasting: .seconds(10),
                subjects: ["10.0.0.1:6443"]
            ),
            .fires(
                "pods may be listed, not watched",
                ExampleCluster.withPods {
                    let reason = ReadFailure.refused(
                        status: 403,
                        reason: "user nobody may not watch pods in namespace platform"
                    )
                    $0.snapshot.kubernetes?.watch = .broken(because: reason, since: ExampleCluster.now - .seconds(60))
                },
                lasting: .seconds(60),
                subjects: ["10.0.0.1:6443"]
            ),
            .silent(
                "for a moment",
                ExampleCluster.withPods { $0.kubernetesFails(.cutShort, forSeconds: 2) },
                lasting: .seconds(2)
            ),
            .silent("it answers", ExampleCluster.withPods(), lasting: .seconds(10)),
        ]
    ) { snapshot, _ in
        guard let kubernetes = snapshot.kubernetes else { return [] }
        let name = kubernetes.server.authority
        if let failure = kubernetes.pods.failure {
            let text: Phrase = "Kubernetes API server \(name): \(failure.reason)"
            return [Found(name, text, patience: .seconds(5), isSaidAtFirstLook: true, began: failure.since)]
        }
        guard case .broken(let reason, let since) = kubernetes.watch else { return [] }
        let text: Phrase = "pods are read every few seconds, since no watch stands: \(reason)"
        return [Found(name, text, severity: .notice, patience: .seconds(30), began: since)]
    }
}
