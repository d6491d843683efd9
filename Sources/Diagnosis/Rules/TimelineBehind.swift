import ClusterModel
import Wording

extension Rule {
    static let timelineBehind = Rule(
        id: "timeline-behind",
        severity: .warning,
        title: "a replica stays on an older timeline than the leader's",
        why: "It has not followed the last promotion: what it holds has diverged, and it cannot take over.",
        remedy: "If it does not catch up by itself, reinitialize it.",
        examples: [
            .fires(
                "it does not stream and is two timelines behind",
                ExampleCluster.with {
                    $0.row("db1") { $0.timeline = 3 }
                    $0.row("db2") { $0.state = "running" }
                },
                lasting: .seconds(31),
                subjects: ["db2"]
            ),
            .fires(
                "its lag is unknown",
                ExampleCluster.with {
                    $0.row("db1") { $0.timeline = 3 }
                    $0.row("db2") { $0.lag = .unknown }
                },
                lasting: .seconds(31),
                subjects: ["db2"]
            ),
            .silent(
                "a lower number alone says nothing",
                ExampleCluster.with { $0.row("db1") { $0.timeline = 2 } },
                lasting: .seconds(60)
            ),
            .silent(
                "seconds after a switchover",
                ExampleCluster.with {
                    $0.row("db1") { $0.timeline = 3 }
                    $0.row("db2") { $0.lag = .unknown }
                },
                lasting: .seconds(8)
            ),
        ]
    ) { snapshot, circumstances in
        guard let leader = snapshot.rightfulLeader, let ahead = leader.listed.currentValue?.timeline else { return [] }
        return snapshot.members.compactMap { member in
            guard !member.isGone, let row = member.listed.currentValue, let timeline = row.timeline, timeline < ahead,
                row.lag == .unknown || snapshot.notStreaming(member) != nil
            else { return nil }
            return Found(
                member.name.text,
                "\(member.name) stays on timeline \(timeline), \(leader.name) leads on \(ahead)",
                patience: circumstances.thresholds.notStreaming,
                isSaidAtFirstLook: true
            )
        }
    }
}
