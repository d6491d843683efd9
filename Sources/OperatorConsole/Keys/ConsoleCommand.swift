import Operations

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

    /// The kind of request that it ends in; nil for what can be looked at without sending any.
    var method: RequestOutline.Method? {
        switch self {
        case .switchover, .failover, .restart, .reload, .reinitialize: .post
        case .pauseOrResume: .patch
        case .cancelScheduled: .delete
        case .configuration, .operations, .commandLine: nil
        }
    }
}
