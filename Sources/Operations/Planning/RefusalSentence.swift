/// A sentence that an agent says no with, word for word.
package enum RefusalSentence: String, Hashable, Sendable, CaseIterable {
    case failoverWithoutCandidate = "Failover could be performed only to a specific candidate"
    case switchoverWithoutLeader = "Switchover could be performed only from a specific leader"
    case scheduledWhilePaused = "Can't schedule switchover in the paused state"
    case unreadableTime = "Unable to parse scheduled timestamp. It should be in an unambiguous format, e.g. ISO 8601"
    case candidateNeededWhilePaused = "Switchover is possible only to a specific candidate in a paused state"
    case sourceIsTarget = "Switchover target and source are the same"
    case leaderDoesNotMatch = "leader name does not match"
    case notSynchronous = "candidate name does not match with sync_standby"
    case candidateUnknown = "candidate does not exists"
    case noSwitchoverScheduled = "no switchover is scheduled"
    case restartScheduledWhilePaused = "Can't schedule restart in the paused state"
    case anotherRestartScheduled = "Another restart is already scheduled"
    case noRestartScheduled = "no restarts are scheduled"
    case invalidTimeout = "Timeout should be a positive number of seconds"
    case restartConditions = "restart conditions are not satisfied"
    case leaderIsNotReinitialized = "I am the leader, can not reinitialize"
    case noLeaderToReinitializeFrom = "Cluster has no leader, can not reinitialize"
    case noCredentials = "no auth header received"
    case wrongCredentials = "not authenticated"
    case accessDenied = "Access is denied"
    case noClientCertificate = "client certificate required"

    var status: Int {
        switch self {
        case .failoverWithoutCandidate, .switchoverWithoutLeader, .scheduledWhilePaused, .candidateNeededWhilePaused,
            .sourceIsTarget, .invalidTimeout:
            400
        case .noCredentials, .wrongCredentials: 401
        case .accessDenied, .noClientCertificate: 403
        case .noSwitchoverScheduled, .noRestartScheduled: 404
        case .anotherRestartScheduled: 409
        case .leaderDoesNotMatch, .notSynchronous, .candidateUnknown: 412
        case .unreadableTime: 422
        case .restartScheduledWhilePaused: 500
        case .restartConditions, .leaderIsNotReinitialized, .noLeaderToReinitializeFrom: 503
        }
    }
}
