import ClusterModel
import Wording

extension Rule {
    static let observationStale = Rule(
        id: "observation-stale",
        severity: .warning,
        title: "a source has told nothing new for long",
        why: "What the screen says of it is old; decide nothing by it.",
        remedy: "Look at the network from here; if every source is old, this machine or this program is too slow.",
        examples: [
            .fires(
                "no listing for 40 s",
                ExampleCluster.with { $0.listingFails(.httpStatus(502), forSeconds: 40) },
                subjects: ["listing"]
            ),
            .fires(
                "db2's agent was heard 40 s ago, and nobody knows why not since",
                ExampleCluster.with { example in
                    example.member("db2") { member in
                        guard let report = member.agent?.report.value else { return }
                        member.agent?.report = .current(report, at: ExampleCluster.now - .seconds(40))
                    }
                },
                subjects: ["db2"]
            ),
            .silent("all is fresh", ExampleCluster().snapshot),
            .silent(
                "looking once a minute",
                ExampleCluster.with { example in
                    example.snapshot.interval = .seconds(60)
                    example.member("db2") { member in
                        guard let report = member.agent?.report.value else { return }
                        member.agent?.report = .current(report, at: ExampleCluster.now - .seconds(40))
                    }
                }
            ),
            .silent(
                "an agent that fails has a finding of its own",
                ExampleCluster.with { $0.agentFails("db2", .connectionRefused, forSeconds: 40) }
            ),
        ]
    ) { snapshot, circumstances in
        let limit = max(circumstances.thresholds.stale, snapshot.interval * 5)
        let age = { (learntAt: Timestamp?) -> Duration? in
            learntAt.flatMap { snapshot.takenAt - $0 > limit ? snapshot.takenAt - $0 : nil }
        }
        var old: [(subject: String, what: Phrase)] = []
        if age(snapshot.listing.learntAt) != nil { old.append(("listing", "the listing")) }
        for member in snapshot.members where !member.isGone {
            guard let report = member.agent?.report, report.failure == nil, age(report.learntAt) != nil else {
                continue
            }
            old.append((member.name.text, "what \(member.name)'s agent says"))
        }
        for proxy in snapshot.proxies where proxy.statistics.failure == nil && age(proxy.statistics.learntAt) != nil {
            old.append((proxy.name, "what proxy \(proxy.name) says"))
        }
        return old.map { Found($0.subject, "\($0.what) is more than \(limit.brief) old") }
    }
}
