import ClusterModel

/// Lag of each member, latency of each agent and sessions of each proxy's servers over the last hour, in bounded memory.
struct Trends: Sendable {
    /// One server of one backend of one proxy.
    struct ServerKey: Hashable, Sendable {
        var proxy: WebAddress
        var backend: String
        var server: String
    }

    /// Servers beyond these have no trend: far more than anybody's proxies have.
    private static let mostServers = 500
    private var lags: [MemberName: Series] = [:]
    private var latencies: [WebAddress: Series] = [:]
    /// What is said of each agent's latency, which follows the measured one with reluctance.
    private var spoken: [WebAddress: Duration] = [:]
    private var sessions: [ServerKey: Series] = [:]

    /// Notes what the snapshot says, at most once for each answer: `at` is when it came.
    mutating func note(_ snapshot: ClusterSnapshot, at now: Timestamp) {
        for member in snapshot.members where !member.isGone {
            let lag = snapshot.measuredLagBytes(of: member) ?? member.listed.currentValue?.lag?.bytes
            lags[member.name, default: Series()].append(lag.map(Double.init), at: now)
        }
        let known = Set(snapshot.members.map(\.name))
        lags = lags.filter { known.contains($0.key) }
        let agents = Set(snapshot.agents.map(\.address))
        latencies = latencies.filter { agents.contains($0.key) }
        spoken = spoken.filter { agents.contains($0.key) }
    }

    /// Notes how long an agent took.
    mutating func note(latency: Duration, of address: WebAddress, at now: Timestamp) {
        latencies[address, default: Series(recentSamples: 300)].append(latency.inSeconds * 1000, at: now)
        guard let milliseconds = latencies[address]?.recentMedian else { return }
        let median = Duration.milliseconds(Int64(nearest: milliseconds))
        let said = spoken[address] ?? .zero
        let difference = max(median, said) - min(median, said)
        if difference > max(.milliseconds(1), median / 3) { spoken[address] = median }
    }

    /// Notes the sessions on every server of a proxy that has just answered.
    mutating func note(_ proxy: Proxy, at now: Timestamp) {
        var known: Set<ServerKey> = []
        for route in proxy.routes {
            let key = ServerKey(proxy: proxy.address, backend: route.backend, server: route.server.name)
            known.insert(key)
            guard sessions[key] != nil || sessions.count < Self.mostServers else { continue }
            sessions[key, default: Series(recentSamples: 300)]
                .append(route.server.sessions.current.map(Double.init), at: now)
        }
        sessions = sessions.filter { $0.key.proxy != proxy.address || known.contains($0.key) }
    }

    /// The lag of a member, in bytes.
    func lag(of member: MemberName) -> Series? { lags[member] }

    /// The latency of an agent, in milliseconds.
    func latencySeries(of address: WebAddress) -> Series? { latencies[address] }

    func sessions(of key: ServerKey) -> Series? { sessions[key] }

    /// The median of the last answers, renewed when it has moved by a third.
    ///
    /// One slow answer among many should neither hide nor flicker, and a figure that dithers is written to the terminal each second.
    func latency(of address: WebAddress) -> Duration? {
        latencies[address] == nil ? nil : spoken[address] ?? .zero
    }

    /// The highest lag in each of `buckets` equal spans that end now.
    func lag(of member: MemberName, over span: Duration, buckets: Int, until now: Timestamp) -> [Double?] {
        lags[member]?.highest(over: span, buckets: buckets, until: now) ?? Array(repeating: nil, count: max(0, buckets))
    }

    /// What a full bar means at least: less lag than this is noise, and is drawn flat.
    static let floorBytes = 262_144.0

    /// The scale of a picture of `samples`.
    static func scale(_ samples: [Double?]) -> Double {
        max(floorBytes, samples.compactMap(\.self).max() ?? 0)
    }
}
