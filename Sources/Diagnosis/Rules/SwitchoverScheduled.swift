import ClusterModel
import Wording

extension Rule {
    static let switchoverScheduled = Rule(
        id: "switchover-scheduled",
        severity: .notice,
        title: "a switchover is scheduled",
        why: "The leader will change at that time, and every session through the proxies will be cut.",
        remedy: "Cancel it if it is not wanted (patronictl flush, or DELETE /switchover).",
        examples: [
            .fires(
                "tonight",
                ExampleCluster.with { example in
                    example.snapshot.listing = example.snapshot.listing.map { listing in
                        var scheduled = listing
                        scheduled.scheduledSwitchover = ScheduledSwitchover(
                            at: "2026-11-22T15:48:28+00:00",
                            from: "db1",
                            to: "db2"
                        )
                        return scheduled
                    }
                },
                subjects: ["opengauss"]
            ),
            .silent("none", ExampleCluster().snapshot),
        ]
    ) { snapshot, _ in
        guard let planned = snapshot.listing.value?.scheduledSwitchover else { return [] }
        let from: Phrase = planned.from.map { " from \($0)" } ?? ""
        let to: Phrase = planned.to.map { " to \($0)" } ?? ""
        return [Found(snapshot.displayName, "switchover\(from)\(to) scheduled at \(planned.at)")]
    }
}
