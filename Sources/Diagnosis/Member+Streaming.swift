import ClusterModel

extension Member {
    /// Streams as a replica; before Patroni 3.0.4 a streaming replica is just `running`.
    package var isStreaming: Bool {
        if listed.currentValue?.state.spelling == "streaming" { return true }
        guard listed.currentValue?.state.kind == .serving, let report = agent?.report.currentValue,
            !report.role.leads, report.state.kind == .serving
        else { return false }
        return report.isOlderThanStreaming
    }
}

extension AgentReport {
    /// The listing tells streaming replicas from running ones since 3.0.4.
    fileprivate var isOlderThanStreaming: Bool {
        guard let version = patroniVersion else { return true }
        let parts = version.split(separator: ".").prefix(3).map { Int($0) ?? 0 }
        return parts.lexicographicallyPrecedes([3, 0, 4])
    }
}
