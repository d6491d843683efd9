import ClusterModel
import Wording

extension Rule {
    static let memberNotServing = Rule(
        id: "member-not-serving",
        severity: .warning,
        title: "a listed member's database does not serve",
        why: "A member that is stopped, starting or failed neither takes writes nor stands by.",
        remedy: "Wait while it starts or is being built; otherwise read its database log.",
        examples: [
            .fires(
                "a replica failed to start",
                ExampleCluster.with { $0.row("db2") { $0.state = "start failed" } },
                subjects: ["db2"]
            ),
            .fires(
                "the leader is starting",
                ExampleCluster.with { $0.row("db1") { $0.state = "starting" } },
                subjects: ["db1"]
            ),
            .silent("all serve", ExampleCluster().snapshot),
            .silent(
                "an unheard-of state is shown, not judged",
                ExampleCluster.with { $0.row("db2") { $0.state = "zen" } }
            ),
        ]
    ) { snapshot, _ in
        snapshot.members.compactMap { member in
            guard !member.isGone, let row = member.listed.currentValue else { return nil }
            switch row.state.kind {
            case .serving, .archiveRecovery, .unknown: return nil
            case .inTransition, .stopping, .stopped, .failed:
                return Found(
                    member.name.text,
                    "\(member.name) is \(row.state)",
                    severity: row.role.leads ? .critical : nil
                )
            }
        }
    }
}
