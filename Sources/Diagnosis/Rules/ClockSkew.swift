import ClusterModel
import Wording

extension Rule {
    static let clockSkew = Rule(
        id: "clock-skew",
        severity: .warning,
        title: "the members' clocks differ",
        why:
            "Leases and schedules are measured by each machine's own clock, and logs of an incident cannot be put side by side.",
        remedy: "Look at time synchronisation (chrony, ntpd) on the named machines.",
        examples: [
            .fires(
                "db3 is seven seconds ahead",
                ExampleCluster.with { $0.clocks(["db1": 0, "db2": 200, "db3": 7000]) },
                subjects: ["opengauss"]
            ),
            .silent(
                "a header's second is no better than a second",
                ExampleCluster.with { $0.clocks(["db1": -400, "db2": 500, "db3": 900]) }
            ),
            .silent(
                "all differ from ours alike: that is this machine's clock",
                ExampleCluster.with { $0.clocks(["db1": 60_000, "db2": 60_200, "db3": 59_800]) }
            ),
            .silent("nobody tells", ExampleCluster().snapshot),
        ]
    ) { snapshot, circumstances in
        let clocks = snapshot.members.compactMap { member -> (name: MemberName, offset: Duration)? in
            guard let agent = member.agent, agent.report.currentValue != nil, let offset = agent.clockOffset else {
                return nil
            }
            return (member.name, offset)
        }.sorted { $0.offset < $1.offset }
        guard let slowest = clocks.first, let fastest = clocks.last,
            fastest.offset - slowest.offset >= circumstances.thresholds.clockSkew
        else { return [] }
        return [
            Found(
                snapshot.displayName,
                "the clock of \(fastest.name) is \((fastest.offset - slowest.offset).brief) ahead of \(slowest.name)'s"
            )
        ]
    }
}
