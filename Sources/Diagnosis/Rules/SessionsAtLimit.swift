import ClusterModel
import Wording

extension Rule {
    static let sessionsAtLimit = Rule(
        id: "sessions-at-limit",
        severity: .warning,
        title: "a proxy runs out of sessions",
        why:
            "At its maxconn a server or frontend lets clients wait, then turns them away, though the database is well.",
        remedy: "Look for clients that leak connections; raise maxconn together with the database's max_connections.",
        examples: [
            .fires(
                "the leader's server has 100 of 100",
                ExampleCluster.with { $0.sessions(100, limit: 100, of: "db1") },
                subjects: ["127.0.0.1:7000 dbsrv1", "127.0.0.1:7001 dbsrv1"]
            ),
            .fires(
                "a frontend has 90 of 100",
                ExampleCluster.with { $0.frontendSessions(90, limit: 100) },
                subjects: ["127.0.0.1:7000 opengauss", "127.0.0.1:7001 opengauss"]
            ),
            .silent("half of them", ExampleCluster.with { $0.sessions(50, limit: 100, of: "db1") }),
            .silent("no limit is told", ExampleCluster.with { $0.sessions(5000, limit: nil, of: "db1") }),
            .silent("no limit is set", ExampleCluster.with { $0.sessions(5000, limit: 0, of: "db1") }),
        ]
    ) { snapshot, circumstances in
        snapshot.proxies.flatMap { proxy -> [Found] in
            guard let statistics = proxy.statistics.currentValue else { return [] }
            var counted = statistics.frontends.map { (Phrase("frontend"), $0.name, $0.sessions) }
            for backend in statistics.backends {
                counted += backend.servers.map { (Phrase("server"), $0.name, $0.sessions) }
            }
            var worst: [String: Found] = [:]
            for (what, name, sessions) in counted {
                let subject = "\(proxy.name) \(name)"
                guard worst[subject] == nil,
                    let crowd = sessions.crowd(from: circumstances.thresholds.sessionsPercent)
                else { continue }
                worst[subject] = Found(
                    subject,
                    "\(what) \(name) of proxy \(proxy.name) has \(crowd.text)",
                    severity: crowd.isFull ? .critical : nil
                )
            }
            return worst.values.sorted { $0.subject < $1.subject }
        }
    }
}

extension SessionCounts {
    fileprivate func crowd(from percent: Int64) -> (text: Phrase, isFull: Bool)? {
        guard let current, let limit, limit > 0, current > 0 else { return nil }
        let (share, overflow) = current.multipliedReportingOverflow(by: 100)
        guard overflow || share / limit >= percent else { return nil }
        let waiting: Phrase = queued.flatMap { $0 > 0 ? ", \($0) more wait" : nil } ?? ""
        return ("\(current) of \(limit) sessions\(waiting)", current >= limit)
    }
}
