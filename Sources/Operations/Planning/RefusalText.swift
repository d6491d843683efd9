/// Everything that an agent says no with, as each version of Patroni says it (patroni `api.py`, `ha.py` and FACTS 1.5).
package enum RefusalText: Error, Hashable, Sendable {
    /// What a POST to `/switchover` or `/failover` asks for.
    package enum Action: String, Hashable, Sendable, CaseIterable {
        case switchover
        case failover

        package var title: String {
            switch self {
            case .switchover: "Switchover"
            case .failover: "Failover"
            }
        }
    }

    case badRequest
    case failoverWithoutCandidate
    case switchoverWithoutLeader
    case failoverScheduled
    case scheduledWhilePaused
    case unreadableTime
    case timeWithoutZone(of: String)
    case timeInThePast(of: String)
    case candidateNeededWhilePaused
    case sourceIsTarget
    case leaderDoesNotMatch
    case notSynchronous
    case candidateUnknown
    case noSynchronousStandby(Action)
    case nobodyElse(Action)
    case noGoodCandidates(Action)
    case keyNotWritten(Action)
    /// The agents looked again and would not: the leader stays.
    case handoverFailed(Action)
    case noSwitchoverScheduled
    case restartScheduledWhilePaused
    case anotherRestartScheduled
    case noRestartScheduled
    case invalidVersion(String)
    case invalidVersionFormat(String)
    case invalidTimeout
    case restartConditions
    case inProgress(String)
    case leaderIsNotReinitialized
    case noLeaderToReinitializeFrom
    case noConfiguration
    case unsupported(method: String)
    case noCredentials
    case wrongCredentials
    case accessDenied
    case noClientCertificate
}

extension RefusalText {
    package var status: Int {
        switch self {
        case .badRequest, .failoverWithoutCandidate, .switchoverWithoutLeader, .failoverScheduled,
            .scheduledWhilePaused, .timeWithoutZone, .candidateNeededWhilePaused, .sourceIsTarget, .invalidVersion,
            .invalidVersionFormat, .invalidTimeout:
            400
        case .noCredentials, .wrongCredentials: 401
        case .accessDenied, .noClientCertificate: 403
        case .noSwitchoverScheduled, .noRestartScheduled: 404
        case .anotherRestartScheduled: 409
        case .leaderDoesNotMatch, .notSynchronous, .candidateUnknown, .noSynchronousStandby, .nobodyElse,
            .noGoodCandidates:
            412
        case .unreadableTime, .timeInThePast: 422
        case .restartScheduledWhilePaused: 500
        case .unsupported: 501
        case .keyNotWritten, .handoverFailed, .restartConditions, .inProgress, .leaderIsNotReinitialized,
            .noLeaderToReinitializeFrom, .noConfiguration:
            503
        }
    }

    /// The body of the answer; HTML pages that say nothing of their own are given by their title.
    package func text(_ version: PatroniVersion?) -> String {
        switch self {
        case .badRequest: "Bad Request"
        case .failoverWithoutCandidate: "Failover could be performed only to a specific candidate"
        case .switchoverWithoutLeader: "Switchover could be performed only from a specific leader"
        // Before 3.2 a failover names no leader, which is asked for first.
        case .failoverScheduled:
            version.isAtLeast(3, 2)
                ? "Failover can't be scheduled" : "Scheduled failover is possible only from a specific leader"
        case .scheduledWhilePaused: "Can't schedule switchover in the paused state"
        case .unreadableTime:
            "Unable to parse scheduled timestamp. It should be in an unambiguous format, e.g. ISO 8601"
        case .timeWithoutZone(let action): "Timezone information is mandatory for the scheduled \(action)"
        case .timeInThePast(let action): "Cannot schedule \(action) in the past"
        case .candidateNeededWhilePaused: "Switchover is possible only to a specific candidate in a paused state"
        case .sourceIsTarget: "Switchover target and source are the same"
        case .leaderDoesNotMatch: "leader name does not match"
        case .notSynchronous: "candidate name does not match with sync_standby"
        case .candidateUnknown: "candidate does not exists"
        case .noSynchronousStandby(let action): "\(action.rawValue) is not possible: can not find sync_standby"
        case .nobodyElse(let action):
            "\(action.rawValue) is not possible: cluster does not have members except leader"
        case .noGoodCandidates(let action):
            "\(action.rawValue) is not possible: no good candidates have been found"
        case .keyNotWritten(let action):
            "failed to write \(version.isAtLeast(3, 2) ? "failover" : action.rawValue) key into DCS"
        case .handoverFailed(let action): "\(action.title) failed"
        case .noSwitchoverScheduled: "no switchover is scheduled"
        case .restartScheduledWhilePaused: "Can't schedule restart in the paused state"
        case .anotherRestartScheduled: "Another restart is already scheduled"
        case .noRestartScheduled: "no restarts are scheduled"
        case .invalidVersion(let text): "Invalid PostgreSQL version: \(text)"
        case .invalidVersionFormat(let text):
            "Invalid PostgreSQL version format: X.Y or X.Y.Z is accepted: \(text)"
        case .invalidTimeout: "Timeout should be a positive number of seconds"
        case .restartConditions: "restart conditions are not satisfied"
        case .inProgress(let task): "\(task) already in progress"
        case .leaderIsNotReinitialized: "I am the leader, can not reinitialize"
        case .noLeaderToReinitializeFrom: "Cluster has no leader, can not reinitialize"
        case .noConfiguration: "Service Unavailable"
        case .unsupported(let method): "Unsupported method ('\(method)')"
        case .noCredentials: "no auth header received"
        case .wrongCredentials: "not authenticated"
        case .accessDenied: "Access is denied"
        case .noClientCertificate: "client certificate required"
        }
    }
}
