import ClusterModel
import Wording

extension Rule {
    static let lagRising = Rule(
        id: "lag-rising",
        severity: .warning,
        title: "a replica's lag rises and will soon be too much",
        why: "Past maximum_lag_on_failover the replica is no candidate, and what it lacks would be lost.",
        remedy: "Look now at its disk, its network and what holds replay back, or slow the writes down.",
        examples: [
            .fires(
                "1.2 MB behind, 40 kB/s, with 8 MB allowed",
                lagging(1_200_000, allowed: 8 << 20),
                before: (1...30).reversed().map { second in
                    lagging(1_200_000 - 40_000 * second, allowed: 8 << 20, ago: second)
                },
                subjects: ["db3"]
            ),
            .silent(
                "it takes hours to get there",
                lagging(200_000, allowed: 64 << 20),
                before: (1...30).reversed().map { lagging(200_000 - 100 * $0, allowed: 64 << 20, ago: $0) }
            ),
            .silent(
                "it rose and falls again",
                lagging(400_000, allowed: 1 << 20),
                before: (1...30).reversed().map { lagging(400_000 + 10_000 * $0, allowed: 1 << 20, ago: $0) }
            ),
            .silent(
                "already too much: that has a finding of its own",
                lagging(2_000_000, allowed: 1 << 20),
                before: (1...30).reversed().map { lagging(2_000_000 - 40_000 * $0, allowed: 1 << 20, ago: $0) }
            ),
            .silent("level", ExampleCluster().snapshot, lasting: .seconds(30)),
        ]
    ) { snapshot, circumstances in
        let allowed = snapshot.configuration.value?.maximumLagOnFailoverBytes ?? 1_048_576
        return snapshot.members.compactMap { member in
            guard let lag = snapshot.bestLagBytes(of: member), lag <= allowed, lag >= allowed / 10,
                let rate = circumstances.memory.lagTrend(of: member.name)?.risingBytesPerSecond, rate >= 1
            else { return nil }
            let seconds = Double(allowed - lag) / rate
            guard seconds <= circumstances.thresholds.lagForecast.inSeconds else { return nil }
            // Whole minutes are rounded, not cut.
            let remaining = Duration.seconds(Int64(nearest: min(seconds < 120 ? seconds : seconds + 30, 1e9)))
            return Found(
                member.name.text,
                "\(member.name) lags \(lag.briefBytes) and rises \(Int64(nearest: rate).briefBytes)/s; above maximum_lag_on_failover "
                    + "in about \(remaining.brief): it will not be a candidate"
            )
        }
    }

    private static func lagging(_ bytes: Int, allowed: Int, ago seconds: Int = 0) -> ClusterSnapshot {
        ExampleCluster.with {
            $0.configure(["maximum_lag_on_failover": "\(allowed)"])
            $0.member("db1") { $0.agent = nil }
            $0.row("db3") { $0.lag = .bytes(Int64(bytes)) }
            $0.snapshot.takenAt = ExampleCluster.now - .seconds(seconds)
        }
    }
}
