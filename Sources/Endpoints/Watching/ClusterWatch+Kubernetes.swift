import ClusterModel

extension ClusterWatch {
    /// Takes over what the API server says, and lets agents be asked at once about members whose pods changed.
    mutating func absorb(_ request: KubernetesRequest, _ reply: ReadReply) {
        let now = reply.finishedAt
        if surroundings?.scout.absorb(request, reply) == true { return }
        let before = pods?.joining.memberPods ?? []
        guard let change = pods?.absorb(request, reply), !change.pods.isEmpty else { return }
        joinPods(at: now)
        let after = pods?.joining.memberPods ?? []
        let members = Set((before + after).filter { change.pods.contains($0.pod) }.map(\.member))
        hasten(members, at: now)
    }

    /// Finds anew who lives where, as far as anything changed, and reads more of pods that are in trouble.
    mutating func joinPods(at now: Timestamp) {
        guard var pods else { return }
        surroundings?.divide(pods.shelf, by: builder.directory.foreignScopes)
        pods.joining.update(
            PodJoining.Basis(
                members: builder.podClues,
                proxies: builder.proxies.map(\.proxy.address),
                podEdition: pods.shelf.edition,
                neighbourEdition: surroundings?.scout.edition ?? 0,
                services: pods.services.value ?? [],
                others: surroundings?.others.pods ?? []
            ),
            pods: pods.shelf.pods + (surroundings?.scout.pods ?? []),
            plan: pods.plan
        )
        let ours = pods.joining.memberPods.map(\.pod) + pods.joining.proxyPods.values.sorted()
        let troubled = ours.filter { pods.shelf.pod($0).map { !$0.isReady } ?? false }
        pods.notes.want((podOfInterest.map { [$0] } ?? []) + troubled, at: now)
        self.pods = pods
        let homes = builder.homes(pods.joining.memberPods, pods.shelf)
        surroundings?.update(pods, homes: homes, at: now)
        followPods(at: now)
    }

    /// Where the service at `address` is asked: the address itself, or its pod's at the API server's proxy.
    package func target(of address: WebAddress) -> WebAddress { surroundings?.passage.target(of: address) ?? address }

    /// What is known of pods, and which way what is in them is read.
    func podView(at now: Timestamp) -> KubernetesView? {
        guard var view = pods?.view(at: now) else { return nil }
        view.isReadThroughServer = surroundings?.passage.isThroughServer ?? false
        view.neighbours = surroundings?.scout.pods ?? []
        view.isClusterChosen = builder.choice.named != nil
        guard let others = surroundings?.others, !others.all.isEmpty else { return view }
        view.others = others.all
        view.pods = view.pods.map { pods in pods.filter { !others.pods.contains($0.id) } }
        return view
    }

    /// Reads what was noted about this pod, whatever its state; nil for none.
    package mutating func watchEvents(of pod: PodName?, at now: Timestamp) {
        guard pod != podOfInterest else { return }
        podOfInterest = pod
        joinPods(at: now)
    }
}

extension ClusterWatch {
    /// Watches what pods were found to lead to, and nothing else of what was found before.
    mutating func followPods(at now: Timestamp) {
        guard let surroundings else { return }
        if let agents = surroundings.agents, builder.keepSeeds(agents) { followAgents(at: now) }
        if let proxies = surroundings.proxies {
            for gone in builder.keepProxies(proxies) { schedule.remove(.proxyStatistics(gone)) }
            for proxy in proxies { schedule.add(.proxyStatistics(proxy), .proxy, at: now) }
        }
        if let probes = surroundings.probes {
            for gone in builder.keepProbes(probes) {
                schedule.remove(.probe(gone))
                schedule.remove(.heldConnection(gone))
                held.remove(gone)
            }
            for probe in probes { schedule.add(.probe(probe), .everyIntervalAlways, at: now) }
        }
    }
}

extension ClusterWatch {
    /// Asks at once about members to whom something happened elsewhere; everybody, when it happened to the leader.
    mutating func hasten(_ members: Set<MemberName>, at now: Timestamp) {
        if let leader = builder.leader?.name, members.contains(leader) {
            rotation.hasten(at: now)
            for address in builder.directory.polled { schedule.hasten(.agent(address), at: now) }
        }
        for name in members {
            guard let agent = builder.directory.agent(of: name) else { continue }
            schedule.hasten(.agent(agent.address), at: now)
        }
    }
}

extension SnapshotBuilder {
    /// What is known of where members are, for finding their pods.
    var podClues: [PodJoining.MemberClues] {
        let reported = directory.entries.compactMap { entry in
            entry.agent.report.value?.name.map { (name: $0, address: entry.agent.address) }
        }
        let listed = roll.records.map { name, record in
            let agent = record.listed.value?.apiURL.flatMap { try? WebAddress.agent(parsing: $0) }
            return PodJoining.MemberClues(
                name: name,
                hosts: [record.listed.value?.host, agent?.host].compactMap { $0 },
                agents: reported.filter { $0.name == name }.map(\.address)
            )
        }
        let unlisted = Dictionary(grouping: reported) { $0.name }.filter { roll.records[$0.key] == nil }
        return
            (listed
            + unlisted.map { PodJoining.MemberClues(name: $0.key, hosts: [], agents: $0.value.map(\.address)) })
            .sorted { $0.name < $1.name }
    }
}

extension SnapshotBuilder {
    /// The pods of agents whose addresses are not those of pods, by what is known of their members.
    func homes(_ joins: [PodJoin], _ shelf: PodShelf) -> [WebAddress: PodMap.Home] {
        let pods = Dictionary(joins.map { ($0.member, $0.pod) }) { first, _ in first }
        var homes: [WebAddress: PodMap.Home] = [:]
        for entry in directory.entries {
            guard let member = entry.listedMember ?? directory.member(of: entry), let pod = pods[member] else {
                continue
            }
            homes[entry.agent.address] = PodMap.Home(pod: pod, port: shelf.pod(pod)?.agentPort?.number)
        }
        return homes
    }
}

extension ClusterSnapshot {
    /// Gives agents the addresses under which they are asked, since that is where a write would go too.
    mutating func showTargets(of passage: PodPassage) {
        guard passage.isThroughServer else { return }
        for index in members.indices {
            guard let address = members[index].agent?.address else { continue }
            members[index].agent?.address = passage.target(of: address)
        }
        for index in unnamedAgents.indices {
            unnamedAgents[index].address = passage.target(of: unnamedAgents[index].address)
        }
        listingSource = listingSource.map(passage.target)
    }
}
