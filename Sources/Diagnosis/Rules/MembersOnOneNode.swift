import ClusterModel
import Wording

extension Rule {
    static let membersOnOneNode = Rule(
        id: "members-on-one-node",
        severity: .warning,
        title: "two members live on one node",
        why: "The node's end is the end of both: what was to survive the loss of a machine does not.",
        remedy:
            "Give the members' pods an anti-affinity over `kubernetes.io/hostname`, and delete the replica's pod so that it is placed anew.",
        examples: [
            .fires(
                "db2 was placed beside db1",
                ExampleCluster.withPods { $0.pod(of: "db2") { $0.nodeName = "node1" } },
                subjects: ["node1"]
            ),
            .silent("one node each", ExampleCluster.withPods()),
            .silent(
                "the one is about to leave",
                ExampleCluster.withPods {
                    $0.pod(of: "db2") { pod in
                        pod.nodeName = "node1"
                        pod.deletionAt = ExampleCluster.now
                    }
                }
            ),
        ]
    ) { snapshot, _ in
        var residents: [String: [String]] = [:]
        for own in snapshot.ownPods where own.member != nil && !own.pod.isTerminating && !own.pod.isFinished {
            guard let node = own.pod.nodeName else { continue }
            residents[node, default: []].append(own.resident)
        }
        return residents.filter { $0.value.count > 1 }.sorted { $0.key < $1.key }.map { node, members in
            Found(node, "\(members.sorted().phrase) live on the same node \(node)")
        }
    }
}
