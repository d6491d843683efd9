import ClusterModel
import Wording

extension Rule {
    static let restartScheduled = Rule(
        id: "restart-scheduled",
        severity: .notice,
        title: "a member's restart is scheduled",
        why: "Its sessions will be cut at that time.",
        remedy: "Cancel it if it is not wanted (patronictl flush, or DELETE /restart).",
        examples: [
            .fires(
                "tonight",
                ExampleCluster.with {
                    $0.row("db2") { $0.scheduledRestart = ScheduledRestart(schedule: "2026-11-22T15:48:28+00:00") }
                },
                subjects: ["db2"]
            ),
            .silent("none", ExampleCluster().snapshot),
        ]
    ) { snapshot, _ in
        snapshot.members.compactMap { member in
            guard !member.isGone,
                let restart = member.listed.value?.scheduledRestart ?? member.agentReport?.scheduledRestart
            else { return nil }
            return Found(member.name.text, "restart of \(member.name) scheduled at \(restart.schedule)")
        }
    }
}
