/// What a key or a typed word can ask of a session that may change its cluster.
package enum ConsoleCommand: Hashable, Sendable, CaseIterable {
    case switchover, failover, restart, reload, reinitialize
    /// Pauses, or resumes where the cluster is paused.
    case pauseOrResume
    case configuration
    /// A scheduled switchover, or a scheduled restart.
    case cancelScheduled
    case operations
    case commandLine

    /// Whether it opens something that can end in a write.
    package var isMutating: Bool {
        switch self {
        case .switchover, .failover, .restart, .reload, .reinitialize, .pauseOrResume, .cancelScheduled: true
        case .configuration, .operations, .commandLine: false
        }
    }
}
