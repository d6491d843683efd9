import ClusterModel
import Wording

extension Rule {
    static let lagging = Rule(
        id: "lagging",
        severity: .warning,
        title: "a replica lags more than a failover allows",
        why: "A replica behind by more than maximum_lag_on_failover is no candidate, and what it lacks would be lost.",
        remedy: "Look for a slow disk or network, a long query on the replica that holds replay back, or heavy writes.",
        examples: [
            .fires(
                "2 MB behind",
                ExampleCluster.with { $0.row("db3") { $0.lag = .bytes(2 << 20) } },
                subjects: ["db3"]
            ),
            .fires(
                "a little below the limit again: it does not come and go",
                ExampleCluster.with { $0.row("db3") { $0.lag = .bytes(900_000) } },
                before: [ExampleCluster.with { $0.row("db3") { $0.lag = .bytes(2 << 20) } }],
                subjects: ["db3"]
            ),
            .silent(
                "a little below the limit all the time",
                ExampleCluster.with { $0.row("db3") { $0.lag = .bytes(900_000) } }
            ),
            .silent("a little behind", ExampleCluster.with { $0.row("db3") { $0.lag = .bytes(1000) } }),
            .silent("level", ExampleCluster().snapshot),
        ]
    ) { snapshot, circumstances in
        let thresholds = circumstances.thresholds
        let allowed = snapshot.configuration.value?.maximumLagOnFailoverBytes ?? 1_048_576
        let limit = thresholds.lagWarningBytes ?? allowed
        return snapshot.members.compactMap { member in
            guard !member.isGone, let lag = member.listed.currentValue?.lag?.bytes else { return nil }
            // Once above, it stays until a quarter below.
            let wasAbove = circumstances.memory.wasSo("lagging", member.name.text)
            guard lag > (wasAbove ? limit - limit / 4 : limit) else { return nil }
            let consequence: Phrase =
                lag > allowed ? ", above maximum_lag_on_failover (\(allowed.briefBytes)): no candidate" : ""
            return Found(
                member.name.text,
                "\(member.name) lags \(lag.briefBytes)\(consequence)",
                severity: thresholds.lagCriticalBytes.map { lag > $0 ? .critical : .warning }
            )
        }
    }
}
