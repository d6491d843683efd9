import ClusterModel
import Wording

extension Rule {
    static let leadershipDisagreement = Rule(
        id: "leadership-disagreement",
        severity: .warning,
        title: "listing and agent disagree about who leads",
        why:
            "The DCS and the database have different ideas of the leader: normal for seconds in a switchover, wrong when it stays.",
        remedy: "If it stays longer than ttl, look at that member's Patroni log.",
        examples: [
            .fires(
                "the listed leader says replica of itself",
                ExampleCluster.with { $0.report("db1") { $0.role = "replica" } },
                lasting: .seconds(16),
                subjects: ["db1"]
            ),
            .silent(
                "for seconds, while it is promoted",
                ExampleCluster.with { $0.report("db1") { $0.role = "replica" } },
                lasting: .seconds(5)
            ),
            .silent("both agree", ExampleCluster().snapshot),
            .silent(
                "the agent's answer is old",
                ExampleCluster.with {
                    $0.report("db1") { $0.role = "replica" }
                    $0.agentFails("db1", .connectionRefused)
                }
            ),
        ]
    ) { snapshot, _ in
        snapshot.members.compactMap { member in
            member.leadershipDisagreement.map { listed, agent in
                Found(
                    member.name.text,
                    "\(member.name) is listed as \(listed) but says \(agent) of itself",
                    patience: snapshot.loopAndAHalf,
                    isSaidAtFirstLook: true
                )
            }
        }
    }
}

extension ClusterSnapshot {
    /// The time after which every agent has written into the DCS what it knows now, and was read again.
    var loopAndAHalf: Duration {
        .seconds(min(600, max(1, configuration.value?.loopWaitSeconds ?? 10))) * 3 / 2
    }
}
