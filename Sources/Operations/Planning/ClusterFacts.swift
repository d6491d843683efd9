import ClusterModel

/// A snapshot read as Patroni's own gates read the DCS: who holds the lock, who is listed, which modes are on.
struct ClusterFacts {
    let snapshot: ClusterSnapshot

    init(_ snapshot: ClusterSnapshot) {
        self.snapshot = snapshot
    }

    /// Who holds the leader lock; etcd's own word where it is watched, else the listing's.
    var leader: MemberName? {
        if let keys = snapshot.store?.keys.currentValue { return keys.lock?.holder }
        return snapshot.listedLeader?.name
    }

    /// Members whose keys are in the DCS.
    var listed: [Member] { snapshot.members.filter { !$0.isGone && $0.listed.value != nil } }

    func isListed(_ name: MemberName) -> Bool { listed.contains { $0.name == name } }

    var configuration: DynamicConfiguration? { snapshot.configuration.value }
    var isPaused: Bool { snapshot.isPaused }

    var isStandbyCluster: Bool {
        listed.contains { $0.listed.value?.role.kind == .standbyLeader }
            || configuration?.settings.contains { $0.path.hasPrefix("standby_cluster.") } == true
    }

    /// A standby cluster ignores `synchronous_mode` (Patroni's release notes of 3.0.0).
    var isSynchronous: Bool { !isStandbyCluster && (configuration?.isSynchronousMode ?? !standbys.isEmpty) }

    var isQuorum: Bool {
        configuration?["synchronous_mode"]?.lowercased() == "quorum"
            || listed.contains { $0.listed.value?.role.kind == .quorumStandby }
    }

    /// Only synchronous standbys may take over in a switchover; quorum commit lets everybody.
    var demandsSynchronousStandby: Bool { isSynchronous && !isQuorum }

    /// Members of the key `/sync`.
    var standbys: Set<MemberName> {
        if let keys = snapshot.store?.keys.currentValue { return Set(keys.sync?.standbys ?? []) }
        let kinds: Set<MemberRole.Kind> = [.synchronousStandby, .quorumStandby]
        return Set(listed.filter { $0.listed.value.map { kinds.contains($0.role.kind) } ?? false }.map(\.name))
    }

    func version(of agent: Agent?) -> PatroniVersion? {
        agent?.report.value?.patroniVersion.flatMap { PatroniVersion($0) }
    }

    /// Seconds between two runs of Patroni's loop, within reason.
    var loopWaitSeconds: Int { Self.bounded(configuration?.loopWaitSeconds ?? 10, 1...300) }
    var ttlSeconds: Int { Self.bounded(configuration?.ttlSeconds ?? 30, 1...3600) }

    /// How long Patroni waits for a database to come up; `master_start_timeout` before 3.0.
    var startTimeoutSeconds: Int {
        let set = configuration?["primary_start_timeout"] ?? configuration?["master_start_timeout"]
        return Self.bounded(set.flatMap(Double.init) ?? 300, 0...3600)
    }

    private static func bounded(_ seconds: Double, _ range: ClosedRange<Int>) -> Int {
        min(max(Int(clamping: Int64(nearest: seconds)), range.lowerBound), range.upperBound)
    }
}

extension ClusterFacts {
    /// Whether a member's agent answers us.
    enum Reach: Equatable {
        case answers
        /// It does not answer us; `isHeardByProxy` tells whether a proxy's check of it was answered lately.
        case silent(ReadFailure, isHeardByProxy: Bool)
        case notAskedYet
    }

    func reach(_ member: Member) -> Reach {
        switch member.agent?.report {
        case .current: .answers
        case .stale(_, _, let reason, _), .failed(let reason, _):
            .silent(reason, isHeardByProxy: isHeardByProxy(member.name))
        case .pending, nil: .notAskedYet
        }
    }

    /// A proxy's check that ended with an HTTP status was answered, whatever the status says.
    private func isHeardByProxy(_ member: MemberName) -> Bool {
        snapshot.proxies.contains { proxy in
            proxy.statistics.currentValue != nil
                && proxy.routes(to: member).contains {
                    $0.server.check?.status.hasPrefix("L7") == true && $0.server.check?.code != nil
                }
        }
    }

    /// Agents that can be asked for the cluster as a whole, the best first: they answer us, and reach the DCS.
    func agents(preferring preferred: [MemberName?]) -> [(member: MemberName?, agent: Agent)] {
        let wanted = preferred.compactMap { $0 }
        let named = snapshot.members.compactMap { member in
            member.agent.map { (member: Optional(member.name), agent: $0) }
        }
        let all = named + snapshot.unnamedAgents.map { (member: nil, agent: $0) }
        let ranked = all.enumerated().map { offset, entry in
            let place = entry.member.flatMap { wanted.firstIndex(of: $0) } ?? wanted.count
            return (key: (entry.agent.unfitness, place, offset), entry: entry)
        }
        return ranked.sorted { $0.key < $1.key }.map(\.entry)
    }

    /// How far a candidate is behind: what it has not received, and what it has received but not replayed.
    func lag(of member: Member) -> (receive: Lag?, replay: Lag?) {
        guard let row = member.listed.value else { return (nil, nil) }
        let measured = measuredLag(of: member)
        return (measured.receive ?? row.receiveLag ?? row.lag, measured.replay ?? row.replayLag)
    }

    private func measuredLag(of member: Member) -> (receive: Lag?, replay: Lag?) {
        guard let leader, leader != member.name,
            case .written(let written) = snapshot.member(leader)?.agent?.report.currentValue?.wal,
            case .recovered(let received, let replayed, _, _) = member.agent?.report.currentValue?.wal
        else { return (nil, nil) }
        let furthest = [received, replayed].compactMap { $0 }.max()
        return (
            furthest.map { .bytes(written.bytes(since: $0)) }, replayed.map { .bytes(written.bytes(since: $0)) }
        )
    }
}

extension Agent {
    /// Lower is asked first.
    fileprivate var unfitness: Int {
        if report.currentValue == nil { return report.isPending ? 2 : 3 }
        return seemsCutFromDCS ? 1 : 0
    }
}
