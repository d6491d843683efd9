import ClusterModel

/// Watches one cluster: says what to ask and when, takes the answers, and gives what is known.
///
/// A pure value under virtual time. The shell asks `due(at:)` whenever `nextDue` has come and after each `absorb(_:)`, sends what
/// it gets with the request's deadline, and hands exactly one final reply to each back, in any order: an answer, or why there is none.
/// A service is not asked again while a reply is missing.
package struct ClusterWatch: Sendable, Equatable {
    var schedule: PollSchedule
    var rotation: ListingRotation
    var builder: SnapshotBuilder
    /// The agent that is asked for history and configuration.
    private(set) var rareSource: WebAddress?
    var store: StoreWatch?
    var pods: PodWatch?
    /// What pods lead to, where they are watched.
    var surroundings: PodSurroundings?
    /// The pod of which more is to be known than its row.
    var podOfInterest: PodName?
    /// When etcd last told that the lock changed; a listing that was asked for before knows nothing of it.
    private var lockChangedAt: Timestamp?
    /// Connections that stand.
    var held: Set<ClientAddress> = []
    /// How hurried the watching is asked to be, and until when a connection that was cut makes it urgent.
    private var wantedPace = PollPace.calm
    private var isAlertUntil: Timestamp?
    /// What decided last whom to ask.
    private var followed: SnapshotBuilder.Standing?
    /// Agents in the order in which they are asked for the listing; it changes with answers alone.
    private var candidates: [ListingRotation.Candidate] = []
    private var listings = DecodedBodies<ClusterListing>()
    private var reports = DecodedBodies<AgentReport>()
    /// Sources that answered or failed once.
    var heard: Set<ReadRequest> = []
    private(set) var latest: Timestamp
    /// What a recording is in the middle of.
    var replayed: Set<ReadRequest> = []

    /// How often history and configuration are read while nobody takes over the lead.
    package static let rareInterval = Duration.seconds(10)

    package init(_ plan: WatchPlan, at now: Timestamp) {
        latest = now
        builder = SnapshotBuilder(plan)
        rotation = ListingRotation(at: now)
        let seed = (plan.agents.first ?? plan.proxies.first)?.url ?? plan.name ?? ""
        schedule =
            plan.phase.map { PollSchedule(interval: plan.interval, phase: $0) }
            ?? PollSchedule(interval: plan.interval, seed: seed)
        for proxy in plan.proxies { schedule.add(.proxyStatistics(proxy), .proxy, at: now) }
        store = plan.store.map { StoreWatch($0, at: now) }
        pods = plan.kubernetes.map { PodWatch($0, at: now) }
        surroundings = plan.kubernetes.map { PodSurroundings($0, within: plan) }
        for probe in plan.probes { schedule.add(.probe(probe), .everyIntervalAlways, at: now) }
        followAgents(at: now)
    }

    /// What to send now, in this order; it is in flight from here on.
    package mutating func due(at now: Timestamp) -> [ReadRequest] {
        keepTime(now)
        followPace()
        // The listing goes first: it names everybody else, and it is the one that waits for nobody.
        let due = rotation.takeDue(candidates, in: &schedule, at: now) + schedule.takeDue(at: now)
        return (surroundings?.passage.send(due, at: now) ?? due)
            + (store?.takeDue(at: now) ?? []).map { .store($0) }
            + ((pods?.takeDue(at: now) ?? []) + (surroundings?.scout.takeDue(at: now) ?? [])).map { .kubernetes($0) }
    }

    /// Whether an answer is on its way that is not one of many.
    package var awaitsAnswers: Bool { schedule.awaitsAnswers || store?.awaitsAnswers == true }

    /// When `due(at:)` has something again; nil while only replies are awaited.
    package var nextDue: Timestamp? {
        [
            rotation.nextDue(candidates, in: schedule), schedule.nextDue, store?.nextDue, pods?.nextDue,
            surroundings?.passage.nextDue, surroundings?.scout.nextDue,
        ].compactMap { $0 }.min()
    }

    /// After how long the shell gives an answer up.
    ///
    /// While it is urgent a probe that hangs must not hide for long that clients are served again.
    package func deadline(of request: ReadRequest) -> Duration {
        if surroundings?.passage.isTrial(request) == true { return PodPassage.trialDeadline }
        return switch (request, pace) {
        case (.probe, .urgent): min(request.deadline, .seconds(1))
        case (.probe, .calm), (.listing, _), (.agent, _), (.history, _), (.configuration, _), (.proxyStatistics, _),
            (.heldConnection, _), (.store, _), (.kubernetes, _):
            request.deadline
        }
    }

    /// The time between two looks at the same thing in calm times; may be changed at any time.
    package var interval: Duration {
        get { schedule.interval }
        set {
            schedule.interval = newValue
            rotation.intervalChanged(to: schedule.step, lastStart: builder.listingStartedAt)
        }
    }

    /// How hurried the watching is; the interval stays what it is and holds again when it is calm.
    package var pace: PollPace {
        get { schedule.pace }
        set {
            wantedPace = newValue
            followPace()
        }
    }

    private mutating func followPace() {
        let isAlert = isAlertUntil.map { latest < $0 } ?? false
        let pace = isAlert ? PollPace.urgent : wantedPace
        guard pace != schedule.pace else { return }
        schedule.pace = pace
        rotation.intervalChanged(to: schedule.step, lastStart: builder.listingStartedAt)
    }

    /// The time between two looks at the same thing now.
    package var presentInterval: Duration { schedule.step }

    /// Everything is due now, also what has been left alone because it failed.
    package mutating func refresh(at now: Timestamp) {
        schedule.hastenAll(at: now)
        rotation.hasten(at: now)
        store?.hasten(at: now)
        pods?.hasten(at: now)
        surroundings?.scout.hasten(at: now)
    }

    package func snapshot(at now: Timestamp) -> ClusterSnapshot {
        var snapshot = builder.snapshot(at: now, store: store?.view, kubernetes: podView(at: now))
        snapshot.interval = interval
        if let passage = surroundings?.passage { snapshot.showTargets(of: passage) }
        return snapshot
    }

    /// Takes one reply over, whatever it holds.
    package mutating func absorb(_ reply: ReadReply) {
        let now = reply.finishedAt
        keepTime(now)
        guard let arrival = surroundings?.passage.receive(reply) else { return take(reply) }
        for request in arrival.again {
            schedule.finish(request, succeeded: false, at: now)
            schedule.hasten(request, at: now)
        }
        arrival.replies.forEach { take($0) }
        // Clients' ways that were found are looked at only while pods are reached directly.
        if arrival.replies.isEmpty { joinPods(at: now) }
    }

    /// Takes over a reply to a question as it was meant, whichever way it went.
    private mutating func take(_ reply: ReadReply) {
        let now = reply.finishedAt
        noteHeard(reply.request)
        switch reply.request {
        case .listing(let address):
            let result = listings.value(of: reply, from: address, ListingDecoder.decode)
            finish(reply, result)
            absorb(result, from: address, reply)
        case .agent(let address):
            let result = reports.value(of: reply, from: address, AgentReportDecoder.decode)
            finish(reply, result)
            absorb(result, from: address, reply)
        case .history(let address):
            let result = reply.outcome.flatMap(HistoryDecoder.decode)
            finish(reply, result)
            guard !builder.directory.isForeign(address) else { break }
            builder.history = builder.history.updated(with: result, at: now)
        case .configuration(let address):
            let result = reply.outcome.flatMap(ConfigurationDecoder.decode)
            finish(reply, result)
            guard !builder.directory.isForeign(address) else { break }
            builder.configuration = builder.configuration.updated(with: result, at: now)
        case .proxyStatistics(let address):
            let result = reply.outcome.flatMap(ProxyStatisticsDecoder.decode)
            finish(reply, result)
            builder.absorb(result, of: address, latency: reply.latency, at: reply.observedAt)
        case .probe(let address):
            let result = reply.outcome.flatMap(ProbeDecoder.decode)
            finish(reply, result)
            hold(address, after: result, at: now)
            builder.absorb(result, of: address, reply)
        case .heldConnection(let address): absorb(held: address, reply)
        case .store(let request): absorb(request, reply)
        case .kubernetes(let request): absorb(request, reply)
        }
        followAgents(at: now)
        store?.setScope(builder.scope, at: now)
        joinPods(at: now)
    }

    private mutating func finish<Value>(_ reply: ReadReply, _ result: Result<Value, ReadFailure>) {
        schedule.finish(reply.request, succeeded: (try? result.get()) != nil, at: reply.finishedAt)
    }
}

extension ClusterWatch {
    /// Wall clocks are set back; without this nothing would be asked until the old time has come again.
    private mutating func keepTime(_ now: Timestamp) {
        if now < latest - .seconds(1) {
            schedule.clockWasSetBack(to: now)
            rotation.clockWasSetBack(to: now)
            builder.clockWasSetBack(to: now)
            store?.clockWasSetBack(to: now)
            pods?.clockWasSetBack(to: now)
            surroundings?.passage.clockWasSetBack(to: now)
            surroundings?.scout.clockWasSetBack(to: now)
            lockChangedAt = lockChangedAt.map { min($0, now) }
            isAlertUntil = nil
            latest = now
        }
        latest = max(latest, now)
    }

    private mutating func absorb(
        _ result: Result<ClusterListing, ReadFailure>,
        from address: WebAddress,
        _ reply: ReadReply
    ) {
        let now = reply.finishedAt
        switch result {
        case .success(let listing):
            rotation.succeed(address, startedAt: reply.startedAt, in: schedule, at: now)
            noteScope(listing.scope, of: address, at: now)
            guard !builder.directory.isForeign(address) else { return rotation.hasten(at: now) }
            let change = builder.absorb(listing, from: address, startedAt: reply.startedAt, at: now)
            followAgents(at: now)
            if let lockChangedAt, reply.startedAt < lockChangedAt { rotation.hasten(at: now) }
            for name in change.members {
                // The row knows something new of the member: do not wait for its agent's turn, or for the end of a back-off.
                guard let agent = builder.directory.agent(of: name) else { continue }
                schedule.hasten(.agent(agent.address), at: now)
            }
            if change.leader, let rareSource {
                schedule.hasten(.history(rareSource), at: now)
                schedule.hasten(.configuration(rareSource), at: now)
            }
        case .failure(let reason):
            rotation.fail(address, because: reason, in: schedule, at: now)
            if case .nameNotResolved = reason { _ = builder.fallBack(from: address) }
            let wasLast = builder.directory.polled.allSatisfy(rotation.hasFailed)
            builder.absorb(listingFailure: reason, from: address, wasLast: wasLast, at: now)
        }
    }

    private mutating func absorb(
        _ result: Result<AgentReport, ReadFailure>,
        from address: WebAddress,
        _ reply: ReadReply
    ) {
        let now = reply.finishedAt
        let before = builder.directory.entry(at: address)?.agent.report
        builder.absorb(
            result,
            from: address,
            latency: reply.latency,
            clockOffset: reply.clockOffset,
            at: reply.observedAt
        )
        noteScope((try? result.get())?.scope, of: address, at: now)
        switch result {
        case .success(let report):
            // It answers again, or has seen its DCS since: `/cluster` may work again.
            let hasSeenDCS =
                before?.value?.dcsLastSeen.map { old in report.dcsLastSeen.map { $0 > old } ?? false } ?? false
            if before?.currentValue == nil || hasSeenDCS { rotation.retry(address, at: now) }
        case .failure(.nameNotResolved):
            _ = builder.fallBack(from: address)
        case .failure:
            break
        }
    }

    /// Lets the members of one cluster alone into the table, and begins anew where those of another came first.
    private mutating func noteScope(_ scope: String?, of address: WebAddress, at now: Timestamp) {
        guard builder.note(scope: scope, of: address) else { return }
        rotation.hasten(at: now)
    }

    /// The leader's agent first, then those that answer, then the others.
    private var rankedCandidates: [ListingRotation.Candidate] {
        let leader = builder.leader.flatMap { builder.directory.agent(of: $0.name)?.address }
        let polled = builder.directory.own.filter { $0.restsFor == nil }.map(\.agent)
        let ranked = polled.enumerated().sorted { left, right in
            (left.element.rank(leader), left.offset) < (right.element.rank(leader), right.offset)
        }
        return ranked.map {
            .init(address: $0.element.address, answers: $0.element.report.currentValue != nil)
        }
    }

    /// Makes the schedule ask exactly the agents that are to be polled, and one of them for what changes rarely.
    mutating func followAgents(at now: Timestamp) {
        let standing = builder.standing
        guard standing != followed else { return }
        followed = standing
        let polled = builder.directory.polled
        candidates = rankedCandidates
        let foreign = Array(builder.directory.foreignScopes.keys)
        schedule.keepAgents(polled, rarely: foreign, at: now)
        rotation.forget(allBut: polled)
        listings.forget(allBut: Set(polled))
        reports.forget(allBut: Set(polled + foreign))
        let answering = builder.directory.own.filter { $0.agent.report.currentValue != nil }.map(\.agent.address)
        let leader = builder.leader.flatMap { builder.directory.agent(of: $0.name)?.address }
        let source = [leader, rareSource, answering.first].compactMap { $0 }.first(where: answering.contains)
        defer { forgetHeard(allBut: Set(polled)) }
        // Whom to ask is best known once the listing names the leader, or cannot be had.
        guard builder.listing != .pending, let source, source != rareSource else { return }
        if let rareSource {
            schedule.remove(.history(rareSource))
            schedule.remove(.configuration(rareSource))
        }
        rareSource = source
        schedule.add(.history(source), .every(Self.rareInterval), at: now)
        schedule.add(.configuration(source), .every(Self.rareInterval), at: now)
    }
}

extension ClusterWatch {
    /// A connection is held where a database has answered twice in a row, so that who looks only once holds none.
    private mutating func hold(
        _ address: ClientAddress,
        after result: Result<ProbeAnswer, ReadFailure>,
        at now: Timestamp
    ) {
        guard case .success = result else { return }
        guard let probe = builder.probe(at: address), !schedule.isInFlight(.heldConnection(address)) else { return }
        if probe.answer.failure != nil {
            schedule.hasten(.heldConnection(address), at: now)
        } else if probe.answer.currentValue != nil {
            schedule.add(.heldConnection(address), .everyInterval(backOffLimit: .seconds(60)), at: now)
        }
    }

    /// Notes whether a connection stands; when one is cut, everybody is asked at once what happened.
    private mutating func absorb(held address: ClientAddress, _ reply: ReadReply) {
        guard reply.isFinal else {
            held.insert(address)
            return
        }
        finish(reply, reply.outcome)
        let stood = held.remove(address) != nil
        guard stood, case .failure = reply.outcome else { return }
        let now = reply.finishedAt
        builder.noteCut(of: address, at: now)
        isAlertUntil = now + Probe.farewell
        followPace()
        rotation.hasten(at: now)
        schedule.hasten(.probe(address), at: now)
        for proxy in builder.proxies { schedule.hasten(.proxyStatistics(proxy.proxy.address), at: now) }
        for agent in builder.directory.polled { schedule.hasten(.agent(agent), at: now) }
    }
}

extension ClusterWatch {
    /// Takes over what etcd says, and lets agents be asked at once about what changed there.
    private mutating func absorb(_ request: StoreRequest, _ reply: ReadReply) {
        let now = reply.finishedAt
        guard let change = store?.absorb(request, reply) else { return }
        if change.lock {
            lockChangedAt = now
            rotation.hasten(at: now)
            for address in builder.directory.polled { schedule.hasten(.agent(address), at: now) }
        }
        for name in change.members {
            guard let agent = builder.directory.agent(of: name) else { continue }
            schedule.hasten(.agent(agent.address), at: now)
        }
        // While no agent lists the cluster, the members' own keys tell where their agents are.
        if builder.listing.currentValue == nil { builder.learn(store?.agents ?? []) }
    }
}
