import ClusterModel

/// The limits that rules compare with; settings may change them.
package struct Thresholds: Sendable, Equatable {
    /// Lag that is worth a notice when the cluster names no `maximum_lag_on_failover`.
    package var lagBytes: Int64 = 1_048_576
    /// How long a member may be starting, stopping or building before it is a finding.
    package var transition: Duration = .seconds(60)

    package init() {}
}
