import ClusterModel
import Wording

extension Rule {
    static let agentUnreachable = Rule(
        id: "agent-unreachable",
        severity: .warning,
        title: "an agent does not answer",
        why:
            "Patroni on that member is dead, frozen or cut off; the listing goes on calling it healthy until its key expires.",
        remedy: "Look at the member's Patroni process and at the network between here and it.",
        examples: [
            .fires(
                "a replica's agent refuses connections",
                ExampleCluster.with { $0.agentFails("db2", .connectionRefused) },
                subjects: ["db2"]
            ),
            .fires(
                "the leader hangs",
                ExampleCluster.with { $0.agentFails("db1", .timedOut(connected: true)) },
                subjects: ["db1"]
            ),
            .silent("every agent answers", ExampleCluster().snapshot),
        ]
    ) { snapshot, _ in
        let named = snapshot.members.filter { !$0.isGone }.compactMap { member -> Found? in
            guard let agent = member.agent, let failure = agent.report.failure else { return nil }
            let leads = member.listed.value?.role.leads == true
            let text: Phrase =
                leads
                ? "agent of \(member.name), the leader: \(failure.reason)"
                : "agent of \(member.name): \(failure.reason)"
            return Found(member.name.text, text, severity: leads ? .critical : nil)
        }
        let unnamed = snapshot.unnamedAgents.compactMap { agent in
            agent.report.failure.map {
                Found(agent.address.label, "agent \(agent.address.label): \($0.reason)")
            }
        }
        return named + unnamed
    }
}
