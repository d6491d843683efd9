import ClusterModel
import Wording

extension Rule {
    static let replayBehind = Rule(
        id: "replay-behind",
        severity: .warning,
        title: "a replica receives, but does not replay as fast",
        why:
            "Patroni's lag does not count it: who takes over replays everything first, and nobody can write until then.",
        remedy:
            "Look for a long query on the replica that holds replay back (pg_stat_activity), a paused replay, or a slow disk.",
        examples: [
            .fires(
                "nothing is missing, and 32 MB are not replayed",
                ExampleCluster.with { $0.stopsReplay(of: "db3", behind: 32 << 20) },
                subjects: ["db3"]
            ),
            .fires(
                "replay is paused",
                ExampleCluster.with { $0.stopsReplay(of: "db3", behind: 32 << 20, isPaused: true) },
                subjects: ["db3"]
            ),
            .fires(
                "only the listing tells",
                ExampleCluster.with { example in
                    example.agentFails("db3", .timedOut(connected: false))
                    example.row("db3") { row in
                        row.receiveLag = .bytes(0)
                        row.replayLag = .bytes(32 << 20)
                    }
                },
                subjects: ["db3"]
            ),
            .fires(
                "a little below the limit again: it does not come and go",
                ExampleCluster.with { $0.stopsReplay(of: "db3", behind: 15 << 20) },
                before: [ExampleCluster.with { $0.stopsReplay(of: "db3", behind: 32 << 20) }],
                subjects: ["db3"]
            ),
            .silent("a little behind", ExampleCluster.with { $0.stopsReplay(of: "db3", behind: 1 << 20) }),
            .silent("level", ExampleCluster().snapshot),
        ]
    ) { snapshot, circumstances in
        let limit = circumstances.thresholds.replayWarningBytes
        return snapshot.members.compactMap { member in
            guard !member.isGone, let backlog = snapshot.replayBacklogBytes(of: member) else { return nil }
            // Once above, it stays until a quarter below.
            let wasAbove = circumstances.memory.wasSo("replay-behind", member.name.text)
            guard backlog > (wasAbove ? limit - limit / 4 : limit) else { return nil }
            let reason: Phrase = member.replayIsPaused ? "; its replay is paused" : ""
            return Found(
                member.name.text,
                "\(member.name) has yet to replay \(backlog.briefBytes) that it has received\(reason)"
            )
        }
    }
}

extension Member {
    fileprivate var replayIsPaused: Bool {
        guard case .recovered(_, _, _, isPaused: true) = agent?.report.currentValue?.wal else { return false }
        return true
    }
}
