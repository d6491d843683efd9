import ClusterModel

/// Gathers decoded answers into what is known of the cluster; decides nothing about when to ask.
struct SnapshotBuilder: Equatable {
    private let plan: WatchPlan
    private(set) var directory: AgentDirectory
    private(set) var choice: ClusterChoice
    private(set) var roll = MemberRoll()
    private(set) var listing: Observation<ClusterListing> = .pending
    private(set) var listingSource: WebAddress?
    private(set) var listingStartedAt: Timestamp?
    private(set) var leader: LeaderTenure?
    private(set) var proxies: [ProxyWatch]
    private(set) var probes: [Probe]
    var history: Observation<[HistoryEntry]> = .pending
    var configuration: Observation<DynamicConfiguration> = .pending

    init(_ plan: WatchPlan) {
        self.plan = plan
        directory = AgentDirectory(seeds: plan.agents)
        choice = ClusterChoice(named: plan.scope)
        proxies = plan.proxies.withoutRepetitions.map { ProxyWatch($0) }
        probes = plan.probes.withoutRepetitions.map { Probe(address: $0) }
    }

    /// Starts from exactly these agents besides those that were named; answers whether that changed anything.
    mutating func keepSeeds(_ addresses: [WebAddress]) -> Bool { directory.keepSeeds(addresses) }

    /// Watches exactly these proxies; answers those that are watched no more.
    mutating func keepProxies(_ addresses: [WebAddress]) -> [WebAddress] {
        let known = proxies.map(\.proxy.address)
        guard known != addresses else { return [] }
        let gone = known.filter { !addresses.contains($0) }
        proxies = addresses.map { address in proxies.first { $0.proxy.address == address } ?? ProxyWatch(address) }
        return gone
    }

    /// The same for probes.
    mutating func keepProbes(_ addresses: [ClientAddress]) -> [ClientAddress] {
        let known = probes.map(\.address)
        guard known != addresses else { return [] }
        let gone = known.filter { !addresses.contains($0) }
        probes = addresses.map { address in probe(at: address) ?? Probe(address: address) }
        return gone
    }

    /// An agent says which cluster it is of; answers whether what was known was another cluster's and is forgotten.
    mutating func note(scope: String?, of address: WebAddress) -> Bool {
        if let scope { directory.note(scope: scope, of: address) }
        let found = directory.entries.filter(\.isFound)
        guard !found.isEmpty else { return false }
        let isComplete = found.allSatisfy { $0.agent.report != .pending }
        let isOther = choice.hear(Set(found.compactMap(\.scope)), isComplete: isComplete)
        directory.watchedScope = choice.scope
        guard isOther || listingSource.map(directory.isForeign) == true else { return false }
        directory.forgetListings()
        roll = MemberRoll()
        (listing, listingSource, listingStartedAt, leader) = (.pending, nil, nil, nil)
        (history, configuration) = (.pending, .pending)
        return true
    }

    /// What decides whom to ask, and nothing else: an idle cluster's answers leave it as it is.
    struct Standing: Equatable {
        var agents: [AgentDirectory.Standing]
        var leader: MemberName?
        /// Whether a listing was read, or could not be.
        var isListingKnown: Bool
    }

    var standing: Standing {
        Standing(agents: directory.standings, leader: leader?.name, isListingKnown: listing != .pending)
    }

    /// What a listing changed.
    struct ListingChange {
        var members: Set<MemberName> = []
        var leader = false
    }

    /// Takes a listing over, unless one that was asked for later is known already.
    mutating func absorb(
        _ newListing: ClusterListing,
        from source: WebAddress,
        startedAt: Timestamp,
        at now: Timestamp
    ) -> ListingChange {
        directory.change(source) { $0.listingFailure = nil }
        if let last = listingStartedAt, startedAt < last { return ListingChange() }
        listingStartedAt = startedAt
        listingSource = source
        let isRepeated = listing.currentValue == newListing
        listing = .current(newListing, at: now)
        var change = ListingChange(members: roll.update(with: newListing, at: now))
        // Who says the same again teaches nothing: neither agents nor joins follow from when it was said.
        if isRepeated { return change }
        directory.learn(newListing, knownMembers: roll.names)
        let leads = newListing.leader?.name
        if leads != leader?.name {
            change.leader = leader != nil || leads != nil
            leader = leads.map { LeaderTenure(name: $0, since: now) }
        }
        route(at: now)
        return change
    }

    /// An agent could not list the cluster; when no other is left to ask, the listing itself grows stale.
    mutating func absorb(
        listingFailure reason: ReadFailure,
        from source: WebAddress,
        wasLast: Bool,
        at now: Timestamp
    ) {
        directory.change(source) { agent in
            agent.listingFailure = .init(reason: reason, since: agent.listingFailure?.since ?? now)
        }
        guard wasLast else { return }
        listing = listing.updated(with: .failure(reason), at: now)
        roll.fail(because: reason, at: now)
    }

    mutating func absorb(
        _ result: Result<AgentReport, ReadFailure>,
        from address: WebAddress,
        latency: Duration,
        clockOffset: Duration?,
        at now: Timestamp
    ) {
        directory.change(address) { agent in
            agent.report = agent.report.updated(with: result, at: now)
            guard case .success = result else { return }
            agent.latency = latency
            agent.clockOffset = clockOffset
        }
        if listing.value != nil {
            for name in directory.reportedNames { roll.note(unlisted: name, at: now) }
        }
        directory.restDuplicates()
    }

    /// The wall clock was set back to `now`: a listing that was asked for later by the old reckoning is no newer for that.
    mutating func clockWasSetBack(to now: Timestamp) {
        listingStartedAt = listingStartedAt.map { min($0, now) }
        leader = leader.map { LeaderTenure(name: $0.name, since: min($0.since, now)) }
    }

    /// Answers whether another address is polled from now on.
    mutating func fallBack(from address: WebAddress) -> Bool { directory.fallBack(from: address) }

    mutating func absorb(
        _ result: Result<ProxyStatistics, ReadFailure>,
        of address: WebAddress,
        latency: Duration,
        at now: Timestamp
    ) {
        guard let index = proxies.firstIndex(where: { $0.proxy.address == address }) else { return }
        proxies[index].absorb(result, latency: latency, at: now)
        proxies[index].route(by: join, leader: leader, at: now)
    }

    mutating func absorb(
        _ result: Result<ProbeAnswer, ReadFailure>,
        of address: ClientAddress,
        _ reply: ReadReply
    ) {
        for index in probes.indices where probes[index].address == address {
            guard case .success = result else {
                probes[index].greetsSince = nil
                probes[index].answer = probes[index].answer.updated(with: result, at: reply.observedAt)
                continue
            }
            let greetsSince = probes[index].greetsSince ?? reply.observedAt
            let isEnding = probes[index].mayBeFarewell(askedAt: reply.startedAt)
            probes[index].greetsSince = isEnding ? greetsSince : nil
            if isEnding { continue }
            probes[index].answer = probes[index].answer.updated(with: result, at: greetsSince)
            probes[index].latency = reply.latency
            if let cutAt = probes[index].cutAt, reply.startedAt > cutAt + Probe.farewell { probes[index].cutAt = nil }
        }
    }

    func probe(at address: ClientAddress) -> Probe? { probes.first { $0.address == address } }

    /// A connection that was held there was ended by the other side.
    mutating func noteCut(of address: ClientAddress, at now: Timestamp) {
        for index in probes.indices where probes[index].address == address { probes[index].cutAt = now }
    }

    /// Joins need what listings say of members, not what their agents do, except while there is no listing.
    private var join: RouteJoin {
        let listed = roll.records.map { Member(name: $0, presence: $1.presence, listed: $1.listed) }
        return RouteJoin(members: listing.value == nil ? members : listed, overrides: plan.serverMembers)
    }

    private mutating func route(at now: Timestamp) {
        let join = join
        for index in proxies.indices {
            proxies[index].route(by: join, leader: leader, at: now)
        }
    }

    /// Listed members and ghosts, and while there is no listing at all those that agents say they are.
    private var members: [Member] {
        var members = roll.records.map { name, record in
            Member(name: name, presence: record.presence, listed: record.listed, agent: directory.agent(of: name))
        }
        if listing.value == nil {
            let unheard: Observation<ListedMember> =
                listing.failure.map { .failed($0.reason, since: $0.since) } ?? .pending
            members += Set(directory.reportedNames).sorted().prefix(DecodingLimit.members).map { name in
                Member(name: name, listed: unheard, agent: directory.agent(of: name))
            }
        }
        return members.sorted { $0.name < $1.name }
    }

    /// The cluster's name as its agents spell it; nil until one did.
    var scope: String? {
        directory.watchedScope ?? listing.value?.scope
            ?? directory.entries.lazy.compactMap(\.agent.report.value?.scope).first
    }

    /// Learns agents from another source than listings.
    mutating func learn(_ agents: [(name: MemberName, url: String)]) {
        for (name, url) in agents { directory.learn(url, of: name) }
    }

    func snapshot(at now: Timestamp, store: StoreView? = nil, kubernetes: KubernetesView? = nil) -> ClusterSnapshot {
        ClusterSnapshot(
            takenAt: now,
            name: scope ?? plan.name,
            listing: listing,
            listingSource: listingSource,
            members: members,
            unnamedAgents: directory.unnamed,
            proxies: proxies.map(\.proxy),
            probes: probes,
            history: history,
            configuration: configuration,
            store: store,
            kubernetes: kubernetes
        )
    }
}

extension Array where Element: Hashable {
    /// Each element once, where it came first.
    fileprivate var withoutRepetitions: [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
