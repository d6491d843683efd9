import ClusterModel

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
            .silent("a little behind", ExampleCluster.with { $0.row("db3") { $0.lag = .bytes(1000) } }),
            .silent("level", ExampleCluster().snapshot),
        ]
    ) { snapshot, thresholds in
        let allowed = snapshot.configuration.value?.maximumLagOnFailoverBytes ?? 1_048_576
        let limit = thresholds.lagWarningBytes ?? allowed
        return snapshot.members.compactMap { member in
            guard !member.isGone, let lag = member.listed.currentValue?.lag?.bytes, lag > limit else { return nil }
            let consequence =
                lag > allowed ? ", above maximum_lag_on_failover (\(allowed.briefBytes)): no candidate" : ""
            return Found(
                member.name.text,
                "\(member.name) lags \(lag.briefBytes)\(consequence)",
                severity: thresholds.lagCriticalBytes.map { lag > $0 ? .critical : .warning }
            )
        }
    }
}
