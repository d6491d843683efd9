import ClusterModel
import Wording

extension Rule {
    static let historyOdd = Rule(
        id: "history-odd",
        severity: .notice,
        title: "the timeline history contradicts itself or the leader",
        why:
            "The cluster was restored from a backup, or went back behind a promotion: what older members and backups hold may not fit.",
        remedy:
            "If nobody restored it, compare the members' timelines before trusting any backup; reinitialize members that differ.",
        examples: [
            .fires(
                "the leader is on an older timeline than history tells of",
                ExampleCluster.with { $0.promoted(secondsAgo: [9000, 8000]) },
                lasting: .seconds(61),
                subjects: ["opengauss"]
            ),
            .fires(
                "a timeline ended before the one before it",
                ExampleCluster.with { example in
                    example.promoted(secondsAgo: [9000, 8000])
                    example.row("db1") { $0.timeline = 3 }
                    example.snapshot.history = example.snapshot.history.map {
                        Array($0.reversed().enumerated()).map { offset, entry in
                            var entry = entry
                            entry.timeline = Int64(offset) + 1
                            return entry
                        }
                    }
                },
                lasting: .seconds(61),
                subjects: ["opengauss"]
            ),
            .silent(
                "two promotions, and the leader is on the third timeline",
                ExampleCluster.with {
                    $0.promoted(secondsAgo: [9000, 8000])
                    $0.row("db1") { $0.timeline = 3 }
                },
                lasting: .seconds(120)
            ),
            .silent("no history at all", ExampleCluster().snapshot, lasting: .seconds(120)),
        ]
    ) { snapshot, _ in
        guard let history = snapshot.history.currentValue, let last = history.last,
            let leader = snapshot.rightfulLeader
        else { return [] }
        var oddities: [Phrase] = []
        if let timeline = leader.listed.currentValue?.timeline, timeline <= last.timeline {
            oddities.append(
                "\(leader.name) leads on timeline \(timeline), but history says that \(last.timeline) ended"
            )
        }
        for (earlier, later) in zip(history, history.dropFirst())
        where later.timeline <= earlier.timeline || later.lsn < earlier.lsn {
            oddities.append(
                "timeline \(later.timeline) ended at \(later.lsn), before \(earlier.timeline) at \(earlier.lsn)"
            )
        }
        guard let first = oddities.first else { return [] }
        // History is read every ten seconds and written some time after a promotion.
        return [Found(snapshot.displayName, first, patience: .seconds(60), isSaidAtFirstLook: true)]
    }
}
