import Wording

extension RefusalSentence {
    /// What the refusal means, and what to do about it.
    var meaning: Phrase {
        switch self {
        case .failoverWithoutCandidate: "a failover needs a candidate: name one"
        case .switchoverWithoutLeader: "a switchover needs the present leader's name; without a leader, use failover"
        case .scheduledWhilePaused, .restartScheduledWhilePaused:
            "nothing can be scheduled in maintenance mode: resume first"
        case .unreadableTime: "the time is not readable: write it as 2026-11-22T23:30:00+01:00"
        case .candidateNeededWhilePaused: "in maintenance mode a candidate must be named"
        case .sourceIsTarget: "the candidate leads already"
        case .leaderDoesNotMatch: "somebody else leads by now, or nobody: look again"
        case .notSynchronous:
            "in synchronous mode only a synchronous standby takes over; a failover may go to others, and may lose data"
        case .candidateUnknown:
            "no such member is in the cluster now: its agent has been gone for a while, or its name differs"
        case .noSwitchoverScheduled: "no switchover is scheduled: it took place, was cancelled, or never was"
        case .anotherRestartScheduled: "cancel the scheduled restart first"
        case .noRestartScheduled: "no restart is scheduled for this member"
        case .invalidTimeout: "the timeout must be a positive number of seconds"
        case .restartConditions: "the member's role, version or pending restart is not what was asked for"
        case .leaderIsNotReinitialized: "the leader's data is the cluster's: switch over first"
        case .noLeaderToReinitializeFrom: "there is no leader to copy from"
        case .noCredentials:
            "the agent asks for a password and got none: configure user and password (restapi.authentication of Patroni)"
        case .wrongCredentials: "user or password is wrong: compare with restapi.authentication of Patroni"
        case .accessDenied: "this machine's address is not in restapi.allowlist of Patroni"
        case .noClientCertificate:
            "the agent asks for a client certificate (restapi.verify_client): configure one and its key"
        }
    }
}
