import ClusterModel

/// Watches the pods of one selection: what to ask the API server and when, and what is known.
///
/// A pure value under virtual time, a part of `ClusterWatch`. The pods are read in pages and then watched from the version of that
/// reading; a watch that ends, breaks or falls silent is begun again from the last version heard of, and when the server no longer knows
/// that version everything is read anew. What is known stays meanwhile, and grows stale only if that takes longer than `grace`.
struct PodWatch: Equatable {
    let plan: KubernetesPlan
    var shelf = PodShelf()
    /// The reading under way.
    var reading: Reading?
    /// When to read everything; nil while nothing asks for it.
    var readingDueAt: Timestamp?
    var watchDueAt: Timestamp
    /// The watch that counts; an older one may still be on its way to its end.
    var watching: KubernetesRequest?
    var life: WatchLife?
    var inFlight: Set<KubernetesRequest> = []
    /// Since when nothing proves that what is known is still so.
    var trouble: Trouble?
    /// Why the last watch came to nothing.
    var watchTrouble: Trouble?
    /// Watches in a row that came to nothing.
    var watchFailures = 0
    var readingFailures = 0
    /// Versions in a row that the server no longer knew.
    var expiries = 0
    var admission = Admission()
    /// The server's last word.
    var heardAt: Timestamp?
    var services: Observation<[Service]> = .pending
    var servicesDueAt: Timestamp
    var notes = PodNotes()
    var joining = PodJoining()

    static let backOff = BackOff(first: .milliseconds(250), longest: .seconds(10))
    /// How long a reconnection may take before anybody needs to know.
    static let grace = Duration.milliseconds(1500)
    /// While no watch stands, as where a gateway lets none through.
    static let unwatchedInterval = Duration.seconds(5)
    /// Watches in a row that come to nothing before the pods are read at intervals instead.
    static let patientFailures = 3
    static let servicesInterval = Duration.seconds(60)
    /// Pages of a reading, and bytes in all of them: more pods than a cluster can have (150,000), at 4 kB each.
    static let mostPages = 400
    static let mostBytes = 800 << 20
    /// Until a list that did not end is read again.
    static let endlessPause = Duration.seconds(60)
    /// Until a right that is missing is asked for again.
    static let deniedPause = Duration.seconds(15)

    init(_ plan: KubernetesPlan, at now: Timestamp) {
        self.plan = plan
        readingDueAt = now
        watchDueAt = now
        servicesDueAt = now
    }

    /// The pages read so far.
    struct Reading: Equatable {
        var page: ListPage
        var pods: [Pod] = []
        var pages = 0
        var bytes = 0
    }

    /// What became of the watch that counts.
    struct WatchLife: Equatable {
        var openedAt: Timestamp
        /// It told something, if only how far it got.
        var hasSpoken = false
    }

    /// The first failure in a row, and its reason.
    struct Trouble: Equatable {
        var reason: ReadFailure
        var since: Timestamp
    }

    /// What a reply changed that others must look at.
    struct Change: Equatable {
        /// Pods that are new, gone or noticeably different.
        var pods: Set<PodName> = []
    }

    /// The pods are read at intervals, since no watch comes to stand.
    var readsInstead: Bool { life == nil && watchFailures >= Self.patientFailures }

    /// Pods and Services answered or failed once.
    var isFirstRoundComplete: Bool { (shelf.version != nil || trouble != nil) && !services.isPending }

    mutating func hasten(at now: Timestamp) {
        readingDueAt = now
        watchDueAt = min(watchDueAt, now)
        servicesDueAt = now
        notes.hasten(at: now)
    }

    mutating func clockWasSetBack(to now: Timestamp) {
        let soon = now + .seconds(1)
        readingDueAt = readingDueAt.map { min($0, soon) }
        watchDueAt = min(watchDueAt, soon)
        servicesDueAt = min(servicesDueAt, soon)
        life = life.map { WatchLife(openedAt: min($0.openedAt, now), hasSpoken: $0.hasSpoken) }
        trouble = trouble.map { Trouble(reason: $0.reason, since: min($0.since, now)) }
        watchTrouble = watchTrouble.map { Trouble(reason: $0.reason, since: min($0.since, now)) }
        heardAt = heardAt.map { min($0, now) }
        shelf.clockWasSetBack(to: now)
        notes.clockWasSetBack(to: now)
        admission.clockWasSetBack(to: now)
    }
}

// MARK: - What is known

extension PodWatch {
    func view(at now: Timestamp) -> KubernetesView {
        KubernetesView(
            server: plan.server,
            namespace: plan.pods.namespace,
            selector: plan.pods.selector,
            pods: pods(at: now),
            omittedPods: shelf.omitted,
            services: services,
            watch: state(at: now),
            events: notes.events,
            changedAt: shelf.changedAt,
            memberPods: joining.memberPods,
            proxyPods: joining.proxyPods
        )
    }

    private func pods(at now: Timestamp) -> Observation<[Pod]> {
        guard shelf.version != nil, let heardAt else {
            return trouble.map { .failed($0.reason, since: $0.since) } ?? .pending
        }
        guard let trouble, now - trouble.since >= Self.grace else { return .current(shelf.pods, at: heardAt) }
        return .stale(shelf.pods, at: heardAt, because: trouble.reason, since: trouble.since)
    }

    private func state(at now: Timestamp) -> PodWatchState {
        if let life { return .standing(since: life.openedAt) }
        guard let trouble = watchTrouble ?? trouble, now - trouble.since >= Self.grace else { return .connecting }
        return .broken(because: trouble.reason, since: trouble.since)
    }
}

// MARK: - What to ask

extension PodWatch {
    mutating func takeDue(at now: Timestamp) -> [KubernetesRequest] {
        let taken = options.filter { $0.at <= now }.map(\.request)
        for request in taken {
            inFlight.insert(request)
            switch request.question {
            case .watchPods: watching = request
            case .pods(_, let page): reading = reading ?? Reading(page: page)
            case .services, .events, .log: break
            }
        }
        return taken
    }

    var nextDue: Timestamp? { options.map(\.at).min() }

    /// What can be asked, from when on.
    private var options: [(request: KubernetesRequest, at: Timestamp)] {
        var options: [(KubernetesQuestion, Timestamp)] = []
        if let readingDueAt, !inFlight.contains(where: \.readsPods) {
            options.append((.pods(plan.pods, page: reading?.page ?? .first), readingDueAt))
        }
        if watching == nil, let version = shelf.version, readingDueAt == nil || readsInstead {
            options.append((.watchPods(plan.pods, from: version), watchDueAt))
        }
        options.append((.services(namespace: plan.pods.namespace), servicesDueAt))
        options += notes.dues.map { (.events(of: $0.pod), $0.at) }
        return options.map { (KubernetesRequest($0, at: plan.server), max($1, admission.opensAt ?? $1)) }
            .filter { !inFlight.contains($0.request) }
    }
}

extension KubernetesRequest {
    fileprivate var readsPods: Bool {
        if case .pods = question { return true }
        return false
    }
}
