import ClusterModel

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
                subjects: ["db1"]
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
                Found(member.name.text, "\(member.name) is listed as \(listed) but says \(agent) of itself")
            }
        }
    }
}
