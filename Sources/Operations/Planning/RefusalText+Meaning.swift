import Wording

extension RefusalText {
    /// What the refusal means, and what to do about it.
    package var meaning: Phrase {
        switch self {
        case .says(let sentence): sentence.meaning
        case .badRequest: "Patroni could not read the request"
        case .failoverScheduled: "only a switchover can be scheduled"
        case .timeWithoutZone: "the time lacks its zone: add Z or an offset such as +01:00"
        case .timeInThePast: "the time is past"
        case .noSynchronousStandby: "synchronous mode is on and no standby is synchronous now: wait until one is"
        case .nobodyElse: "the leader is alone in the cluster: bring a replica back"
        case .noGoodCandidates:
            "as the asked agent sees it, no candidate answers with a running database, may be promoted (nofailover) "
                + "and has its watchdog"
        case .keyNotWritten: "Patroni could not write to the DCS: look at etcd"
        case .handoverFailed:
            "the leader looked again and stayed: the candidate lags more than maximum_lag_on_failover, is on an older "
                + "timeline, or stopped answering"
        case .invalidVersion, .invalidVersionFormat: "a version is written as 15.4, or 9.6.3 before 10"
        case .inProgress(let task): "a \(task) runs on this member: wait for its end"
        case .noConfiguration: "the DCS holds no configuration of this cluster"
        case .unsupported: "this version of Patroni has no such request"
        }
    }
}
