import ClusterModel

/// Watches one cluster's keys in etcd: what to ask which endpoint and when, and what is known.
///
/// A pure value under virtual time, a part of `ClusterWatch`. The keys are read once and then watched; a reading every ten seconds
/// finds out when the watch has gone deaf. The lock's lease is asked once a second, each endpoint about itself rarely. An endpoint
/// that fails is left for the next one. Nothing is repeated faster than `backOff` allows after a failure.
struct StoreWatch: Equatable {
    let plan: StorePlan
    var endpoints: StoreEndpoints
    var duties: StoreDuties
    var prefix: StorePrefix?
    var ledger: StoreLedger?
    var keys: Observation<StoreReport> = .pending
    var lockChangedAt: Timestamp?
    var lease: Observation<StoreLease> = .pending
    var members: Observation<[StoreMember]> = .pending
    var inFlight: Set<StoreRequest> = []
    var heard: Set<StoreDuties.Duty> = []
    var needsLogin: Bool
    /// The keys were read with the token at hand: when it is refused, it has only run out.
    var isTokenProven = false
    /// When the last login was answered; what was asked before it went with an older token, or none.
    var loggedInAt: Timestamp?
    /// The watch that counts; an older one may still be on its way to its end.
    var watching: StoreRequest?
    var isWatched = false
    var watchFailures = 0
    /// A reading knew something that the watch had not told until then.
    var isDeafSuspect = false
    var revisionLearntAt: Timestamp?

    static let backOff = BackOff(first: .milliseconds(250), longest: .seconds(10))
    static let leaseInterval = Duration.seconds(1)
    static let keysInterval = Duration.seconds(10)
    /// While no watch stands.
    static let unwatchedInterval = Duration.seconds(1)
    static let membersInterval = Duration.seconds(60)

    init(_ plan: StorePlan, at now: Timestamp) {
        self.plan = plan
        endpoints = StoreEndpoints(plan.endpoints, at: now)
        duties = StoreDuties(at: now)
        needsLogin = plan.needsLogin
        setScope(nil, at: now)
    }

    /// What a reply changed that others must look at.
    struct Change: Equatable {
        /// The lock changed hands, was released or taken.
        var lock = false
        /// Members whose own key says another role or state.
        var members: Set<MemberName> = []
    }

    var view: StoreView {
        StoreView(
            prefix: prefix?.path,
            endpoints: endpoints.all,
            keys: keys,
            lockChangedAt: lockChangedAt,
            lease: lease,
            members: members,
            isWatched: isWatched
        )
    }

    /// Members and where their agents are, as their own keys tell.
    var agents: [(name: MemberName, url: String)] {
        (keys.currentValue?.members ?? []).compactMap { member in member.apiURL.map { (member.name, $0) } }
    }

    /// Every endpoint answered or failed, and so did the keys and the lock's lease where they could be asked for.
    var isFirstRoundComplete: Bool {
        let isLeaseKnown = keys.value?.lock?.lease == nil || lease != .pending
        return endpoints.all.allSatisfy { $0.status != .pending }
            && (prefix == nil || keys != .pending && (keys.currentValue == nil || isLeaseKnown))
    }

    /// Tells where the cluster's keys are, as soon as an agent has named its scope.
    mutating func setScope(_ scope: String?, at now: Timestamp) {
        guard let scope = plan.scope ?? scope,
            let found = StorePrefix(namespace: plan.namespace, scope: scope), found != prefix
        else { return }
        prefix = found
        ledger = StoreLedger(found)
        keys = .pending
        lockChangedAt = nil
        lease = .pending
        leaveWatch()
        for duty in StoreDuties.Duty.allCases { duties.hasten(duty, at: now) }
    }

    /// Whether a question is on its way that ends with its answer.
    var awaitsAnswers: Bool { inFlight.contains { !$0.question.isStream } }

    mutating func hasten(at now: Timestamp) {
        endpoints.hastenAll(at: now)
        for duty in StoreDuties.Duty.allCases { duties.hasten(duty, at: now) }
    }

    mutating func clockWasSetBack(to now: Timestamp) {
        endpoints.clockWasSetBack(to: now)
        duties.clockWasSetBack(to: now)
        lockChangedAt = lockChangedAt.map { min($0, now) }
        revisionLearntAt = revisionLearntAt.map { min($0, now) }
        loggedInAt = loggedInAt.map { min($0, now) }
    }
}

// MARK: - What to ask

extension StoreWatch {
    mutating func takeDue(at now: Timestamp) -> [StoreRequest] {
        let taken = options.filter { $0.at <= now }.map(\.request)
        for request in taken {
            inFlight.insert(request)
            if request.question.isStream { watching = request }
        }
        return taken
    }

    var nextDue: Timestamp? { options.map(\.at).min() }

    /// What can be asked, from when on.
    private var options: [(request: StoreRequest, at: Timestamp)] {
        let statuses = endpoints.statusDues.filter { !inFlight.contains($0.request) }
        guard let current = endpoints.current else { return statuses }
        let own = StoreDuties.Duty.allCases.compactMap { duty -> (request: StoreRequest, at: Timestamp)? in
            guard let question = question(for: duty) else { return nil }
            let request = StoreRequest(question, at: current.address, in: current.dialect)
            guard !isInFlight(duty, request) else { return nil }
            return (request, max(duties[duty], current.from))
        }
        return statuses + own
    }

    private func isInFlight(_ duty: StoreDuties.Duty, _ request: StoreRequest) -> Bool {
        guard duty == .watch else { return inFlight.contains { $0.question.duty == duty } }
        return watching != nil || inFlight.contains(request)
    }

    private func question(for duty: StoreDuties.Duty) -> StoreQuestion? {
        guard needsLogin == (duty == .login) else { return nil }
        switch duty {
        case .login: return .authenticate
        case .members: return .members
        case .keys: return prefix.map { .keys($0) }
        case .lease: return keys.value?.lock?.lease.map { .lease(id: $0) }
        case .watch:
            guard let prefix, let ledger, ledger.revision > 0, keys.currentValue != nil else { return nil }
            return .watch(prefix, from: ledger.revision + 1)
        }
    }
}
