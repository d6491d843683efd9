import ClusterModel
import Wording

extension Rule {
    static let pendingRestart = Rule(
        id: "pending-restart",
        severity: .notice,
        title: "a member waits for a restart",
        why:
            "Changed parameters take effect only after a restart. openGauss agents say so for ever, even when nothing changed.",
        remedy: "Restart the member at a quiet time, replicas first (the leader first when a limit was lowered).",
        examples: [
            .fires(
                "with the parameter",
                ExampleCluster.with {
                    $0.row("db2") {
                        $0.pendingRestart = PendingRestart(reasons: [
                            .init(parameter: "max_connections", oldValue: "50", newValue: "60")
                        ])
                    }
                },
                subjects: ["db2"]
            ),
            .silent("none waits", ExampleCluster().snapshot),
        ]
    ) { snapshot, _ in
        let waiting = snapshot.members.filter { !$0.isGone && $0.isPendingRestart }
        guard waiting.count < max(2, snapshot.members.count) else {
            return [Found(snapshot.displayName, "every member waits for a restart\(reasons(of: waiting))")]
        }
        return waiting.map { Found($0.name.text, "\($0.name) waits for a restart\(reasons(of: [$0]))") }
    }

    private static func reasons(of members: [Member]) -> Phrase {
        let reasons = members.lazy.compactMap {
            ($0.listed.value?.pendingRestart ?? $0.agentReport?.pendingRestart)?.reasons
        }
        .first { !$0.isEmpty }
        guard let reasons else { return "" }
        let shown = reasons.prefix(3).map { "\($0.parameter) \($0.oldValue) → \($0.newValue)" }
        return ": \(shown.joined(separator: ", "))\(reasons.count > 3 ? " …" : "")"
    }
}
