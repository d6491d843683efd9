import ClusterModel

/// Tells that another process answered than before: counters of one process only grow, and its past does not change.
///
/// Two HAProxy replicas behind one address take turns in answering, and a restarted one begins at zero.
package enum CounterReset {
    /// Seconds by which two honest tellings of one moment may differ: both are whole seconds, and answers take time.
    private static let slackSeconds = 3.0

    package static func happened(
        from earlier: ProxyStatistics,
        at then: Timestamp,
        to later: ProxyStatistics,
        at now: Timestamp
    ) -> Bool {
        let before = tellings(of: earlier)
        return tellings(of: later).contains { key, telling in
            guard let past = before[key] else { return false }
            if let old = past.total, let new = telling.total, new < old { return true }
            return past.lastChange.flatMap { old in
                telling.lastChange.map { isAnotherPast(old: old, then, new: $0, now) }
            } ?? false
        }
    }

    private typealias Telling = (total: Int64?, lastChange: Int64?)

    /// Counters by proxy and server; a frontend and a backend of one `listen` section are two.
    private static func tellings(of statistics: ProxyStatistics) -> [[String]: Telling] {
        var tellings: [[String]: Telling] = [:]
        for frontend in statistics.frontends { tellings[["frontend", frontend.name]] = (frontend.sessions.total, nil) }
        for backend in statistics.backends {
            tellings[["backend", backend.name]] = (backend.sessions.total, nil)
            for server in backend.servers {
                tellings[["server", backend.name, server.name]] = (server.sessions.total, server.lastChangeSeconds)
            }
        }
        return tellings
    }

    /// The last change lies before the earlier answer, yet at another moment than that one told.
    private static func isAnotherPast(old: Int64, _ then: Timestamp, new: Int64, _ now: Timestamp) -> Bool {
        let oldMoment = (then - Timestamp(millisecondsSinceEpoch: 0)).inSeconds - Double(old)
        let newMoment = (now - Timestamp(millisecondsSinceEpoch: 0)).inSeconds - Double(new)
        let lastLook = (then - Timestamp(millisecondsSinceEpoch: 0)).inSeconds
        return newMoment < lastLook - slackSeconds && abs(newMoment - oldMoment) > slackSeconds
    }
}
