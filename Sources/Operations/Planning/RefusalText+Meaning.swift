extension RefusalText {
    /// What the refusal means, and what to do about it.
    package var meaning: String {
        switch self {
        case .badRequest: "Patroni could not read the request"
        case .failoverWithoutCandidate: "a failover needs a candidate: name one"
        case .switchoverWithoutLeader: "a switchover needs the present leader's name; without a leader, use failover"
        case .failoverScheduled: "only a switchover can be scheduled"
        case .scheduledWhilePaused, .restartScheduledWhilePaused:
            "nothing can be scheduled in maintenance mode: resume first"
        case .unreadableTime: "the time is not readable: write it as 2026-11-22T23:30:00+01:00"
        case .timeWithoutZone: "the time lacks its zone: add Z or an offset such as +01:00"
        case .timeInThePast: "the time is past"
        case .candidateNeededWhilePaused: "in maintenance mode a candidate must be named"
        case .sourceIsTarget: "the candidate leads already"
        case .leaderDoesNotMatch: "somebody else leads by now, or nobody: look again"
        case .notSynchronous:
            "in synchronous mode only a synchronous standby takes over; a failover may go to others, and may lose data"
        case .candidateUnknown:
            "no such member is in the cluster now: its agent has been gone for a while, or its name differs"
        case .noSynchronousStandby: "synchronous mode is on and no standby is synchronous now: wait until one is"
        case .nobodyElse: "the leader is alone in the cluster: bring a replica back"
        case .noGoodCandidates:
            "as the asked agent sees it, no candidate answers with a running database, may be promoted (nofailover) "
                + "and has its watchdog"
        case .keyNotWritten: "Patroni could not write to the DCS: look at etcd"
        case .handoverFailed:
            "the leader looked again and stayed: the candidate lags more than maximum_lag_on_failover, is on an older "
                + "timeline, or stopped answering"
        case .noSwitchoverScheduled: "no switchover is scheduled: it took place, was cancelled, or never was"
        case .anotherRestartScheduled: "cancel the scheduled restart first"
        case .noRestartScheduled: "no restart is scheduled for this member"
        case .invalidVersion, .invalidVersionFormat: "a version is written as 15.4, or 9.6.3 before 10"
        case .invalidTimeout: "the timeout must be a positive number of seconds"
        case .restartConditions: "the member's role, version or pending restart is not what was asked for"
        case .inProgress(let task): "a \(task) runs on this member: wait for its end"
        case .leaderIsNotReinitialized: "the leader's data is the cluster's: switch over first"
        case .noLeaderToReinitializeFrom: "there is no leader to copy from"
        case .noConfiguration: "the DCS holds no configuration of this cluster"
        case .unsupported: "this version of Patroni has no such request"
        case .noCredentials:
            "the agent asks for a password and got none: configure user and password (restapi.authentication of Patroni)"
        case .wrongCredentials: "user or password is wrong: compare with restapi.authentication of Patroni"
        case .accessDenied: "this machine's address is not in restapi.allowlist of Patroni"
        case .noClientCertificate:
            "the agent asks for a client certificate (restapi.verify_client): configure one and its key"
        }
    }

    /// What an agent's answer is, whatever its version; nil for what no version says.
    package init?(status: Int, text: String) {
        let found = Self.known(text)
        if let found, found.status == status {
            self = found
            return
        }
        switch status {
        case 400: self = .badRequest
        case 401: self = .wrongCredentials
        case 501: self = .unsupported(method: "")
        default: return nil
        }
    }

    private static func known(_ text: String) -> RefusalText? {
        for refusal in fixed where text == refusal.text(nil) { return refusal }
        let action: Action =
            text.lowercased().contains("failover is not possible") || text.hasPrefix("Failover")
            ? .failover : .switchover
        if text.hasSuffix("already in progress") {
            return .inProgress(String(text.dropLast(" already in progress".count)))
        }
        if text.hasPrefix("Invalid PostgreSQL version format") { return .invalidVersionFormat("") }
        if text.hasPrefix("Invalid PostgreSQL version") { return .invalidVersion("") }
        // The words around these differ between versions and actions.
        let tails: [(String, RefusalText)] = [
            ("is possible only to a specific candidate in a paused state", .candidateNeededWhilePaused),
            ("is possible only from a specific leader", .failoverScheduled),
            ("Can't schedule failover in the paused state", .failoverScheduled),
            ("in the paused state", .scheduledWhilePaused),
            ("can not find sync_standby", .noSynchronousStandby(action)),
            ("cluster does not have members except leader", .nobodyElse(action)),
            ("no good candidates have been found", .noGoodCandidates(action)),
            ("key into DCS", .keyNotWritten(action)),
        ]
        return tails.first { text.hasSuffix($0.0) }?.1
    }

    private static let fixed: [RefusalText] =
        [
            .failoverWithoutCandidate, .switchoverWithoutLeader, .failoverScheduled, .scheduledWhilePaused,
            .unreadableTime, .candidateNeededWhilePaused, .sourceIsTarget, .leaderDoesNotMatch, .notSynchronous,
            .candidateUnknown, .noSwitchoverScheduled, .restartScheduledWhilePaused, .anotherRestartScheduled,
            .noRestartScheduled, .invalidTimeout, .restartConditions, .leaderIsNotReinitialized,
            .noLeaderToReinitializeFrom, .noCredentials, .wrongCredentials, .accessDenied, .noClientCertificate,
        ] + Action.allCases.map { .handoverFailed($0) }
        + ["switchover", "restart"].flatMap { [RefusalText.timeWithoutZone(of: $0), .timeInThePast(of: $0)] }
}
