/// The cluster's dynamic configuration as `/config` answers it.
package struct DynamicConfiguration: Equatable, Sendable {
    /// One setting by its dotted path, for instance `postgresql.parameters.max_connections`.
    package struct Setting: Equatable, Sendable {
        package var path: String
        package var value: String

        package init(path: String, value: String) {
            self.path = path
            self.value = value
        }
    }

    /// Every leaf, ordered by path.
    package var settings: [Setting]

    package init(settings: [Setting]) {
        self.settings = settings
    }

    package subscript(path: String) -> String? { settings.first { $0.path == path }?.value }

    /// Seconds that the leader lock lives without renewal; 30 unless set.
    package var ttlSeconds: Double { number("ttl") ?? 30 }
    /// Seconds between two runs of Patroni's loop; 10 unless set.
    package var loopWaitSeconds: Double { number("loop_wait") ?? 10 }
    /// Seconds that DCS and database operations are retried; 10 unless set.
    package var retryTimeoutSeconds: Double { number("retry_timeout") ?? 10 }
    /// A replica further behind than this is no candidate in a failover; 1 MiB unless set.
    package var maximumLagOnFailoverBytes: Int64 {
        number("maximum_lag_on_failover").map(Int64.init(nearest:)) ?? 1_048_576
    }
    package var isSynchronousMode: Bool {
        guard let value = self["synchronous_mode"]?.lowercased() else { return false }
        return ["true", "on", "quorum"].contains(value)
    }

    private func number(_ path: String) -> Double? {
        self[path].flatMap(Double.init).flatMap { $0.isFinite ? $0 : nil }
    }
}
