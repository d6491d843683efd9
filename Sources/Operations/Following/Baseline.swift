import ClusterModel

/// The cluster as it was before an operation, as far as its end is measured against it.
struct Baseline: Equatable, Sendable {
    /// A backend for writes of one proxy.
    struct WriteBackend: Hashable {
        var proxy: WebAddress
        var name: String
    }

    let leader: MemberName?
    /// Whether the leader's agent answered: a leader that is dead is not waited for.
    let leaderAnswered: Bool
    /// Backends that sent writes only to the primary; what they are for is not asked again while everything moves.
    let writeBackends: Set<WriteBackend>
    /// When each database was started, as its agent says it.
    let startTimes: [MemberName: String]
    /// Members whose agents answered.
    let answering: Set<MemberName>
    let isOpenGauss: Bool
    let ttlSeconds: Int
    let startTimeoutSeconds: Int

    init(_ snapshot: ClusterSnapshot) {
        let facts = ClusterFacts(snapshot)
        leader = facts.leader
        let current = snapshot.members.compactMap { member in
            member.agent?.report.currentValue.map { (name: member.name, report: $0) }
        }
        answering = Set(current.map(\.name))
        leaderAnswered = leader.map(answering.contains) ?? false
        startTimes = Dictionary(
            current.compactMap { entry in entry.report.postmasterStartTime.map { (entry.name, $0) } },
            uniquingKeysWith: { first, _ in first }
        )
        writeBackends = Set(
            snapshot.writeProxies.flatMap { proxy in
                proxy.writeRoutes.filter { $0.member != nil }
                    .map { WriteBackend(proxy: proxy.address, name: $0.backend) }
            }
        )
        isOpenGauss = snapshot.isOpenGauss
        ttlSeconds = facts.ttlSeconds
        startTimeoutSeconds = facts.startTimeoutSeconds
    }

    /// How many proxies are waited for.
    var proxies: Int { Set(writeBackends.map(\.proxy)).count }
}
