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

    /// A sentence that is the same in every version and for every request.
    case says(RefusalSentence)
    case badRequest
    case failoverScheduled
    case timeWithoutZone(of: String)
    case timeInThePast(of: String)
    case noSynchronousStandby(Action)
    case nobodyElse(Action)
    case noGoodCandidates(Action)
    case keyNotWritten(Action)
    /// The agents looked again and would not: the leader stays.
    case handoverFailed(Action)
    case invalidVersion(String)
    case invalidVersionFormat(String)
    case inProgress(String)
    case noConfiguration
    case unsupported(method: String)
}

extension RefusalText {
    package var status: Int {
        switch self {
        case .says(let sentence): sentence.status
        case .badRequest, .failoverScheduled, .timeWithoutZone, .invalidVersion, .invalidVersionFormat: 400
        case .noSynchronousStandby, .nobodyElse, .noGoodCandidates: 412
        case .timeInThePast: 422
        case .unsupported: 501
        case .keyNotWritten, .handoverFailed, .inProgress, .noConfiguration: 503
        }
    }

    /// The body of the answer; HTML pages that say nothing of their own are given by their title.
    package func text(_ version: PatroniVersion?) -> String {
        switch self {
        case .says(let sentence): sentence.rawValue
        case .badRequest: "Bad Request"
        // Before 3.2 a failover names no leader, which is asked for first.
        case .failoverScheduled:
            version.isAtLeast(3, 2)
                ? "Failover can't be scheduled" : "Scheduled failover is possible only from a specific leader"
        case .timeWithoutZone(let action): "Timezone information is mandatory for the scheduled \(action)"
        case .timeInThePast(let action): "Cannot schedule \(action) in the past"
        case .noSynchronousStandby(let action): "\(action.rawValue) is not possible: can not find sync_standby"
        case .nobodyElse(let action):
            "\(action.rawValue) is not possible: cluster does not have members except leader"
        case .noGoodCandidates(let action):
            "\(action.rawValue) is not possible: no good candidates have been found"
        case .keyNotWritten(let action):
            "failed to write \(version.isAtLeast(3, 2) ? "failover" : action.rawValue) key into DCS"
        case .handoverFailed(let action): "\(action.title) failed"
        case .invalidVersion(let text): "Invalid PostgreSQL version: \(text)"
        case .invalidVersionFormat(let text):
            "Invalid PostgreSQL version format: X.Y or X.Y.Z is accepted: \(text)"
        case .inProgress(let task): "\(task) already in progress"
        case .noConfiguration: "Service Unavailable"
        case .unsupported(let method): "Unsupported method ('\(method)')"
        }
    }
}
