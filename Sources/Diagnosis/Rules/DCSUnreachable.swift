import ClusterModel
import Wording

extension Rule {
    static let dcsUnreachable = Rule(
        id: "dcs-unreachable",
        severity: .critical,
        title: "agents answer for themselves but cannot list the cluster",
        why:
            "Without its DCS a leader cannot renew its lock and steps down after retry_timeout, unless failsafe mode is on.",
        remedy: "Look at etcd (or whatever the DCS is) and at the network from the named members to it.",
        examples: [
            .fires(
                "no agent can list the cluster",
                ExampleCluster.with { $0.listingFails(.closedWithoutAnswer) },
                subjects: ["db1", "db2", "db3"]
            ),
            .silent("the listing is read", ExampleCluster().snapshot),
            .silent(
                "an agent that is gone is first missed when the listing is asked for",
                ExampleCluster.with { $0.listingFails(.connectionRefused) }
            ),
            .silent(
                "an agent that answers nothing is not a matter of the DCS",
                ExampleCluster.with {
                    $0.listingFails(.connectionRefused)
                    for name: MemberName in ["db1", "db2", "db3"] { $0.agentFails(name, .connectionRefused) }
                }
            ),
        ]
    ) { snapshot, _ in
        let everyone = snapshot.listing.currentValue == nil
        return snapshot.members.filter { $0.agent?.seemsCutFromDCS == true }.map { member in
            Found(
                member.name.text,
                "\(member.name) answers, but cannot read the DCS",
                severity: everyone ? .critical : .warning
            )
        }
    }
}
