/// The limits that rules compare with, where the user sets others than the cluster's own.
package struct Thresholds: Sendable, Equatable {
    /// Lag from which a replica is a warning; the cluster's `maximum_lag_on_failover` when nil.
    package var lagWarningBytes: Int64?
    /// Lag from which a replica is critical; never when nil.
    package var lagCriticalBytes: Int64?

    package init(lagWarningBytes: Int64? = nil, lagCriticalBytes: Int64? = nil) {
        self.lagWarningBytes = lagWarningBytes
        self.lagCriticalBytes = lagCriticalBytes
    }
}
