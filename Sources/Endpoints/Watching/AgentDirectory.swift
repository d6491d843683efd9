import ClusterModel

/// Every agent that is known, from the command line or from listings, and which member each of them is.
///
/// The same agent may be known under several addresses: as somebody typed it and as the listing names it. The listing's is
/// kept and polled; a typed one that turns out to be the same agent rests while the listing's answers.
struct AgentDirectory: Equatable {
    /// One agent.
    struct Entry: Equatable {
        /// `address` is the one that is polled.
        var agent: Agent
        var isSeed: Bool
        /// A seed that nobody named: it stays as long as it is found.
        var isFound = false
        /// The cluster that it says it is of.
        var scope: String?
        /// Other addresses that are the same agent: an `api_url` whose name does not resolve here.
        var aliases: [WebAddress] = []
        /// The member whose `api_url` leads here.
        var listedMember: MemberName?
        /// The member's `host` with the port of its `api_url`, for when the latter's name does not resolve.
        var fallback: WebAddress?
        /// Whose agent a resting seed was found to be.
        var restsFor: MemberName?

        func answers(to address: WebAddress) -> Bool {
            agent.address.isSameService(as: address) || aliases.contains { $0.isSameService(as: address) }
        }
    }

    /// What of an entry decides who is asked, and for what.
    struct Standing: Equatable {
        var address: WebAddress
        var member: MemberName?
        var isForeign: Bool
        var isResting: Bool
        var isListed: Bool
        var answers: Bool
        var isFailing: Bool
        /// Whether it has answered once.
        var isKnown: Bool
    }

    private(set) var entries: [Entry] = []
    /// The cluster that is watched, where agents were found rather than named.
    var watchedScope: String?
    /// The scope of the last listing.
    private var scope: String?
    private var hosts: [MemberName: String] = [:]

    private static let mostEntries = 2 * DecodingLimit.members

    init(seeds: [WebAddress]) {
        for seed in seeds.prefix(Self.mostEntries) where entry(at: seed) == nil {
            entries.append(Entry(agent: Agent(address: seed), isSeed: true))
        }
    }

    var standings: [Standing] {
        entries.map { entry in
            let report = entry.agent.report
            return Standing(
                address: entry.agent.address,
                member: member(of: entry),
                isForeign: isForeign(entry),
                isResting: entry.restsFor != nil,
                isListed: entry.listedMember != nil,
                answers: report.currentValue != nil,
                isFailing: report.failure != nil,
                isKnown: report.value != nil
            )
        }
    }

    /// Agents to poll, without those that rest and other clusters'.
    var polled: [WebAddress] { own.filter { $0.restsFor == nil }.map(\.agent.address) }

    /// Those of the cluster that is watched, as far as is known.
    var own: [Entry] { watchedScope == nil ? entries : entries.filter { !isForeign($0) } }

    /// Found agents that say that they are of another cluster, and of which.
    var foreignScopes: [WebAddress: String] {
        guard watchedScope != nil else { return [:] }
        let foreign = entries.filter(isForeign)
        return Dictionary(foreign.map { ($0.agent.address, $0.scope ?? "") }) { first, _ in first }
    }

    private func isForeign(_ entry: Entry) -> Bool {
        guard entry.isFound, entry.listedMember == nil, let scope = entry.scope, let watchedScope else { return false }
        return scope != watchedScope
    }

    func isForeign(_ address: WebAddress) -> Bool { entry(at: address).map(isForeign) ?? false }

    /// An agent says which cluster it is of.
    mutating func note(scope: String, of address: WebAddress) {
        guard let index = entries.firstIndex(where: { $0.agent.address == address }) else { return }
        entries[index].scope = scope
    }

    /// Forgets whatever listings said.
    mutating func forgetListings() {
        entries.removeAll { !$0.isSeed }
        for index in entries.indices {
            entries[index].listedMember = nil
            entries[index].fallback = nil
            entries[index].restsFor = nil
        }
        scope = nil
        hosts = [:]
    }

    func entry(at address: WebAddress) -> Entry? { entries.first { $0.answers(to: address) } }

    mutating func change(_ address: WebAddress, _ change: (inout Agent) -> Void) {
        guard let index = entries.firstIndex(where: { $0.agent.address == address }) else { return }
        change(&entries[index].agent)
    }

    /// Starts from exactly these besides the seeds that were named; answers whether that changed anything.
    mutating func keepSeeds(_ addresses: [WebAddress]) -> Bool {
        let before = entries.count { $0.isFound }
        let wanted = addresses.prefix(Self.mostEntries)
        var changed = false
        for index in entries.indices where entries[index].isFound && !wanted.contains(entries[index].agent.address) {
            entries[index].isSeed = false
            entries[index].isFound = false
            changed = true
        }
        if changed { entries.removeAll { !$0.isSeed && $0.listedMember == nil } }
        guard changed || before < wanted.count else { return false }
        for address in wanted where entries.count < Self.mostEntries {
            guard let index = entries.firstIndex(where: { $0.answers(to: address) }) else {
                entries.append(Entry(agent: Agent(address: address), isSeed: true, isFound: true))
                changed = true
                continue
            }
            if !entries[index].isSeed {
                entries[index].isSeed = true
                entries[index].isFound = true
            }
        }
        if changed { restDuplicates() }
        return changed
    }

    /// Learns the agents that a listing names; those of members that moved, or that nobody knows any more, are forgotten.
    mutating func learn(_ listing: ClusterListing, knownMembers: Set<MemberName>) {
        entries.removeAll { entry in
            !entry.isSeed && entry.listedMember.map { !knownMembers.contains($0) } ?? true
        }
        scope = listing.scope ?? scope
        hosts = [:]
        for member in listing.members {
            hosts[member.name] = member.host
            guard let url = member.apiURL, let address = try? WebAddress.agent(parsing: url) else { continue }
            learn(address, of: member)
        }
        restDuplicates()
    }

    private mutating func learn(_ address: WebAddress, of member: ListedMember) {
        let fallback = member.host.flatMap { try? WebAddress.agent(host: $0, like: address) }
        let known = entries.firstIndex { $0.answers(to: address) }
        entries.removeAll { $0.listedMember == member.name && !$0.isSeed && !$0.answers(to: address) }
        for index in entries.indices where entries[index].listedMember == member.name {
            entries[index].listedMember = nil
        }
        guard known != nil, let index = entries.firstIndex(where: { $0.answers(to: address) }) else {
            guard entries.count < Self.mostEntries else { return }
            entries.append(
                Entry(
                    agent: Agent(address: address),
                    isSeed: false,
                    listedMember: member.name,
                    fallback: fallback
                )
            )
            return
        }
        entries[index].listedMember = member.name
        entries[index].restsFor = nil
        let isOnFallback = entries[index].agent.address == entries[index].fallback && !entries[index].aliases.isEmpty
        entries[index].fallback = fallback
        if isOnFallback, let fallback { entries[index].agent.address = fallback }
    }

    /// Learns one agent from its member's key in the store, as far as it is not known; the next listing decides whether it stays.
    mutating func learn(_ url: String, of name: MemberName) {
        guard entries.count < Self.mostEntries, let address = try? WebAddress.agent(parsing: url),
            entry(at: address) == nil
        else { return }
        entries.removeAll { $0.listedMember == name && !$0.isSeed }
        entries.append(Entry(agent: Agent(address: address), isSeed: false, listedMember: name))
    }

    /// The agent's name did not resolve: polls its member's host instead.
    ///
    /// Answers whether anything changed.
    mutating func fallBack(from address: WebAddress) -> Bool {
        guard let index = entries.firstIndex(where: { $0.agent.address == address }),
            let fallback = entries[index].fallback, fallback != address
        else { return false }
        let aliases = entries[index].aliases + [address]
        if let other = entries.indices.first(where: { $0 != index && entries[$0].answers(to: fallback) }) {
            entries[other].aliases += aliases
            entries[other].listedMember = entries[index].listedMember
            entries[other].restsFor = nil
            entries.remove(at: index)
        } else {
            entries[index].aliases = aliases
            entries[index].agent.address = fallback
        }
        return true
    }

    /// The member that an agent is: by its own word since Patroni 3.2, else as listed, by host, or by its database's start.
    func member(of entry: Entry) -> MemberName? {
        if let resting = entry.restsFor { return resting }
        if isForeign(entry) { return nil }
        if let report = entry.agent.report.value {
            if let own = report.scope, let scope, own != scope { return nil }
            if let name = report.name { return name }
        }
        return entry.listedMember ?? memberByHost(entry) ?? memberByStart(entry)
    }

    /// The only member whose host is the agent's, where no other agent was listed for it on another port.
    private func memberByHost(_ entry: Entry) -> MemberName? {
        let matches = hosts.filter { $0.value == entry.agent.address.host }
        guard matches.count == 1, let name = matches.first?.key else { return nil }
        let listed = entries.first { $0.listedMember == name }
        return listed.map { $0.agent.address.port == entry.agent.address.port } ?? true ? name : nil
    }

    /// Two agents whose databases started in the same fraction of a second are one; before 3.2 agents do not say their names.
    private func memberByStart(_ entry: Entry) -> MemberName? {
        guard let start = entry.agent.report.value?.postmasterStartTime, start.contains(".") else { return nil }
        return entries.first { $0.listedMember != nil && $0.agent.report.value?.postmasterStartTime == start }?
            .listedMember
    }

    /// The agent to show for a member: one that answers rather than one that does not, the listing's rather than a typed one.
    func agent(of name: MemberName) -> Agent? {
        let candidates = entries.filter { $0.restsFor == nil && member(of: $0) == name }
        let answering = candidates.filter { $0.agent.report.currentValue != nil }
        let known = candidates.filter { $0.agent.report.value != nil }
        for group in [answering, known, candidates] {
            if let best = group.first(where: { $0.listedMember != nil }) ?? group.first { return best.agent }
        }
        return nil
    }

    /// Agents that no member was found for.
    var unnamed: [Agent] { own.filter { member(of: $0) == nil }.map(\.agent) }

    /// Names that agents give of themselves.
    var reportedNames: [MemberName] {
        entries.compactMap { entry in entry.agent.report.value == nil ? nil : member(of: entry) }
    }

    /// Lets typed addresses rest whose member's listed agent answers, and wakes them when it no longer does.
    mutating func restDuplicates() {
        for index in entries.indices where entries[index].isSeed && entries[index].listedMember == nil {
            guard let name = member(of: entries[index]) else { continue }
            let isCovered = entries.contains { $0.listedMember == name && $0.agent.report.currentValue != nil }
            if isCovered, entries[index].restsFor == nil {
                entries[index].restsFor = name
                entries[index].agent = Agent(address: entries[index].agent.address)
            } else if !isCovered {
                entries[index].restsFor = nil
            }
        }
    }
}

extension WebAddress {
    /// Host and port are equal, so the same process answers.
    func isSameService(as other: WebAddress) -> Bool {
        host == other.host && port == other.port && detourPlace == other.detourPlace
    }

    /// The agent address `model` with another host, which comes from outside.
    fileprivate static func agent(host: String, like model: WebAddress) throws(AddressError) -> WebAddress {
        var address = try agent(parsing: host.contains(":") ? "[\(host)]" : host)
        address.isTLS = model.isTLS
        address.port = model.port
        address.path = model.path
        return address
    }
}
