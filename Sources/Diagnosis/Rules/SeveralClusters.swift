import ClusterModel
import Wording

extension Rule {
    static let severalClusters = Rule(
        id: "several-clusters",
        severity: .warning,
        title: "the selection lets through pods of several Patroni clusters",
        why:
            "Members of two clusters are never shown in one table, so the others are left out: what happens to them is not seen here.",
        remedy:
            "Name the cluster with `--scope NAME`, or under `scope` in the configuration; or select fewer pods with `-l`.",
        examples: [
            .fires(
                "a second cluster in the namespace",
                ExampleCluster.withPods {
                    let pod = PodName(namespace: "platform", name: "billing-0")
                    $0.snapshot.kubernetes?.others = [OtherCluster(scope: "billing", pods: [pod])]
                },
                subjects: ["billing"]
            ),
            .fires(
                "no pod is of the cluster that was named",
                ExampleCluster.withPods {
                    $0.snapshot.kubernetes?.others = [OtherCluster(scope: "billing", pods: [])]
                    $0.snapshot.kubernetes?.isClusterChosen = true
                    $0.snapshot.kubernetes?.memberPods = []
                    $0.snapshot.members = []
                },
                subjects: ["billing"]
            ),
            .silent(
                "the cluster was named",
                ExampleCluster.withPods {
                    $0.snapshot.kubernetes?.others = [OtherCluster(scope: "billing", pods: [])]
                    $0.snapshot.kubernetes?.isClusterChosen = true
                }
            ),
            .silent("one cluster", ExampleCluster.withPods()),
        ]
    ) { snapshot, _ in
        guard let kubernetes = snapshot.kubernetes, !kubernetes.others.isEmpty else { return [] }
        let names = kubernetes.others.map(\.scope).brief
        guard kubernetes.isClusterChosen else {
            let text: Phrase =
                "shown is \(snapshot.displayName) alone; the pods lead to \(names) too: choose with --scope NAME"
            return [Found(names.english, text, isSaidAtFirstLook: true)]
        }
        guard snapshot.members.isEmpty else { return [] }
        let text: Phrase = "no pod is of \(snapshot.displayName); the pods lead to \(names): choose with --scope NAME"
        return [Found(names.english, text, isSaidAtFirstLook: true)]
    }
}

extension [String] {
    /// The first few names, and how many more there are.
    fileprivate var brief: Phrase {
        let shown = prefix(4).joined(separator: ", ")
        return count > 4 ? "\(shown) and \(count - 4) more" : Phrase(verbatim: shown)
    }
}
