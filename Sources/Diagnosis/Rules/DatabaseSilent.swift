import ClusterModel
import Wording

extension Rule {
    static let databaseSilent = Rule(
        id: "database-silent",
        severity: .warning,
        title: "an agent answers but its database does not",
        why:
            "Patroni lives and its database is dead or hangs; the listing may still call it running until the agent's next loop.",
        remedy:
            "Patroni restarts a dead database by itself within a loop_wait; one that hangs needs a look at its log, its disk and its processes.",
        examples: [
            .fires(
                "the leader's database has not answered its agent for a while",
                ExampleCluster.with { $0.report("db1") { $0.state = "unknown" } },
                lasting: .seconds(6),
                subjects: ["db1"]
            ),
            .fires(
                "the agent says crashed, the listing says streaming",
                ExampleCluster.with { $0.report("db2") { $0.state = "crashed" } },
                lasting: .seconds(6),
                subjects: ["db2"]
            ),
            .silent("every database answers", ExampleCluster().snapshot, lasting: .seconds(6)),
            .silent(
                "a restart takes a few seconds",
                ExampleCluster.with { $0.report("db2") { $0.state = "unknown" } },
                lasting: .seconds(2)
            ),
            .silent(
                "stopped in the listing too: that has a finding of its own",
                ExampleCluster.with {
                    $0.report("db2") { $0.state = "stopped" }
                    $0.row("db2") { $0.state = "stopped" }
                },
                lasting: .seconds(6)
            ),
        ]
    ) { snapshot, _ in
        snapshot.members.compactMap { member in
            guard !member.isGone, let state = member.agent?.report.currentValue?.state else { return nil }
            let listedWell = member.listed.currentValue.map { $0.state.kind == .serving } ?? true
            switch state.kind {
            case .unknown where state.spelling == "unknown": break
            case .stopped, .failed: guard listedWell else { return nil }
            case .serving, .archiveRecovery, .inTransition, .stopping, .unknown: return nil
            }
            let leads = snapshot.rightfulLeader?.name == member.name
            return Found(
                member.name.text,
                "\(member.name)'s agent answers, but its database does not (\(state))",
                severity: leads ? .critical : nil,
                patience: .seconds(5),
                isSaidAtFirstLook: true
            )
        }
    }
}
