/// Everything known of one cluster at one moment, from all sources, each datum with its age.
package struct ClusterSnapshot: Equatable, Sendable {
    package var takenAt: Timestamp
    /// The time between two looks at the same source.
    package var interval: Duration
    /// The scope that the agents name, or the name from the configuration.
    package var name: String?
    package var listing: Observation<ClusterListing>
    /// Which agent gave the last listing.
    package var listingSource: WebAddress?
    /// By name; members that vanished stay.
    package var members: [Member]
    /// Agents that answer at a given URL but could not be joined to a member yet.
    package var unnamedAgents: [Agent]
    package var proxies: [Proxy]
    package var probes: [Probe]
    package var history: Observation<[HistoryEntry]>
    package var configuration: Observation<DynamicConfiguration>
    /// What etcd says itself; nil when none is watched.
    package var store: StoreView?
    /// What Kubernetes says of the pods; nil when it is not asked.
    package var kubernetes: KubernetesView?

    package init(
        takenAt: Timestamp,
        interval: Duration = .seconds(1),
        name: String? = nil,
        listing: Observation<ClusterListing> = .pending,
        listingSource: WebAddress? = nil,
        members: [Member] = [],
        unnamedAgents: [Agent] = [],
        proxies: [Proxy] = [],
        probes: [Probe] = [],
        history: Observation<[HistoryEntry]> = .pending,
        configuration: Observation<DynamicConfiguration> = .pending,
        store: StoreView? = nil,
        kubernetes: KubernetesView? = nil
    ) {
        self.takenAt = takenAt
        self.interval = interval
        self.name = name
        self.listing = listing
        self.listingSource = listingSource
        self.members = members
        self.unnamedAgents = unnamedAgents
        self.proxies = proxies
        self.probes = probes
        self.history = history
        self.configuration = configuration
        self.store = store
        self.kubernetes = kubernetes
    }

    /// The pod that `member` lives in, as far as Kubernetes is asked and tells.
    package func pod(of member: MemberName) -> Pod? { kubernetes?.pod(of: member) }

    package func member(_ name: MemberName) -> Member? { members.first { $0.name == name } }

    /// Every agent, of members and unnamed.
    package var agents: [Agent] { members.compactMap(\.agent) + unnamedAgents }

    /// The member that the store names as leader, as long as it is listed.
    package var listedLeader: Member? { members.first { !$0.isGone && $0.listed.value?.role.leads == true } }

    /// Members whose own agent answers now and says that it is a primary which is not on its way down.
    ///
    /// An agent that demotes its database keeps the role until it is stopped, and nobody can write to it meanwhile.
    package var selfDeclaredLeaders: [Member] {
        members.filter { member in
            guard let report = member.agent?.report.currentValue, report.role.leads else { return false }
            return switch report.state.kind {
            case .stopping, .stopped, .failed: false
            case .serving, .archiveRecovery, .inTransition, .unknown: true
            }
        }
    }

    /// Maintenance mode, as the listing says, or any agent while there is no listing.
    package var isPaused: Bool {
        listing.value?.isPaused ?? agents.contains { $0.report.value?.isPaused == true }
    }

    /// Whether any agent has told anything of the cluster or of itself.
    package var isListedOrReported: Bool {
        listing.value != nil || agents.contains { $0.report.value != nil }
    }

    /// openGauss agents name a 9.2 database; its timeline does not rise on promotion.
    package var isOpenGauss: Bool {
        agents.contains { ($0.report.value?.serverVersion).map { $0 > 0 && $0 < 90_300 } ?? false }
    }

    /// How far `member` is behind the leader by their agents' own positions, which `/cluster` refreshes only once per loop_wait.
    package func measuredLagBytes(of member: Member) -> Int64? {
        guard let leader = listedLeader, leader.name != member.name,
            case .written(let written) = leader.agent?.report.currentValue?.wal,
            let replayed = member.agent?.report.currentValue?.wal?.effective
        else { return nil }
        return written.bytes(since: replayed)
    }

    /// What a replica has received and not replayed yet, in bytes: by its agent's own positions, else by the listing's two lags.
    ///
    /// The listing's `lag` says nothing of it: it counts from whichever of the two positions is further
    /// (patroni `postgresql/__init__.py _wal_position`).
    package func replayBacklogBytes(of member: Member) -> Int64? {
        guard listedLeader?.name != member.name else { return nil }
        if case .recovered(let received?, let replayed?, _, _) = member.agent?.report.currentValue?.wal {
            return received.bytes(since: replayed)
        }
        guard let row = member.listed.currentValue, let replay = row.replayLag?.bytes,
            let receive = row.receiveLag?.bytes
        else { return nil }
        return max(0, replay.subtractingReportingOverflow(receive).partialValue)
    }
}
