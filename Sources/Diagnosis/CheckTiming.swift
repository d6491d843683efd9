import ClusterModel

/// How long a proxy's checks may take to follow what happened, by the reference's figures where the statistics are silent (FACTS 2.5).
extension ProxyServer {
    /// From the first check that passes to UP.
    func timeToRise(_ thresholds: Thresholds) -> Duration {
        thresholds.checkInterval * Self.count(check?.rise, else: 2) + thresholds.routingSlack
    }

    /// From the first check that fails to DOWN.
    func timeToFall(_ thresholds: Thresholds) -> Duration {
        thresholds.checkInterval * Self.count(check?.fall, else: 3) + thresholds.routingSlack
    }

    /// When its status last changed, seen from `now`.
    func changed(before now: Timestamp) -> Timestamp? {
        lastChangeSeconds.flatMap { $0 >= 0 ? now - .seconds(min($0, 1 << 32)) : nil }
    }

    /// `dbsrv1 DOWN L7STS/503`, as the statistics page has it.
    var plight: String {
        "\(name) \(status)" + (check.map { " \($0.summary)" } ?? "")
    }

    private static func count(_ number: Int?, else usual: Int) -> Int { min(max(number ?? usual, 1), 100) }
}

extension Proxy {
    /// The slowest of the servers for writes to notice a change of leader.
    func timeToFollow(_ thresholds: Thresholds) -> Duration {
        let times = writeRoutes.map { max($0.server.timeToRise(thresholds), $0.server.timeToFall(thresholds)) }
        return times.max() ?? thresholds.routingSlack
    }
}

extension ClusterSnapshot {
    /// Whom writes should go to: the listed leader, or while there is no listing the only member that says primary.
    var rightfulLeader: Member? {
        if listing.currentValue != nil { return listedLeader }
        let primaries = selfDeclaredLeaders
        return primaries.count == 1 ? primaries.first : nil
    }

    /// A moment at which `leader` led already, as far as history or a proxy that routes to it tells.
    func ledAlready(_ leader: MemberName) -> Timestamp? {
        let promotion = history.value?.last.flatMap { entry in
            entry.newLeader == leader ? entry.timestamp.flatMap(Timestamp.init(iso8601:)) : nil
        }
        let routed = proxies.filter { $0.statistics.currentValue != nil }.flatMap(\.writeRoutes)
            .filter { $0.member == leader && $0.server.status.kind == .up && $0.server.check?.status == "L7OK" }
            .compactMap { $0.server.changed(before: takenAt) }
        return (routed + [promotion].compactMap { $0 }).min().map { min($0, takenAt) }
    }
}
